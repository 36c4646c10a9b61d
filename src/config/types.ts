import type { Severity } from "../diagnostic.js";
import type { OptionsSchema, Rule } from "../rule.js";
import type { GeneratorName } from "../source/generators.js";

/** Any rule, whatever its messages and options. */
export type AnyRule = Rule<string, OptionsSchema | undefined>;

export type RuleSeverity = Severity | "off";

/** A severity, or a list of a severity and the rule's options. A severity alone keeps options set earlier. */
export type RuleSetting = RuleSeverity | readonly [RuleSeverity, Readonly<Record<string, unknown>>];

/** Rule ids (or `namespace/*`) whose fixes move to another tier. The last list that names a rule wins. */
export interface FixTiers {
  /** Applied by `--fix`. */
  readonly safe?: readonly string[];
  /** Applied by `--fix --unsafe` alone. */
  readonly unsafe?: readonly string[];
  /** Shown, never applied. */
  readonly never?: readonly string[];
}

/** Settings for some of the files. */
export interface Override {
  /** Globs relative to the configuration's folder; `!` takes files out again. */
  readonly files: readonly string[];
  /** For a folder that another generator builds than the rest. */
  readonly generator?: GeneratorName;
  /** IANA name. */
  readonly timezone?: string;
  readonly root?: string;
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  readonly fixes?: FixTiers;
}

/**
 * What a user may configure. Globs and `root` are relative to the folder of the configuration that galley found, also when they
 * stand in a file that it extends; paths of schemas, plugins and extended files are relative to the file that names them.
 */
export interface Config {
  /** For editors; galley does not read it. */
  readonly $schema?: string;
  /**
   * Presets and paths of other configurations, merged in order, before this file's own settings. Default: `recommended` and the
   * preset of the generator that the repository shows. An empty list: nothing but what is written here.
   */
  readonly extends?: readonly string[];
  /** Globs of the files that `galley lint` takes when no path is given; they replace those of a preset. */
  readonly files?: readonly string[];
  /** Globs of files and folders to leave out, added to those of presets, .gitignore and .galleyignore; `!` takes a path in again. */
  readonly ignore?: readonly string[];
  /** IANA name of the zone in which dates without an offset are read. Default: UTC; never the machine's. */
  readonly timezone?: string;
  /** Folder in which a URL that begins with `/` is looked up as a file. Default: the generator's public folders. */
  readonly root?: string;
  /** JSON Schemas for front matter by glob: a path, the name of a shipped schema, or `off`. The first glob that matches wins. */
  readonly schemas?: Readonly<Record<string, string>>;
  /** Severity and options by rule id. */
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  /** Moves fixes to another tier. */
  readonly fixes?: FixTiers;
  /** Settings for some of the files, applied in order. */
  readonly overrides?: readonly Override[];
  /** Modules with rules of your own: they run code. */
  readonly plugins?: readonly string[];
}

/** Types a configuration written in JavaScript or TypeScript. */
export function defineConfig(config: Config): Config {
  return config;
}
