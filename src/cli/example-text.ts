import { exampleRepairs } from "../examples.js";
import { changedLines } from "../report/diff.js";
import type { Inks } from "../report/ink.js";
import type { Example, Rule } from "../rule.js";

/** More posts than this are told by their names. */
const OTHERS_SHOWN = 2;

/** An example for the terminal: what it shows, its text with the findings marked, what is said, and what fixing changes. */
export function exampleLines(rule: Rule, example: Example, ink: Inks): readonly string[] {
  const text = example.bad ?? example.good ?? "";
  const heading = example.bad === undefined ? ink.good("fine") : ink.error("found");
  const lines = [`  ${heading}${example.shows === undefined ? "" : `  ${example.shows}`}`];
  const settings = settingsOf(example);
  if (settings !== "") lines.push(ink.dim(`    ${settings}`));
  lines.push(...textLines(text, ink));
  const others = Object.entries(example.others ?? {});
  for (const [path, post] of others.slice(0, OTHERS_SHOWN)) {
    lines.push(ink.dim(`    and ${visibleLine(path)}:`), ...textLines(post, ink));
  }
  const more = others.slice(OTHERS_SHOWN).map(([path]) => visibleLine(path));
  if (more.length > 0) lines.push(ink.dim(`    and others like them: ${more.join(", ")}`));
  for (const message of example.says ?? []) lines.push(`    → ${message}`);
  for (const { tier, change } of exampleRepairs(rule, example)) {
    lines.push(ink.dim(`    --fix${tier === "unsafe" ? " --unsafe" : ""}`));
    for (const { sign, text: changed } of changedLines(change)) {
      const paint = sign === "+" ? ink.good : sign === "-" ? ink.error : ink.plain;
      lines.push(`    ${paint(`${sign} ${changed}`)}`);
    }
  }
  return lines;
}

function textLines(text: string, ink: Inks): readonly string[] {
  return text.split(/\r?\n/).map((line) => `    │ ${visibleLine(line).replace(/«|»/g, (mark) => ink.dim(mark))}`);
}

/** The settings under which the example holds, if any. */
function settingsOf(example: Example): string {
  const parts: string[] = [];
  if (example.path !== undefined) parts.push(`path: ${example.path}`);
  if (example.generator !== undefined) parts.push(`generator: ${example.generator}`);
  if (example.options !== undefined) parts.push(`options: ${JSON.stringify(example.options)}`);
  if (example.timezone !== undefined) parts.push(`timezone: ${example.timezone}`);
  if (example.markdown !== undefined) parts.push(`Markdown of the site: ${JSON.stringify(example.markdown)}`);
  if (example.now !== undefined) parts.push(`now: ${example.now}`);
  if (example.files !== undefined) parts.push(`files: ${example.files.join(", ")}`);
  if (example.schema !== undefined) parts.push(`schema: ${JSON.stringify(example.schema)}`);
  return parts.join(" · ");
}

function visibleLine(line: string): string {
  return line.replace(/[^\P{C}\t]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
