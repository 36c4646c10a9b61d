import { UserError } from "../errors.js";
import type { Layer, LoadedConfig } from "./layers.js";
import { isGeneratorName, isPresetName, presetConfig, presetNames } from "./presets.js";
import { didYouMean } from "./suggest.js";
import type { AnyRule, Config } from "./types.js";
import { validateConfig } from "./validate.js";

/**
 * Makes a configuration of an object, for the library: pure, so it extends presets alone and loads no plugin; nothing is detected.
 * @throws UserError that lists every fault.
 */
export function inlineConfig(config: Config, rules: readonly AnyRule[], base = "/"): LoadedConfig {
  const faults = validateConfig(config, rules).map(({ pointer, message }) => `${pointer || "/"}: ${message}`);
  if (faults.length > 0) throw new UserError(faults.join("\n"));
  const names = config.extends ?? ["recommended"];
  const presets = names.map((name): Layer => {
    if (!isPresetName(name)) {
      throw new UserError(`/extends: there is no preset \`${name}\`${didYouMean(name, presetNames)}`);
    }
    return presetLayer(name, rules);
  });
  if ((config.plugins ?? []).length > 0) {
    throw new UserError(
      "/plugins: a configuration that is handed over loads no plugins",
      "Hand over the rules themselves.",
    );
  }
  return {
    base,
    file: undefined,
    dependencies: [],
    layers: [...presets, plainLayer("config", config)],
    rules,
    detected: [],
  };
}

/** A preset as a layer; `scope` is the folder of the generator's project. */
export function presetLayer(
  name: Parameters<typeof presetConfig>[0],
  rules: readonly AnyRule[],
  plugin: ReadonlySet<AnyRule> = new Set(),
  scope = "",
): Layer {
  const config = presetConfig(name, rules, plugin, scope);
  return { ...plainLayer(name, config), scope, generator: isGeneratorName(name) ? name : undefined };
}

function plainLayer(name: string, config: Config): Layer {
  return { name, scope: "", generator: undefined, config, absolute: (path) => path, line: () => undefined };
}
