import { createHash } from "node:crypto";
import { type Dirent, existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the installed package: the nearest above this module that has a package.json. */
export function packageFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const above = dirname(folder);
    if (above === folder) throw new Error("galley's package.json is missing");
    folder = above;
  }
  return folder;
}

/** galley's version, from its package.json. */
export function toolVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageFolder(), "package.json"), "utf8"));
  const version =
    typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : undefined;
  return typeof version === "string" ? version : "0.0.0";
}

/**
 * galley's version and a digest of its code and schemas: two builds of one version, such as a clone that a hook is run from, are two
 * tools. A few milliseconds.
 */
export function toolIdentity(): string {
  const root = packageFolder();
  const hash = createHash("sha1");
  const folders = ["dist", "schemas"].map((name) => join(root, name));
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!(folder.endsWith("dist") && NOT_SHIPPED.has(entry.name))) folders.push(path);
      } else if (/\.(?:[cm]?js|json)$/.test(entry.name)) hash.update(`${entry.name}\0`).update(readFileSync(path));
    }
  }
  return `${toolVersion()} ${hash.digest("hex")}`;
}

/** What a build makes for developers alone. */
const NOT_SHIPPED = new Set(["test", "scripts"]);

function entriesOf(folder: string): readonly Dirent[] {
  const entries = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
