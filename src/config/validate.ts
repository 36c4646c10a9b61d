import picomatch from "picomatch";
import { pointerSegment } from "../source/front-matter.js";
import { generatorNames } from "../source/generators.js";
import { checkValue, isMapping, shown, type ValueFault } from "./options.js";
import { isGeneratorName } from "./presets.js";
import { isSeverity, severities, unknownRule } from "./rule-patterns.js";
import { didYouMean } from "./suggest.js";
import type { AnyRule } from "./types.js";
import { isTimezone } from "./zones.js";

type Check = (value: unknown, name: string, pointer: string, rules: readonly AnyRule[]) => readonly ValueFault[];

/**
 * Checks the shape of a configuration: keys, types, globs, zones, rules with their severities and options. What extends and plugins
 * name is not looked up here.
 */
export function validateConfig(data: unknown, rules: readonly AnyRule[]): readonly ValueFault[] {
  return keyed("the configuration", configKeys)(data, "the configuration", "", rules);
}

const text: Check = (value, name, pointer) =>
  typeof value === "string" && value !== "" ? [] : [at(pointer, `${name} must be text, but is ${shown(value)}`)];

const list =
  (item: Check, itemName: string): Check =>
  (value, name, pointer, rules) => {
    if (!Array.isArray(value)) return [at(pointer, `${name} must be a list, but is ${shown(value)}`)];
    return value.flatMap((entry, index) => item(entry, itemName, `${pointer}/${index}`, rules));
  };

const glob: Check = (value, name, pointer, rules) => {
  const faults = text(value, name, pointer, rules);
  if (faults.length > 0 || typeof value !== "string") return faults;
  const problem = globProblem(value);
  return problem === undefined ? [] : [at(pointer, problem)];
};

const timezone: Check = (value, name, pointer, rules) => {
  const faults = text(value, name, pointer, rules);
  if (faults.length > 0 || typeof value !== "string" || isTimezone(value)) return faults;
  const near = didYouMean(value, ["UTC", ...Intl.supportedValuesOf("timeZone")]);
  return [at(pointer, `unknown time zone \`${value}\`${near || "; write a name such as `Asia/Shanghai` or `UTC`"}`)];
};

const generator: Check = (value, _name, pointer) =>
  typeof value === "string" && isGeneratorName(value)
    ? []
    : [at(pointer, `unknown generator ${shown(value)}${didYouMean(String(value), generatorNames)}`)];

const rulePattern: Check = (value, name, pointer, rules) => {
  const faults = text(value, name, pointer, rules);
  const unknown = typeof value === "string" && faults.length === 0 ? unknownRule(value, rules) : undefined;
  return unknown === undefined ? faults : [at(pointer, unknown)];
};

const ruleSettings: Check = (value, name, pointer, rules) => {
  if (!isMapping(value)) return [at(pointer, `${name} must be a mapping, but is ${shown(value)}`)];
  return Object.entries(value).flatMap(([id, setting]) => {
    const here = `${pointer}/${pointerSegment(id)}`;
    const rule = rules.find((candidate) => candidate.id === id);
    if (rule !== undefined) return ruleSetting(rule, setting, here);
    const message = id.endsWith("*")
      ? `a rule is set by its own id, not by \`${id}\``
      : (unknownRule(id, rules) ?? `unknown rule \`${id}\``);
    return [{ pointer: here, part: "key" as const, message }];
  });
};

function ruleSetting(rule: AnyRule, setting: unknown, pointer: string): readonly ValueFault[] {
  const parts: readonly unknown[] = Array.isArray(setting) ? setting : [setting];
  const [severity, options] = parts;
  const severityAt = Array.isArray(setting) && parts.length > 0 ? `${pointer}/0` : pointer;
  const faults: ValueFault[] = [];
  if (!isSeverity(severity)) {
    const near = typeof severity === "string" ? didYouMean(severity, severities) : "";
    const listed = "; severities are `off`, `info`, `warn` and `error`";
    faults.push(at(severityAt, `unknown severity ${shown(severity)} of \`${rule.id}\`${near || listed}`));
  }
  if (parts.length > 2) faults.push(at(`${pointer}/2`, `\`${rule.id}\` takes a severity and one mapping of options`));
  if (parts.length < 2) return faults;
  const name = `\`${rule.id}\``;
  if (rule.options === undefined) faults.push(at(`${pointer}/1`, `${name} has no options`));
  else {
    for (const fault of checkValue(rule.options, options, name)) {
      const message = fault.pointer === "" ? `the options of ${fault.message}` : fault.message;
      faults.push({ ...fault, message, pointer: `${pointer}/1${fault.pointer}` });
    }
  }
  return faults;
}

const schemas: Check = (value, name, pointer, rules) => {
  if (!isMapping(value)) return [at(pointer, `${name} must be a mapping of globs to schemas, but is ${shown(value)}`)];
  return Object.entries(value).flatMap(([pattern, reference]) => {
    const here = `${pointer}/${pointerSegment(pattern)}`;
    const problem = globProblem(pattern);
    const faults: ValueFault[] = problem === undefined ? [] : [{ pointer: here, part: "key", message: problem }];
    faults.push(...text(reference, `the schema of \`${pattern}\``, here, rules));
    if (typeof reference === "string" && /^[a-z]{2,}:/i.test(reference)) {
      faults.push(
        at(here, `\`${reference}\` is an address, and galley never goes to the network; keep a copy in the repository`),
      );
    }
    return faults;
  });
};

function keyed(where: string, keys: Readonly<Record<string, Check>>, required: readonly string[] = []): Check {
  return (value, name, pointer, rules) => {
    if (!isMapping(value)) return [at(pointer, `${name} must be a mapping, but is ${shown(value)}`)];
    const faults = Object.entries(value).flatMap(([key, entry]): readonly ValueFault[] => {
      const here = `${pointer}/${pointerSegment(key)}`;
      const check = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (check !== undefined) return check(entry, `\`${key}\``, here, rules);
      return [
        {
          pointer: here,
          part: "key",
          message: `unknown key \`${key}\` in ${where}${didYouMean(key, Object.keys(keys))}`,
        },
      ];
    });
    const missing = required.filter((key) => !Object.hasOwn(value, key));
    return [...faults, ...missing.map((key) => at(pointer, `${name} needs a key \`${key}\``))];
  };
}

const tier = list(rulePattern, "a rule");
const fixes = keyed("`fixes`", { safe: tier, unsafe: tier, never: tier });

const override = keyed(
  "an override",
  { files: list(glob, "a glob"), generator, timezone, root: text, rules: ruleSettings, fixes },
  ["files"],
);

const configKeys: Readonly<Record<string, Check>> = {
  $schema: text,
  extends: list(text, "a preset or path"),
  files: list(glob, "a glob"),
  ignore: list(glob, "a glob"),
  timezone,
  root: text,
  schemas,
  rules: ruleSettings,
  fixes,
  overrides: list(override, "an override"),
  plugins: list(text, "a plugin"),
};

function at(pointer: string, message: string): ValueFault {
  return { pointer, part: "value", message };
}

function globProblem(pattern: string): string | undefined {
  const bare = pattern.replace(/^!/, "");
  if (bare === "") return "a glob is empty";
  if (bare.includes("\\")) {
    // A backslash escapes; before a letter it is a Windows path.
    if (/\\[\p{L}\d_.]/u.test(bare)) return `glob \`${pattern}\` must have \`/\` between folders, not \`\\\``;
  }
  if (/(?:^|\/)\.\.(?:\/|$)/.test(bare)) return `glob \`${pattern}\` leaves the folder of the configuration`;
  try {
    picomatch.makeRe(bare, { dot: true, strictBrackets: true });
    return undefined;
  } catch (error) {
    const bracket = error instanceof Error ? /^Missing \w+: "(.)"/.exec(error.message)?.[1] : undefined;
    const reason = bracket === undefined ? "" : `: a \`${bracket}\` is missing, or a \`\\\` before its partner`;
    return `glob \`${pattern}\` cannot be read${reason}`;
  }
}
