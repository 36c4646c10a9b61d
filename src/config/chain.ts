import { createRequire } from "node:module";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { UserError } from "../errors.js";
import { pointerSegment } from "../source/front-matter.js";
import { type ConfigFile, moduleConfig, type PlacedFault, placed, textConfig } from "./config-file.js";
import { importModule } from "./import-module.js";
import { isMapping } from "./options.js";
import { pluginRules } from "./plugins.js";
import { isGeneratorName, isPresetName, type PresetName, presetNames } from "./presets.js";
import { didYouMean } from "./suggest.js";
import type { AnyRule } from "./types.js";
import { validateConfig } from "./validate.js";

/** What the reading of configurations needs of the world. */
export interface ChainOptions {
  /** Absolute; messages name files relative to it. */
  readonly cwd: string;
  /** galley's own rules. */
  readonly rules: readonly AnyRule[];
  /** The option that forbids configurations to run code; undefined: none does. */
  readonly codeRefusedBy: string | undefined;
  readonly readText: (path: string) => string;
  readonly isFile: (path: string) => boolean;
}

/** A configuration with all that it extends. */
export interface Chain {
  /** In the order in which they are merged. */
  readonly parts: readonly Part[];
  /** By absolute path. */
  readonly files: ReadonlyMap<string, ConfigFile>;
  /** Paths (or names) of the plugins that were loaded. */
  readonly modules: ReadonlySet<string>;
  /** galley's own and those of plugins. */
  readonly rules: readonly AnyRule[];
  /** Those of plugins. */
  readonly plugin: ReadonlySet<AnyRule>;
}

/** Presets are made of rules, so they stay names until all plugins are loaded. */
export type Part = PresetName | ConfigFile;

interface Loading extends Chain {
  readonly options: ChainOptions;
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
 * Reads a configuration and all that it extends, loads their plugins, and checks everything.
 * @throws UserError that lists every fault with file, line and column.
 */
export async function readChain(path: string | undefined, options: ChainOptions): Promise<Chain> {
  const loading: Loading = {
    options,
    files: new Map(),
    parts: [],
    faults: new Map(),
    rules: [...options.rules],
    plugin: new Set(),
    modules: new Set(),
  };
  if (path !== undefined) await visit(loading, path, []);
  check(loading);
  return loading;
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
    for (const [index, plugin] of texts(file.data.plugins)) await loadPlugin(loading, file, plugin, index);
  }
  for (const [index, name] of texts(file.data.extends)) {
    if (isPresetName(name)) loading.parts.push(name);
    else if (!/[\\/]|\.(?:ya?ml|json|[mc]?js|ts)$/.test(name)) {
      const near = didYouMean(name, presetNames) || "; a file is named by its path, as `./shared.yaml`";
      fault(loading, file, `/extends/${index}`, `there is no preset \`${name}\`${near}`);
    } else {
      const target = resolve(dirname(path), name);
      if (loading.options.isFile(target)) await visit(loading, target, [...chain, path]);
      else fault(loading, file, `/extends/${index}`, `there is no file \`${name}\``);
    }
  }
  loading.parts.push(file);
}

async function readConfig(loading: Loading, path: string): Promise<ConfigFile> {
  const name = nameOf(loading, path);
  if (/\.(?:[cm]?js|ts)$/.test(path)) {
    if (loading.options.codeRefusedBy !== undefined) {
      throw new UserError(
        `${name} runs code, which ${loading.options.codeRefusedBy} refuses`,
        "Write the configuration as YAML, or use --no-config.",
      );
    }
    return moduleConfig(path, (await loadModule(path, name)).default);
  }
  let text: string;
  try {
    text = loading.options.readText(path);
  } catch (cause) {
    throw new UserError(`The configuration ${name} cannot be read: ${reason(cause)}`, undefined, { cause });
  }
  return textConfig(path, text);
}

async function loadModule(path: string, name: string): Promise<{ readonly default?: unknown }> {
  try {
    return await importModule(isAbsolute(path) ? pathToFileURL(path).href : path);
  } catch (cause) {
    if (codeOf(cause) === "ERR_UNKNOWN_FILE_EXTENSION" && path.endsWith(".ts")) {
      const hint = "Node 22.18 and later can; or write it as galley.config.mjs or galley.config.yaml.";
      throw new UserError(`${name}: this Node cannot load TypeScript`, hint, { cause });
    }
    throw new UserError(`${name} cannot be loaded: ${reason(cause)}`, undefined, { cause });
  }
}

async function loadPlugin(loading: Loading, file: ConfigFile, name: string, index: number): Promise<void> {
  const pointer = `/plugins/${index}`;
  if (loading.options.codeRefusedBy !== undefined) {
    fault(loading, file, pointer, `plugin \`${name}\` runs code, which ${loading.options.codeRefusedBy} refuses`);
    return;
  }
  try {
    const path = /^\.{0,2}[\\/]/.test(name) ? resolve(dirname(file.path), name) : packagePath(file.path, name);
    if (loading.modules.has(path)) return;
    loading.modules.add(path);
    for (const rule of pluginRules(await loadModule(path, `plugin \`${name}\``), loading.rules)) {
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
    if (codeOf(cause) === "ERR_PACKAGE_PATH_NOT_EXPORTED") return name;
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
        if (loading.options.isFile(resolve(dirname(file.path), reference))) continue;
        const pointer = `/schemas/${pointerSegment(glob)}`;
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

function texts(value: unknown): readonly (readonly [number, string])[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, index) => (typeof item === "string" ? [[index, item] as const] : []));
}

function nameOf({ options }: Loading, path: string): string {
  return relative(options.cwd, path).split(sep).join("/");
}

function reason(cause: unknown): string {
  const code = codeOf(cause);
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "ERR_MODULE_NOT_FOUND") return "there is no such module";
  return cause instanceof Error ? cause.message : String(cause);
}

function codeOf(cause: unknown): unknown {
  const { code } = isMapping(cause) ? cause : { code: undefined };
  return code;
}
