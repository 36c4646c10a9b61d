import type { LoadedConfig } from "./layers.js";

/** Which files a configuration means; globs relative to its base. */
export interface ConfiguredFiles {
  readonly files: readonly string[];
  /** Presets alone say it: a guess about where content lies. */
  readonly filesAreGuess: boolean;
  readonly ignore: readonly string[];
}

/**
 * The user's `files`, else those of the generator presets; the `ignore` of all layers. A generator that shows in folders of the project
 * alone (a site in `docs/`) says nothing about where else content lies: then there are no `files`.
 */
export function filesOf(loaded: LoadedConfig): ConfiguredFiles {
  const ignore = loaded.layers.flatMap(({ config }) => config.ignore ?? []);
  const own = loaded.layers.findLast(({ generator, config }) => generator === undefined && config.files !== undefined);
  if (own !== undefined) return { files: own.config.files ?? [], filesAreGuess: false, ignore };
  const isSite = loaded.layers.some(({ generator, scope }) => generator !== undefined && scope === "");
  const files = isSite ? loaded.layers.flatMap(({ config }) => config.files ?? []) : [];
  return { files, filesAreGuess: true, ignore };
}
