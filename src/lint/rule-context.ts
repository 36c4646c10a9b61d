import type { Diagnostic, Severity } from "../diagnostic.js";
import { digest } from "../digest.js";
import type { Fix, Range, Safety } from "../edit.js";
import type { Fact } from "../fact.js";
import type { Rule, RuleContext } from "../rule.js";
import { type Attribute, readAttributes } from "../source/attribute.js";
import type { Document, Element, EnabledRule, LintSettings } from "./types.js";

/** Values longer than this are cut in messages: the code frame shows the rest. */
const LONGEST_VALUE = 80;

/** Longer keys are kept as their digest. */
const LONGEST_KEY = 64;

/** A diagnostic whose fix may still be made. */
export type Draft = { -readonly [K in keyof Diagnostic]: Diagnostic[K] };

/** Makes the fix of a draft. */
export type MakeFix = (draft: Draft) => void;

/**
 * Makes what each rule sees of a file; what is the same for all of them is made once. `found` takes diagnostics, `noted` facts.
 * What makes the fix of a diagnostic is handed over with it when that is still to do.
 */
export function contexts(
  document: Document,
  settings: LintSettings,
  found: (draft: Draft, makeFix: MakeFix | undefined, index: number) => void,
  noted: (rule: string, fact: Fact) => void,
): (enabled: EnabledRule, index: number) => RuleContext {
  const { source, generator } = document;
  const { capabilities, timezone, root } = settings;
  const attributes = attributeReader(document);
  const attribute = (element: Element, name: string): Attribute | undefined => {
    for (const one of attributes(element)) if (one.name === name) return one;
    return undefined;
  };
  const slice = (range: Range): string => source.text.slice(range.start, range.end);
  return ({ rule, severity, options, fixes }, index) => ({
    document,
    options: options as never,
    generator,
    capabilities,
    timezone,
    root,
    attributes,
    attribute,
    slice,
    report({ range, message, data, note, fix, severity: most }) {
      const template = rule.messages[message];
      if (template === undefined) throw new Error(`Rule ${rule.id} has no message \`${message}\``);
      const draft: Draft = {
        rule: rule.id,
        severity: most === undefined ? severity : lesser(severity, most),
        range,
        message: fillIn(rule.id, template, data ?? {}),
      };
      if (note !== undefined) draft.note = note;
      const settle = (made: Fix): Fix => ({ ...made, safety: tier(rule, made.safety, fixes?.value) });
      if (typeof fix === "object") draft.fix = settle(fix);
      const makeFix: MakeFix | undefined =
        typeof fix !== "function"
          ? undefined
          : (late) => {
              const made = fix();
              if (made !== undefined) late.fix = settle(made);
            };
      found(draft, makeFix, index);
    },
    fact({ range, key, value }) {
      const short = key.length > LONGEST_KEY ? `#${digest(key)}` : key;
      noted(rule.id, value === undefined ? { range, key: short } : { range, key: short, value });
    },
  });
}

/** Reads the attributes of an element, once. */
function attributeReader(document: Document): RuleContext["attributes"] {
  const known = new Map<Element, readonly Attribute[]>();
  const { text } = document.source;
  return (element) => {
    let read = known.get(element);
    if (read === undefined) {
      read = attributesOf(document.markup.masked, text, element);
      known.set(element, read);
    }
    return read;
  };
}

/** The structure is that of the masked text, where template code cannot end a value; the characters are the file's. */
function attributesOf(masked: string, text: string, { position }: Element): readonly Attribute[] {
  const start = position?.start.offset;
  const end = position?.end.offset;
  if (start === undefined || end === undefined) return [];
  const read = readAttributes(masked, start, end);
  const written = masked.slice(start, read.at(-1)?.range.end ?? start);
  if (text.startsWith(written, start)) return read;
  return read.map((attribute) => {
    const { valueRange } = attribute;
    return { ...attribute, raw: valueRange && text.slice(valueRange.start, valueRange.end) };
  });
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

const SEVERITIES: readonly Severity[] = ["info", "warn", "error"];

/** The milder of two. */
export function lesser(a: Severity, b: Severity): Severity {
  return SEVERITIES.indexOf(a) < SEVERITIES.indexOf(b) ? a : b;
}

const PLACEHOLDER = /\{\{(\w+)\}\}/;
const templates = new Map<string, readonly string[]>();

/** A message with its values, each of `longest` characters at most. */
export function fillIn(
  rule: string,
  template: string,
  data: Readonly<Record<string, string | number>>,
  longest = LONGEST_VALUE,
): string {
  let parts = templates.get(template);
  if (parts === undefined) {
    parts = template.split(PLACEHOLDER);
    templates.set(template, parts);
  }
  let message = parts[0] ?? "";
  for (let at = 1; at < parts.length; at += 2) {
    const key = parts[at] ?? "";
    const value = data[key];
    if (value === undefined) throw new Error(`Rule ${rule}: no value for {{${key}}}`);
    message += shorten(String(value), longest) + (parts[at + 1] ?? "");
  }
  return message;
}

/** White space folded, the middle of long values left out. */
function shorten(value: string, longest: number): string {
  const folded = value.length <= longest && !/\s/.test(value) ? value : value.replace(/\s+/g, " ").trim();
  if (folded.length <= longest) return folded;
  const units = Array.from(folded.slice(0, longest * 2));
  const head = units.slice(0, longest - 20).join("");
  return `${head} … ${Array.from(folded.slice(-longest)).slice(-16).join("")}`;
}
