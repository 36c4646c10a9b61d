import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "../errors.js";
import { type ConfigFile, configNames, moduleConfig, type PlacedFault, placed, textConfig } from "./config-file.js";
import { type Detection, detectGenerators, type ProjectReader } from "./detect.js";
import { presetLayer } from "./inline.js";
import type { Layer, LoadedConfig } from "./layers.js";
import { isMapping } from "./options.js";
import { pluginRules } from "./plugins.js";
import { isGeneratorName, isPresetName, type PresetName, presetNames } from "./presets.js";
import { didYouMean } from "./suggest.js";
import type { AnyRule, Config } from "./types.js";
import { validateConfig } from "./validate.js";

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
  /** Absolute folders of the files that will be linted: generators are looked for there too. */
  readonly folders?: readonly string[];
}

/** What a chain of configurations comes to, before presets are made of rules. */
type Part = PresetName | ConfigFile;

interface Loading {
  readonly options: LoadOptions;
  readonly files: Map<string, ConfigFile>;
  readonly parts: Part[];
  readonly faults: Map<string, PlacedFault[]>;
  readonly rules: AnyRule[];
  readonly plugin: Set<AnyRule>;
  readonly modules: Set<string>;
}

/** More than any chain of configurations needs. */
const partLimit = 200;

/**
 * Finds, reads and checks the configuration with everything that it extends. Globs become relative to its folder; with `file`, to the
 * working directory when that does not lie in the file's folder; without a configuration, to the nearest folder with `.git`.
 * @throws UserError that lists every fault with file, line and column.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const named = options.file === undefined ? undefined : resolve(options.cwd, options.file);
  const file = options.noConfig === true ? undefined : (named ?? findConfig(options.cwd));
  const loading: Loading = {
    options,
    files: new Map(),
    parts: [],
    faults: new Map(),
    rules: [...options.rules],
    plugin: new Set(),
    modules: new Set(),
  };
  if (file !== undefined) await visit(loading, file, []);
  check(loading);

  const base = file === undefined ? projectFolder(options.cwd) : baseOf(dirname(file), options.cwd);
  const own = file === undefined ? undefined : loading.files.get(file)?.data;
  const shown = detectGenerators(
    projectReader(base),
    (options.folders ?? []).map((folder) => inside(base, folder)).filter((folder) => folder !== undefined),
  );
  const extended = own?.["extends"];
  if (extended === undefined) loading.parts.unshift("recommended");
  const generatorNamed = loading.parts.some((part) => typeof part === "string" && isGeneratorName(part));
  const nothing = Array.isArray(extended) && extended.length === 0;
  const detected = generatorNamed || nothing ? [] : shown;
  return {
    base,
    file,
    dependencies: [...loading.files.keys(), ...loading.modules],
    layers: [
      ...detected.map((detection) => detectedLayer(detection, loading)),
      ...loading.parts.map((part) => partLayer(part, loading, shown)),
    ],
    rules: loading.rules,
    detected,
  };
}

/**
 * The configuration that counts for a folder: the nearest one upward, up to and with the first folder that holds `.git`.
 * @throws UserError when a folder holds two.
 */
export function findConfig(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = configNames.map((name) => join(at, name)).filter((path) => existsSync(path));
    const manifest = join(at, "package.json");
    if (holdsConfig(manifest)) found.push(manifest);
    if (found.length > 1) {
      const names = found.map((path) => `\`${relative(at, path)}\``).join(" and ");
      throw new UserError(`${at} holds two configurations: ${names}`, "Keep one of them, or name it with --config.");
    }
    if (found[0] !== undefined) return found[0];
    if (existsSync(join(at, ".git")) || dirname(at) === at) return undefined;
  }
}

function holdsConfig(manifest: string): boolean {
  const text = readIfFile(manifest);
  if (text?.includes('"galley"') !== true) return false;
  const { data } = textConfig("galley.json", text);
  return Object.hasOwn(data, "galley");
}

function projectFolder(cwd: string): string {
  for (let at = cwd; dirname(at) !== at; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
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

async function visit(loading: Loading, path: string, chain: readonly string[]): Promise<void> {
  if (chain.includes(path)) {
    const names = [...chain.slice(chain.indexOf(path)), path].map((file) => nameOf(loading, file));
    throw new UserError(
      `Configurations extend each other in a circle: ${names.join(" -> ")}`,
      "Take one `extends` out.",
    );
  }
  if (loading.parts.length > partLimit)
    throw new UserError(`${nameOf(loading, path)}: the configurations extend too many others`);
  const file = loading.files.get(path) ?? (await readConfig(loading, path));
  if (!loading.files.has(path)) {
    loading.files.set(path, file);
    loading.faults.set(path, [...file.faults]);
    for (const [index, plugin] of texts(file.data["plugins"])) await loadPlugin(loading, file, plugin, index);
  }
  for (const [index, name] of texts(file.data["extends"])) {
    if (isPresetName(name)) loading.parts.push(name);
    else if (!/[\\/]|\.(?:ya?ml|json|[mc]?js|ts)$/.test(name)) {
      const near = didYouMean(name, presetNames) || "; a file is named by its path, as `./shared.yaml`";
      fault(loading, file, `/extends/${index}`, `there is no preset \`${name}\`${near}`);
    } else {
      const target = resolve(dirname(path), name);
      if (isFile(target)) await visit(loading, target, [...chain, path]);
      else fault(loading, file, `/extends/${index}`, `there is no file \`${name}\``);
    }
  }
  loading.parts.push(file);
}

async function readConfig(loading: Loading, path: string): Promise<ConfigFile> {
  const name = nameOf(loading, path);
  if (/\.(?:[cm]?js|ts)$/.test(path)) {
    if (loading.options.noPlugins === true) {
      throw new UserError(
        `${name} runs code, which --no-plugins refuses`,
        "Write the configuration as YAML, or use --no-config.",
      );
    }
    return moduleConfig(path, (await importModule(path, name)).default);
  }
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new UserError(`The configuration ${name} cannot be read: ${reason(cause)}`, undefined, { cause });
  }
  return textConfig(path, text);
}

async function importModule(path: string, name: string): Promise<{ readonly default?: unknown }> {
  try {
    return await import(isAbsolute(path) ? pathToFileURL(path).href : path);
  } catch (cause) {
    const unknown = isMapping(cause) && cause["code"] === "ERR_UNKNOWN_FILE_EXTENSION";
    if (unknown && path.endsWith(".ts")) {
      const hint = "Node 22.18 and later can; or write it as galley.config.mjs or galley.config.yaml.";
      throw new UserError(`${name}: this Node cannot load TypeScript`, hint, { cause });
    }
    throw new UserError(`${name} cannot be loaded: ${reason(cause)}`, undefined, { cause });
  }
}

async function loadPlugin(loading: Loading, file: ConfigFile, name: string, index: number): Promise<void> {
  const pointer = `/plugins/${index}`;
  if (loading.options.noPlugins === true) {
    fault(loading, file, pointer, `plugin \`${name}\` runs code, which --no-plugins refuses`);
    return;
  }
  try {
    const path = /^\.{0,2}[\\/]/.test(name) ? resolve(dirname(file.path), name) : packagePath(file.path, name);
    if (loading.modules.has(path)) return;
    loading.modules.add(path);
    for (const rule of pluginRules(await importModule(path, `plugin \`${name}\``), loading.rules)) {
      loading.rules.push(rule);
      loading.plugin.add(rule);
    }
  } catch (cause) {
    const message = cause instanceof UserError ? cause.message : `plugin \`${name}\`: ${reason(cause)}`;
    fault(loading, file, pointer, message);
  }
}

/** The file of an installed package; its bare name where the package has none for `require`. */
function packagePath(from: string, name: string): string {
  try {
    return createRequire(from).resolve(name);
  } catch (cause) {
    if (isMapping(cause) && cause["code"] === "ERR_PACKAGE_PATH_NOT_EXPORTED") return name;
    throw new Error("there is no such package; a file is named by its path, as `./lint/rules.js`", { cause });
  }
}

/** Checks every file that was read, now that all rules are known. */
function check(loading: Loading): void {
  for (const file of loading.files.values()) {
    const faults = loading.faults.get(file.path) ?? [];
    if (file.faults.length === 0) {
      faults.push(...validateConfig(file.data, loading.rules).map((found) => placed(file, found)));
      const { schemas } = file.data;
      for (const [glob, reference] of Object.entries(isMapping(schemas) ? schemas : {})) {
        if (
          typeof reference !== "string" ||
          reference === "off" ||
          isGeneratorName(reference) ||
          /^[a-z]{2,}:/i.test(reference)
        )
          continue;
        if (isFile(resolve(dirname(file.path), reference))) continue;
        const pointer = `/schemas/${glob.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        faults.push(placed(file, { pointer, part: "value", message: `there is no schema \`${reference}\`` }));
      }
    }
    loading.faults.set(file.path, faults);
  }
  const lines = [...loading.faults].flatMap(([path, faults]) => faultLines(nameOf(loading, path), faults));
  if (lines.length > 0) throw new UserError(lines.join("\n"));
}

function faultLines(name: string, faults: readonly PlacedFault[]): readonly string[] {
  const sorted = [...faults].sort(
    (a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
  return sorted.map(
    ({ message, place }) => `${name}${place === undefined ? "" : `:${place.line}:${place.column}`}: ${message}`,
  );
}

function fault(loading: Loading, file: ConfigFile, pointer: string, message: string): void {
  loading.faults.get(file.path)?.push(placed(file, { pointer, part: "value", message }));
}

function detectedLayer({ generator, folder, reason: why }: Detection, loading: Loading): Layer {
  const layer = presetLayer(generator, loading.rules, loading.plugin, folder);
  return { ...layer, name: `${generator} (because of ${why})` };
}

function partLayer(part: Part, loading: Loading, shown: readonly Detection[]): Layer {
  if (typeof part !== "string") {
    return {
      name: nameOf(loading, part.path),
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
  return { ...presetLayer(part, loading.rules, loading.plugin, folder), scope: "" };
}

function projectReader(base: string): ProjectReader {
  return {
    list(folder) {
      try {
        return readdirSync(join(base, folder));
      } catch {
        return undefined;
      }
    },
    read: (file) => readIfFile(join(base, file)),
  };
}

/** A file's text; undefined when there is none of a reasonable size. */
function readIfFile(path: string): string | undefined {
  try {
    const { size } = statSync(path);
    return isFile(path) && size < 1024 * 1024 ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

function texts(value: unknown): readonly (readonly [number, string])[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, index) => (typeof item === "string" ? [[index, item] as const] : []));
}

function nameOf(loading: Loading, path: string): string {
  return relative(loading.options.cwd, path).split(sep).join("/");
}

function reason(cause: unknown): string {
  const code = isMapping(cause) ? cause["code"] : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "ERR_MODULE_NOT_FOUND") return "there is no such module";
  return cause instanceof Error ? cause.message : String(cause);
}
