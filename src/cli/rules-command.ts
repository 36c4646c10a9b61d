import { rules } from "../../rules/index.js";
import { closest } from "../closest.js";
import type { AnyRule } from "../config/types.js";
import { UserError } from "../errors.js";
import { type Inks, inks, quoted, severityWord } from "../report/ink.js";
import { wrap } from "../report/wrap.js";
import { wantsColor } from "./color.js";
import { exampleLines } from "./example-text.js";
import type { Io } from "./io.js";
import { rulePage } from "./rule-page.js";

/** `galley rules [id]`. */
export function rulesCommand(id: string | undefined, options: { readonly format: "pretty" | "json" }, io: Io): number {
  const ink = inks(wantsColor(undefined, io.env, io.stdout));
  if (id === undefined) {
    io.stdout.write(options.format === "json" ? json(rules.map(describe)) : catalogue(ink));
    return 0;
  }
  const rule = rules.find((candidate) => candidate.id === id);
  if (rule === undefined) {
    const meant = closest(
      id,
      rules.map((candidate) => candidate.id),
    );
    throw new UserError(
      `There is no rule \`${id}\``,
      meant === undefined ? "`galley rules` lists all rules." : `Did you mean \`${meant}\`?`,
    );
  }
  io.stdout.write(
    options.format === "json"
      ? json(describe(rule))
      : explain(rule, ink, Math.max(40, Math.min(io.stdout.columns ?? 100, 100))),
  );
  return 0;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function describe(rule: AnyRule) {
  return {
    id: rule.id,
    summary: rule.summary,
    severity: { recommended: rule.recommended, strict: strictSeverity(rule), all: strictSeverity(rule) },
    fixes: rule.fixes,
    options: rule.options ?? null,
    why: rule.why,
    docs: rulePage(rule.id),
    examples: rule.examples,
  };
}

/** As the preset `strict` sets galley's own rules. */
function strictSeverity({ recommended }: AnyRule): string {
  return recommended === "off" ? "warn" : recommended;
}

function catalogue(ink: Inks): string {
  const width = Math.max(...rules.map((rule) => rule.id.length));
  const lines: string[] = [];
  let namespace = "";
  for (const rule of rules) {
    const [group = ""] = rule.id.split("/");
    if (group !== namespace) lines.push("", ink.bold(`${group}/`));
    namespace = group;
    const tier = ink.dim(rule.fixes.padEnd(6));
    lines.push(`  ${rule.id.padEnd(width)}  ${severityWord(ink, rule.recommended)}  ${tier}  ${rule.summary}`);
  }
  return `${lines.join("\n").trimStart()}\n\n${rules.length} rules, their severity in \`recommended\`, and their boldest fix. \`galley rules ID\` explains one.\n`;
}

/** @param width columns of the terminal */
function explain(rule: AnyRule, ink: Inks, width: number): string {
  const prose = (text: string, indent = ""): readonly string[] =>
    text
      .split("\n")
      .flatMap((line) => (line === "" ? [""] : wrap(quoted(line, ink.plain, ink.value), width - indent.length)))
      .map((line) => indent + line);
  const lines = [
    ink.bold(rule.id),
    "",
    ...prose(rule.summary),
    "",
    ...prose(rule.why),
    "",
    `recommended: ${rule.recommended} · strict: ${strictSeverity(rule)} · fixes: ${rule.fixes}`,
  ];
  const options = Object.entries(rule.options?.properties ?? {});
  if (options.length > 0) lines.push("", ink.bold("Options"));
  for (const [name, option] of options) {
    lines.push(...prose(`${name}: ${option.description}`, "  "));
    lines.push(...prose(`default: ${JSON.stringify(option.default)}`, "    "));
  }
  lines.push("", ink.bold("Examples"));
  for (const example of rule.examples) lines.push(...exampleLines(rule, example, ink), "");
  return `${lines.join("\n").trimEnd()}\n`;
}
