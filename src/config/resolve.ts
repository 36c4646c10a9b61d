import type { Severity } from "../diagnostic.js";
import { UserError } from "../errors.js";
import { defaultOptions } from "../rule.js";
import { type GeneratorProfile, generatorProfile } from "../source/generators.js";
import type { SiteMarkdown, SiteTimezone } from "./detect.js";
import type { LoadedConfig, SchemaReference } from "./layers.js";
import { isGeneratorName } from "./presets.js";
import { namesRule, parseRuleFlag, unknownRule } from "./rule-patterns.js";
import { type Setting, type Step, schemaEntries, scopeTest, stepsOf } from "./steps.js";
import type { AnyRule, RuleSeverity } from "./types.js";

export type { Setting } from "./steps.js";

export type FixTier = "safe" | "unsafe" | "never";

export interface ResolvedRule {
  readonly rule: AnyRule;
  readonly severity: RuleSeverity;
  /** With the default of every property that is not set. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Where the severity was set. */
  readonly from: string;
  /** Where the options were set; "default" when nowhere. */
  readonly optionsFrom: string;
  /** The tier to which the configuration moves its fixes. */
  readonly fixes: Setting<FixTier> | undefined;
}

export type EnabledRule = ResolvedRule & { readonly severity: Severity };

/** All that is settled for one file. The same object for all files with the same settings. */
export interface ResolvedConfig {
  readonly generator: Setting<GeneratorProfile>;
  readonly timezone: Setting<string>;
  /** Relative to the base; undefined: the generator's public folders. */
  readonly root: Setting<string | undefined>;
  readonly schema: Setting<SchemaReference | undefined>;
  /** Those that are on, in the order of the catalogue. */
  readonly rules: readonly EnabledRule[];
  /** Those that are off. */
  readonly off: readonly ResolvedRule[];
}

/** What the command line adds: the last word. */
export interface CommandLineRules {
  /** Values of `--rule`: `ID=SEVERITY`. */
  readonly rule?: readonly string[];
  /** Values of `--only`: an id or `namespace/*`. */
  readonly only?: readonly string[];
}

/**
 * Makes the function that settles everything for one file: its path is relative to the configuration's base, `/` between parts.
 * @throws UserError when the command line names an unknown rule or severity.
 */
export function createResolver(
  loaded: LoadedConfig,
  commandLine: CommandLineRules = {},
): (path: string) => ResolvedConfig {
  const steps = loaded.layers.flatMap(stepsOf);
  const only = commandLine.only ?? [];
  for (const pattern of only) {
    const unknown = unknownRule(pattern, loaded.rules);
    if (unknown !== undefined) throw new UserError(`--only ${pattern}: ${unknown}`, "`galley rules` lists all rules.");
  }
  const flags = (commandLine.rule ?? []).map((value) => parseRuleFlag(value, loaded.rules));
  // The user's layers come last, and their globs are asked first.
  const schemas = [...loaded.layers].reverse().flatMap(schemaEntries);
  const dialects = (loaded.markdown ?? []).map((site) => ({ site, matches: scopeTest(site.folder) }));
  const timezones = (loaded.timezones ?? []).map((timezone) => ({ timezone, matches: scopeTest(timezone.folder) }));
  const cache = new Map<string, ResolvedConfig>();

  return (path) => {
    const schema = schemas.findIndex((entry) => entry.matches(path));
    const matching: Step[] = [];
    let key = String(schema);
    steps.forEach((step, index) => {
      if (!step.always && !step.matches(path)) return;
      matching.push(step);
      key += `,${index}`;
    });
    const sites = timezones.filter(({ matches }) => matches(path)).map(({ timezone }) => timezone);
    for (const { folder } of sites) key += `;${folder}`;
    const markdown = dialects.filter(({ matches }) => matches(path)).map(({ site }) => site);
    for (const { folder } of markdown) key += `/${folder}`;
    let resolved = cache.get(key);
    if (resolved === undefined) {
      resolved = settle(loaded.rules, matching, sites, markdown, schemas[schema]?.setting, only, flags);
      cache.set(key, resolved);
    }
    return resolved;
  };
}

function settle(
  catalogue: readonly AnyRule[],
  steps: readonly Step[],
  sites: readonly SiteTimezone[],
  markdown: readonly SiteMarkdown[],
  schema: Setting<SchemaReference | undefined> | undefined,
  only: readonly string[],
  flags: readonly (readonly [string, RuleSeverity])[],
): ResolvedConfig {
  let generator: Setting<GeneratorProfile> = { value: generatorProfile(undefined), from: "default" };
  let timezone: Setting<string> | undefined;
  let root: Setting<string | undefined> = { value: undefined, from: "default" };
  const severities = new Map<string, Setting<RuleSeverity>>();
  const options = new Map<string, Setting<Readonly<Record<string, unknown>>>>();
  for (const step of steps) {
    if (step.generator !== undefined && isGeneratorName(step.generator)) {
      generator = { value: generatorProfile(step.generator), from: step.from("/generator") };
    }
    if (step.timezone !== undefined) timezone = { value: step.timezone, from: step.from("/timezone") };
    if (step.root !== undefined) root = { value: step.root, from: step.from("/root") };
    for (const [id, setting, pointer] of step.rules) {
      const from = step.from(pointer);
      if (typeof setting === "string") severities.set(id, { value: setting, from });
      else {
        severities.set(id, { value: setting[0], from });
        if (setting[1] !== undefined) options.set(id, { value: setting[1], from });
      }
    }
  }
  const own = markdown.findLast((site) => site.generator === generator.value.name)?.markdown;
  if (own !== undefined) {
    generator = { ...generator, value: { ...generator.value, markdown: { ...generator.value.markdown, ...own } } };
  }
  const resolve = (rule: AnyRule): ResolvedRule => {
    const given = options.get(rule.id);
    const severity = lastWord(rule, severities.get(rule.id) ?? { value: "off", from: "default" }, only, flags);
    return {
      rule,
      severity: severity.value,
      from: severity.from,
      options: { ...defaultOptions(rule), ...given?.value },
      optionsFrom: given?.from ?? "default",
      fixes: fixTier(rule.id, steps),
    };
  };
  const all = catalogue.map(resolve);
  return {
    generator,
    timezone: timezone ?? siteZone(sites, generator.value) ?? { value: "UTC", from: "default" },
    root,
    schema: schema ?? { value: undefined, from: "default" },
    rules: all.filter(isEnabled),
    off: all.filter((rule) => !isEnabled(rule)),
  };
}

/** What the configuration of the file's own generator says. */
function siteZone(sites: readonly SiteTimezone[], { name }: GeneratorProfile): Setting<string> | undefined {
  const site = sites.findLast(({ generator }) => generator === name);
  return site === undefined ? undefined : { value: site.value, from: site.from };
}

function isEnabled(rule: ResolvedRule): rule is EnabledRule {
  return rule.severity !== "off";
}

/** A rule that `--only` names is on, with the severity that it has, recommends, or as a warning. */
function lastWord(
  rule: AnyRule,
  configured: Setting<RuleSeverity>,
  only: readonly string[],
  flags: readonly (readonly [string, RuleSeverity])[],
): Setting<RuleSeverity> {
  const flag = flags.findLast(([pattern]) => namesRule(pattern, rule.id));
  if (only.length > 0 && !only.some((pattern) => namesRule(pattern, rule.id))) return { value: "off", from: "--only" };
  if (flag !== undefined) return { value: flag[1], from: "--rule" };
  if (only.length === 0 || configured.value !== "off") return configured;
  return { value: rule.recommended === "off" ? "warn" : rule.recommended, from: "--only" };
}

function fixTier(id: string, steps: readonly Step[]): Setting<FixTier> | undefined {
  let tier: Setting<FixTier> | undefined;
  for (const { fixes, from } of steps) {
    for (const name of ["safe", "unsafe", "never"] as const) {
      const index = (fixes[name] ?? []).findIndex((pattern) => namesRule(pattern, id));
      if (index !== -1) tier = { value: name, from: from(`/fixes/${name}/${index}`) };
    }
  }
  return tier;
}
