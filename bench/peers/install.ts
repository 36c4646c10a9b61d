import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../measure/galley.js";
import type { Peer } from "./peers.js";

interface Manifest {
  readonly version: string;
  readonly bin?: string | Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const source = join(root, "bench/peers");
const manifest = (file: string): Manifest => JSON.parse(readFileSync(file, "utf8")) as Manifest;

/** The exact version of a package, as `bench/peers/package.json` wants it. */
export function versionOf(name: string): string {
  const wanted = manifest(join(source, "package.json")).dependencies?.[name];
  if (wanted === undefined) throw new Error(`bench/peers/package.json has no ${name}`);
  return wanted;
}

/**
 * Installs all peers at their exact versions into a folder outside the project, unless they are there, and lays their
 * settings beside them. No script of a package is run.
 */
export function installPeers(folder: string, say: (line: string) => void): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(source))
    if (!name.endsWith(".ts")) copyFileSync(join(source, name), join(folder, name));
  const names = Object.keys(manifest(join(source, "package.json")).dependencies ?? {});
  if (names.every((name) => installed(folder, name) === versionOf(name))) return;
  say(`Installing ${names.length} packages into ${folder}`);
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const words = ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
  execFileSync(npm, words, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  const missing = names.filter((name) => installed(folder, name) !== versionOf(name));
  if (missing.length > 0) throw new Error(`npm did not install ${missing.join(", ")}`);
}

function installed(folder: string, name: string): string | undefined {
  const file = join(folder, "node_modules", name, "package.json");
  return existsSync(file) ? manifest(file).version : undefined;
}

/** The words that start a peer: Node and the file that its package names. */
export function startOf({ packages: [name = ""] }: Peer, folder: string): readonly string[] {
  const { bin } = manifest(join(folder, "node_modules", name, "package.json"));
  const file = typeof bin === "string" ? bin : Object.values(bin ?? {})[0];
  if (file === undefined) throw new Error(`${name} has no program`);
  return [process.execPath, join(folder, "node_modules", name, file)];
}
