import type { LoadedConfig } from "./layers.js";

/** Which files a configuration means; globs relative to its base. */
export interface ConfiguredFiles {
  readonly files: readonly string[];
  /** Presets alone say it: a guess about where content lies. */
  readonly filesAreGuess: boolean;
  readonly ignore: readonly string[];
}

/** The user's `files`, else those of every generator preset; the `ignore` of all layers. */
export function filesOf(loaded: LoadedConfig): ConfiguredFiles {
  const ignore = loaded.layers.flatMap(({ config }) => config.ignore ?? []);
  const own = loaded.layers.findLast(({ generator, config }) => generator === undefined && config.files !== undefined);
  if (own !== undefined) return { files: own.config.files ?? [], filesAreGuess: false, ignore };
  return { files: loaded.layers.flatMap(({ config }) => config.files ?? []), filesAreGuess: true, ignore };
}
