import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { UserError } from "../errors.js";
import type { Tree } from "../tree.js";
import { type Chain, type Part, readChain } from "./chain.js";
import { configNames, textConfig } from "./config-file.js";
import {
  type Detection,
  detectGenerators,
  type ProjectReader,
  siteFolders,
  siteMarkdown,
  siteTimezone,
} from "./detect.js";
import { presetLayer } from "./inline.js";
import type { Layer, LoadedConfig } from "./layers.js";
import { isGeneratorName } from "./presets.js";
import type { AnyRule, Config } from "./types.js";

export interface LoadOptions {
  /** Absolute. */
  readonly cwd: string;
  /** galley's own rules. */
  readonly rules: readonly AnyRule[];
  /** `--config`: relative to `cwd`. */
  readonly file?: string | undefined;
  /** `--no-config`: built-in defaults alone. */
  readonly noConfig?: boolean;
  /** `--no-plugins`: refuse every configuration that would run code. */
  readonly noPlugins?: boolean;
  /** Absolute folders of the files that will be linted: generators are looked for there too, as in `cwd`. */
  readonly folders?: readonly string[];
  /** Read in place of the disk. */
  readonly tree?: Tree | undefined;
}

/**
 * Finds, reads and checks the configuration with everything that it extends. Globs become relative to its folder; with `file`, to the
 * working directory when that does not lie in the file's folder; without a configuration, to the nearest folder with `.git`.
 * @throws UserError that lists every fault with file, line and column.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const tree = options.tree ?? disk;
  const named = options.file === undefined ? undefined : resolve(options.cwd, options.file);
  const file = options.noConfig === true ? undefined : (named ?? findConfig(options.cwd, tree));
  const chain = await readChain(file, {
    cwd: options.cwd,
    rules: options.rules,
    codeRefusedBy: options.noPlugins === true ? "--no-plugins" : options.tree && "--rev",
    readText(path) {
      if (options.tree === undefined && path !== named) refuseLinkOut(projectFolder(dirname(path), disk), path);
      return readOf(tree, path);
    },
    isFile: (path) => tree.kind(path) === "file",
  });
  const base = file === undefined ? projectFolder(options.cwd, tree) : baseOf(dirname(file), options.cwd);
  const extended = file === undefined ? undefined : chain.files.get(file)?.data.extends;
  const reader = projectReader(base, tree);
  const looked = [options.cwd, ...(options.folders ?? [])];
  const shown = detectGenerators(
    reader,
    looked.map((folder) => inside(base, folder)).filter((folder) => folder !== undefined),
  );
  const parts: readonly Part[] = extended === undefined ? ["recommended", ...chain.parts] : chain.parts;
  const generatorNamed = parts.some((part) => typeof part === "string" && isGeneratorName(part));
  const nothing = Array.isArray(extended) && extended.length === 0;
  const detected = generatorNamed || nothing ? [] : shown;
  const places = siteFoldersOf(shown, parts);
  return {
    base,
    file,
    tree: options.tree,
    dependencies: [...chain.files.keys(), ...chain.modules],
    plugins: [...chain.modules],
    layers: [
      ...detected.map((detection) => detectedLayer(detection, chain)),
      ...parts.map((part) => partLayer(part, options.cwd, chain, shown)),
    ],
    rules: chain.rules,
    detected,
    timezones: places.map((place) => siteTimezone(reader, place.generator, place.folder)).filter(isKnown),
    markdown: places.map((place) => siteMarkdown(reader, place.generator, place.folder)).filter(isKnown),
  };
}

/** Folders of the generators that the project shows, and of those that are named though nothing but their configuration shows them. */
function siteFoldersOf(
  shown: readonly Detection[],
  parts: readonly Part[],
): readonly Pick<Detection, "generator" | "folder">[] {
  const named = parts.filter((part) => typeof part === "string").filter(isGeneratorName);
  const usual = named.flatMap((generator) => ["", ...siteFolders].map((folder) => ({ generator, folder })));
  return [...usual, ...shown];
}

function isKnown<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/**
 * The configuration that counts for a folder: the nearest one upward, up to and with the first folder that holds `.git`.
 * @throws UserError when a folder holds two.
 */
export function findConfig(folder: string, tree: Tree = disk): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = configNames.map((name) => join(at, name)).filter((path) => tree.kind(path) !== undefined);
    const manifest = join(at, "package.json");
    if (holdsConfig(manifest, found.length === 0, tree)) found.push(manifest);
    if (found.length > 1) {
      const names = found.map((path) => `\`${relative(at, path)}\``).join(" and ");
      throw new UserError(`${at} holds two configurations: ${names}`, "Keep one of them, or name it with --config.");
    }
    if (found[0] !== undefined) return found[0];
    if (tree.kind(join(at, ".git")) !== undefined || dirname(at) === at) return undefined;
  }
}

/** Also a package.json that cannot be parsed and seems to hold one, if `evenBroken`: whoever reads it says what is wrong. */
function holdsConfig(manifest: string, evenBroken: boolean, tree: Tree): boolean {
  const text = readIfFile(manifest, tree);
  if (text?.includes('"galley"') !== true) return false;
  const { data, faults } = textConfig("galley.json", text);
  return Object.hasOwn(data, "galley") || (evenBroken && faults.length > 0 && /"galley"\s*:/.test(text));
}

function projectFolder(cwd: string, tree: Tree): string {
  for (let at = cwd; dirname(at) !== at; at = dirname(at)) {
    if (tree.kind(join(at, ".git")) !== undefined) return at;
  }
  return cwd;
}

function baseOf(folder: string, cwd: string): string {
  return inside(folder, cwd) === undefined ? cwd : folder;
}

/** `path` relative to `base`, `/` between parts, "" for the base itself; undefined when it lies elsewhere. */
function inside(base: string, path: string): string | undefined {
  const between = relative(base, path);
  if (between === ".." || between.startsWith(`..${sep}`) || isAbsolute(between)) return undefined;
  return between.split(sep).join("/");
}

function detectedLayer({ generator, folder, reason: why }: Detection, chain: Chain): Layer {
  const layer = presetLayer(generator, chain.rules, chain.plugin, folder);
  return { ...layer, name: `${generator} (because of ${why})` };
}

function partLayer(part: Part, cwd: string, chain: Chain, shown: readonly Detection[]): Layer {
  if (typeof part !== "string") {
    return {
      name: relative(cwd, part.path).split(sep).join("/"),
      scope: "",
      generator: undefined,
      config: part.data as Config, // validated
      absolute: (path) => resolve(dirname(part.path), path),
      line: (pointer) => part.position(pointer, "key")?.line,
    };
  }
  // A preset that is named counts everywhere, but its globs begin where the project shows its generator.
  const places = shown.filter(({ generator }) => generator === part);
  const folder = places.some((place) => place.folder === "") ? "" : (places[0]?.folder ?? "");
  return { ...presetLayer(part, chain.rules, chain.plugin, folder), scope: "" };
}

function projectReader(base: string, tree: Tree): ProjectReader {
  return { list: (folder) => tree.list(join(base, folder)), read: (file) => readIfFile(join(base, file), tree) };
}

/** A file's text; undefined when there is none of a reasonable size. */
function readIfFile(path: string, tree: Tree): string | undefined {
  try {
    const text = tree.kind(path) === "file" ? readOf(tree, path) : "";
    return text === "" || text.length >= MOST_UNITS ? undefined : text;
  } catch {
    return undefined;
  }
}

const MOST_UNITS = 1024 * 1024;

/**
 * What is wrong in a configuration is told with its text: through a link, that would be the text of any file.
 *
 * @throws UserError when a path in the project is a link that leads out of it
 */
function refuseLinkOut(project: string, path: string): void {
  if (inside(realpathSync(project), realpathSync(path)) !== undefined) return;
  throw new UserError("it is a link that leads out of the project");
}

function readOf(tree: Tree, path: string): string {
  const bytes = tree.read(path);
  if (bytes === undefined) throw new UserError(`\`${path}\` cannot be read`, "There is no such file.");
  return bytes.toString("utf8");
}

const disk: Tree = {
  kind(path) {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isDirectory() === true ? "folder" : stats && "file";
  },
  read: (path) => readFileSync(path),
  list(path) {
    try {
      return readdirSync(path);
    } catch {
      return undefined;
    }
  },
};
