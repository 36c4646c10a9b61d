import { type GeneratorName, generatorNames } from "../source/generators.js";
import { generatorPresets } from "./generator-presets.js";
import type { AnyRule, Config, RuleSeverity } from "./types.js";

export type PresetName = "recommended" | "strict" | "all" | GeneratorName;

const rulePresets = ["recommended", "strict", "all"] as const;

export const presetNames: readonly PresetName[] = [...rulePresets, ...generatorNames];

export function isPresetName(name: string): name is PresetName {
  return (presetNames as readonly string[]).includes(name);
}

export function isGeneratorName(name: string): name is GeneratorName {
  return (generatorNames as readonly string[]).includes(name);
}

/**
 * What a preset settles. `recommended`: every rule as it recommends itself. `strict`: galley's own rules all on, those that are off
 * in `recommended` as warnings; rules of plugins as they recommend themselves. `all`: the same for the rules of plugins too.
 * A generator's name: where its content lies and which schema holds; its globs are put below `folder`.
 */
export function presetConfig(
  name: PresetName,
  rules: readonly AnyRule[],
  plugin: ReadonlySet<AnyRule>,
  folder = "",
): Config {
  if (isGeneratorName(name)) return below(generatorPresets[name], folder);
  const settings = rules.map((rule): [string, RuleSeverity] => {
    const raise = name === "all" || (name === "strict" && !plugin.has(rule));
    return [rule.id, rule.recommended === "off" && raise ? "warn" : rule.recommended];
  });
  return { rules: Object.fromEntries(settings) };
}

function below(preset: Config, folder: string): Config {
  if (folder === "") return preset;
  // The folder's own characters must not be read as a glob.
  const prefix = `${folder.replace(/[\\*?[\]{}()!+@$|^]/g, "\\$&")}/`;
  return {
    files: (preset.files ?? []).map((glob) => prefix + glob),
    ignore: (preset.ignore ?? []).map((glob) => prefix + glob),
    schemas: Object.fromEntries(Object.entries(preset.schemas ?? {}).map(([glob, name]) => [prefix + glob, name])),
  };
}
