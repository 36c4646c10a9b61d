import type { Diagnostic } from "./diagnostic.js";
import type { Range } from "./edit.js";
import { examplePath, exampleRun, exampleText, unmarked } from "./examples.js";
import type { Example, Rule } from "./rule.js";

/** Options of `testRule`. */
export interface TestOptions {
  /** Other rules to run at the same time: none of them may change what the rule says. */
  readonly others?: readonly Rule[];
}

/**
 * Runs the examples of a rule and returns what is wrong with them, one sentence each; empty: all is well.
 *
 * `good` is silent. `bad` says exactly `says` at its marks, also with CR LF, with a BOM, behind front matter, as the
 * body of an HTML file, and with other rules on. Its fixes give exactly the texts of the example and verify. Every
 * message and every option is used by an example; a rule with fixes shows one.
 */
export function testRule(rule: Rule, options: TestOptions = {}): readonly string[] {
  const faults: string[] = [];
  const said = new Set<string>();
  for (const [index, example] of rule.examples.entries()) {
    for (const variant of variantsOf(rule, example)) {
      const label = `example ${index + 1}${variant.label}`;
      for (const others of [[], options.others ?? []]) {
        faults.push(...check(rule, example, variant, others).map((fault) => `${rule.id}, ${label}: ${fault}`));
        if (options.others === undefined) break;
      }
    }
    for (const message of example.says ?? []) said.add(message);
  }
  for (const [name, template] of Object.entries(rule.messages)) {
    // What is put behind another message ends it.
    const shape = new RegExp(
      `${rule.across === undefined ? "^" : "(?:^| )"}${template
        .split(/\{\{\w+\}\}/)
        .map(escapePattern)
        .join("[^]*")}$`,
    );
    if (![...said].some((message) => shape.test(message))) faults.push(`${rule.id}: no example says \`${name}\``);
  }
  const fixed = rule.examples.some(({ safe, unsafe, shown }) => (safe ?? unsafe ?? shown) !== undefined);
  if (fixed !== (rule.fixes !== "none")) faults.push(`${rule.id}: examples and \`fixes\` disagree about its fixes`);
  for (const option of Object.keys(rule.options?.properties ?? {})) {
    if (!rule.examples.some((example) => example.options !== undefined && Object.hasOwn(example.options, option))) {
      faults.push(`${rule.id}: no example sets the option \`${option}\``);
    }
  }
  return faults;
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

interface Variant {
  readonly label: string;
  /** Makes this variant of a text without marks. */
  readonly make: (text: string) => string;
  readonly text: string;
  readonly ranges: readonly Range[];
  readonly path: string;
}

function variantsOf(rule: Rule, example: Example): readonly Variant[] {
  const marked = example.bad ?? example.good ?? "";
  const path = examplePath(example);
  const plain = unmarked(marked);
  const variants: Variant[] = [{ label: "", make: (text) => text, ...plain, path }];
  if (example.variants === false) return variants;
  const add = (label: string, make: (text: string) => string, as = path): number =>
    variants.push({ label: `, ${label}`, make, ...unmarked(make(marked)), path: as });
  if (!marked.includes("\r")) add("with CR LF", (text) => text.replaceAll("\n", "\r\n"));
  const fenced = /^[«»]*(?:---|\+\+\+|;;;|\{|<!--\{)/.test(marked);
  if (!marked.startsWith("\uFEFF")) add("with a BOM", (text) => `\uFEFF${text}`);
  if (!fenced && !rule.id.startsWith("front-matter/")) {
    add("behind front matter", (text) => `---\ntitle: A post\n---\n\n${text}`);
    if (example.path === undefined && rule.id.startsWith("html/")) add("as HTML", (text) => text, "post.html");
  }
  return variants;
}

function check(rule: Rule, example: Example, variant: Variant, others: readonly Rule[]): readonly string[] {
  const result = exampleRun(rule, example, variant.path, others).result(variant.text);
  const faults = result.crashes.map(({ rule: id, error }) => `${id} threw ${String(error)}`);
  const own = result.diagnostics.filter((diagnostic) => diagnostic.rule === rule.id);
  if (example.good !== undefined && example.bad !== undefined) faults.push("gives both good and bad");
  if (others.length === 0) faults.push(...checkFixes(rule, example, variant));
  if (example.bad === undefined) {
    return [...faults, ...own.map((diagnostic) => `must be silent, but says ${show(diagnostic, variant.text)}`)];
  }
  const says = example.says ?? [];
  if (says.length !== variant.ranges.length || says.length === 0) {
    faults.push(`has ${says.length} messages for ${variant.ranges.length} marks`);
  }
  const wanted = says.map((message, index) => `\`${message}\` at ${place(variant.ranges[index])}`).sort();
  const got = own.map((diagnostic) => `\`${diagnostic.message}\` at ${place(diagnostic.range)}`).sort();
  for (const line of wanted)
    if (!got.includes(line)) faults.push(`must say ${line}; says ${got.join(", ") || "nothing"}`);
  for (const line of got) if (!wanted.includes(line)) faults.push(`must not say ${line}`);
  for (const [index, note] of (example.notes ?? []).entries()) {
    const range = variant.ranges[index];
    const diagnostic = own.find((one) => place(one.range) === place(range) && one.message === says[index]);
    if (diagnostic !== undefined && !(diagnostic.note ?? "").includes(note)) {
      faults.push(`its note must hold \`${note}\`, but is \`${diagnostic.note ?? ""}\``);
    }
  }
  return [...faults, ...checkShown(example, own)];
}

/** Fixes of both tiers give exactly the texts of the example, prove harmless, and leave nothing to fix. */
function checkFixes(rule: Rule, example: Example, variant: Variant): readonly string[] {
  const faults: string[] = [];
  const { repair } = exampleRun(rule, example, variant.path);
  const safe = example.safe ?? exampleText(example);
  const wanted = { safe, unsafe: example.unsafe ?? safe };
  for (const tier of ["safe", "unsafe"] as const) {
    const fixed = repair(variant.text, tier);
    const expected = variant.make(wanted[tier]);
    if (fixed.text !== expected) {
      faults.push(`${tier} fixes must give ${JSON.stringify(expected)}, but give ${JSON.stringify(fixed.text)}`);
    }
    for (const { title, reason } of fixed.dropped) faults.push(`the ${tier} fix "${title}" does harm: ${reason}`);
    if (fixed.fighting.length > 0) faults.push(`its ${tier} fixes undo each other`);
  }
  return faults;
}

/** Titles of the fixes that are only shown. */
function checkShown(example: Example, own: readonly Diagnostic[]): readonly string[] {
  if (example.shown === undefined) return [];
  const titles = own.map(({ fix }) => (fix?.safety === "manual" ? fix.title : ""));
  const same = JSON.stringify(titles) === JSON.stringify(example.shown);
  return same ? [] : [`shows the fixes ${JSON.stringify(titles)}, not ${JSON.stringify(example.shown)}`];
}

function place(range: Range | undefined): string {
  return range === undefined ? "no mark" : `${range.start}–${range.end}`;
}

function show(diagnostic: Diagnostic, text: string): string {
  const { start, end } = diagnostic.range;
  return `\`${diagnostic.message}\` at ${place(diagnostic.range)} (${JSON.stringify(text.slice(start, end))})`;
}
