import type { GeneratorName } from "../source/generators.js";
import type { Tree } from "../tree.js";
import type { Detection, SiteMarkdown, SiteTimezone } from "./detect.js";
import type { AnyRule, Config } from "./types.js";

/** Where the schema of a file's front matter comes from. */
export type SchemaReference =
  /** Shipped with galley as `schemas/NAME.schema.json`. */
  | { readonly kind: "shipped"; readonly name: GeneratorName }
  /** An absolute path. */
  | { readonly kind: "file"; readonly path: string };

/** One set of settings among those that are merged; later layers win. */
export interface Layer {
  /** A preset's name, a path relative to the working directory, or `--rule`: what `galley config` shows. */
  readonly name: string;
  /** Folder relative to the base in which alone the layer counts, "" for everywhere. Globs stay relative to the base. */
  readonly scope: string;
  /** The layer is the preset of a generator. */
  readonly generator: GeneratorName | undefined;
  readonly config: Config;
  /** Makes an absolute path of one that the layer names. */
  readonly absolute: (path: string) => string;
  /** The line on which a JSON pointer of the configuration stands; undefined when the layer is no text. */
  readonly line: (pointer: string) => number | undefined;
}

/** A configuration with everything that it extends, checked. */
export interface LoadedConfig {
  /** Absolute: globs are relative to it. */
  readonly base: string;
  /** The file that was found or named, absolute; undefined: built-in defaults. */
  readonly file: string | undefined;
  /** Every file that had a say, absolute, in order: they belong into the key of a cache. */
  readonly dependencies: readonly string[];
  readonly layers: readonly Layer[];
  /** galley's own and those of plugins. */
  readonly rules: readonly AnyRule[];
  /** What the repository shows, when the configuration names no generator. */
  readonly detected: readonly Detection[];
  /** Modules of plugins, absolute; a package's bare name where it cannot be told. */
  readonly plugins?: readonly string[];
  /** What the generators' own configurations say of the zone; of two for one file and generator the later counts. */
  readonly timezones?: readonly SiteTimezone[];
  /** What sites say of their Markdown. */
  readonly markdown?: readonly SiteMarkdown[];
  /** What was read in place of the disk; schemas are, too. */
  readonly tree?: Tree | undefined;
}
