import picomatch from "picomatch";
import { pointerSegment } from "../source/front-matter.js";
import type { Layer, SchemaReference } from "./layers.js";
import { isGeneratorName } from "./presets.js";
import type { FixTiers, RuleSetting } from "./types.js";

/** A value, and in words where it was set: "recommended", "galley.config.yaml:12", "--rule", "default". */
export interface Setting<T> {
  readonly value: T;
  readonly from: string;
}

/** Settings of a layer for the files that `matches` takes. */
export interface Step {
  readonly from: (pointer: string) => string;
  readonly matches: (path: string) => boolean;
  /** It holds for every file: no part of what tells two files apart. */
  readonly always: boolean;
  readonly generator: string | undefined;
  readonly timezone: string | undefined;
  readonly root: string | undefined;
  readonly rules: readonly (readonly [string, RuleSetting, string])[];
  readonly fixes: FixTiers;
}

export interface SchemaEntry {
  readonly matches: (path: string) => boolean;
  readonly setting: Setting<SchemaReference | undefined>;
}

/** The layer's own settings, then its overrides. */
export function stepsOf(layer: Layer): readonly Step[] {
  const { config } = layer;
  const inScope = scopeTest(layer.scope);
  const origin =
    (prefix: string) =>
    (pointer: string): string => {
      const line = layer.line(prefix + pointer);
      return line === undefined ? layer.name : `${layer.name}:${line}`;
    };
  const own: Step = {
    from: origin(""),
    matches: inScope,
    always: layer.scope === "",
    generator: layer.generator,
    timezone: config.timezone,
    root: config.root,
    rules: ruleEntries(config.rules),
    fixes: config.fixes ?? {},
  };
  const overrides = (config.overrides ?? []).map((override, index): Step => {
    const matches = globTest(override.files);
    return {
      from: origin(`/overrides/${index}`),
      matches: (path) => inScope(path) && matches(path),
      always: false,
      generator: override.generator,
      timezone: override.timezone,
      root: override.root,
      rules: ruleEntries(override.rules),
      fixes: override.fixes ?? {},
    };
  });
  return [own, ...overrides];
}

function ruleEntries(rules: Readonly<Record<string, RuleSetting>> = {}): Step["rules"] {
  return Object.entries(rules).map(([id, setting]) => [id, setting, `/rules/${pointerSegment(id)}`]);
}

/** The layer's schemas, in its order. */
export function schemaEntries(layer: Layer): readonly SchemaEntry[] {
  const inScope = scopeTest(layer.scope);
  return Object.entries(layer.config.schemas ?? {}).map(([glob, reference]): SchemaEntry => {
    const matches = globTest([glob]);
    const line = layer.line(`/schemas/${pointerSegment(glob)}`);
    let value: SchemaReference | undefined;
    if (isGeneratorName(reference)) value = { kind: "shipped", name: reference };
    else if (reference !== "off") value = { kind: "file", path: layer.absolute(reference) };
    return {
      matches: (path) => inScope(path) && matches(path),
      setting: { value, from: line === undefined ? layer.name : `${layer.name}:${line}` },
    };
  });
}

/** Whether a path lies below a folder, "" for all. */
export function scopeTest(scope: string): (path: string) => boolean {
  return scope === "" ? () => true : (path) => path.startsWith(`${scope}/`);
}

/** Whether a glob of the list takes a path and none after it, written with `!`, takes it out again. */
function globTest(globs: readonly string[]): (path: string) => boolean {
  const tests = globs.map((glob) => {
    const negated = glob.startsWith("!");
    const bare = (negated ? glob.slice(1) : glob).replace(/^\.?\//, "");
    const pattern = picomatch.makeRe(bare, { dot: true });
    // What picomatch does for each path, but for options that galley does not use.
    return { negated, test: (path: string) => path !== "" && (path === bare || pattern.test(path)) };
  });
  return (path) => {
    let taken = false;
    for (const { negated, test } of tests) {
      if (taken === negated && test(path)) taken = !negated;
    }
    return taken;
  };
}
