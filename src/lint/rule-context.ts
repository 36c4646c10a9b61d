import type { Diagnostic, Severity } from "../diagnostic.js";
import { digest } from "../digest.js";
import type { Safety } from "../edit.js";
import type { Fact } from "../fact.js";
import type { Rule, RuleContext } from "../rule.js";
import { type Attribute, readAttributes } from "../source/attribute.js";
import type { Document, Element, EnabledRule, LintSettings } from "./types.js";

/** Values longer than this are cut in messages: the code frame shows the rest. */
const LONGEST_VALUE = 80;

/** Longer keys are kept as their digest. */
const LONGEST_KEY = 64;

/** What a rule sees of a file. `found` takes its diagnostics, `noted` its facts. */
export function createContext(
  { rule, severity, options, fixes }: EnabledRule,
  document: Document,
  settings: LintSettings,
  found: (diagnostic: Diagnostic) => void,
  noted: (fact: Fact) => void,
): RuleContext {
  const attributes = (element: Element): readonly Attribute[] => {
    const start = element.position?.start.offset;
    const end = element.position?.end.offset;
    if (start === undefined || end === undefined) return [];
    // The structure is that of the masked text, where template code cannot end a value; the characters are the file's.
    return readAttributes(document.markup.masked, start, end).map((attribute) =>
      attribute.valueRange === undefined
        ? attribute
        : { ...attribute, raw: document.source.slice(attribute.valueRange) },
    );
  };
  return {
    document,
    options: options as never,
    generator: document.generator,
    capabilities: settings.capabilities,
    timezone: settings.timezone,
    root: settings.root,
    attributes,
    attribute: (element, name) => attributes(element).find((attribute) => attribute.name === name),
    slice: (range) => document.source.slice(range),
    report({ range, message, data, note, fix, severity: most }) {
      const template = rule.messages[message];
      if (template === undefined) throw new Error(`Rule ${rule.id} has no message \`${message}\``);
      found({
        rule: rule.id,
        severity: most === undefined ? severity : lesser(severity, most),
        range,
        message: fillIn(rule.id, template, data ?? {}),
        ...(note === undefined ? {} : { note }),
        ...(fix === undefined ? {} : { fix: { ...fix, safety: tier(rule, fix.safety, fixes?.value) } }),
      });
    },
    fact({ range, key, value }) {
      const short = key.length > LONGEST_KEY ? `#${digest(key)}` : key;
      noted({ range, key: short, ...(value === undefined ? {} : { value }) });
    },
  };
}

/** What a rule that says `fixes: …` of itself may attach. */
const ALLOWED: Readonly<Record<Rule["fixes"], readonly Safety[]>> = {
  none: [],
  manual: ["manual"],
  safe: ["safe", "manual"],
  unsafe: ["safe", "unsafe", "manual"],
};

/** The tier of a fix after the configuration had its say. What is only shown can never be applied. */
function tier(rule: Rule, safety: Safety, moved: "safe" | "unsafe" | "never" | undefined): Safety {
  if (!ALLOWED[rule.fixes].includes(safety)) throw new Error(`Rule ${rule.id} attaches a fix that is ${safety}`);
  if (moved === undefined || safety === "manual") return safety;
  return moved === "never" ? "manual" : moved;
}

/** The milder of two. */
export function lesser(a: Severity, b: Severity): Severity {
  const order: readonly Severity[] = ["info", "warn", "error"];
  return order.indexOf(a) < order.indexOf(b) ? a : b;
}

/** A message with its values, each of `longest` characters at most. */
export function fillIn(
  rule: string,
  template: string,
  data: Readonly<Record<string, string | number>>,
  longest = LONGEST_VALUE,
): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, key: string) => {
    const value = data[key];
    if (value === undefined) throw new Error(`Rule ${rule}: no value for {{${key}}}`);
    return shorten(String(value), longest);
  });
}

/** White space folded, the middle of long values left out. */
function shorten(value: string, longest: number): string {
  const folded = value.replace(/\s+/g, " ").trim();
  if (folded.length <= longest) return folded;
  const units = Array.from(folded.slice(0, longest * 2));
  const head = units.slice(0, longest - 20).join("");
  return `${head} … ${Array.from(folded.slice(-longest)).slice(-16).join("")}`;
}
