import { parse } from "yaml";
import { rules } from "../../rules/index.js";
import { converge, type FixResult, type FixTier } from "../../src/fix/converge.js";
import { lintDocument } from "../../src/lint/lint-document.js";
import type { LintSettings } from "../../src/lint/types.js";
import type { Repair } from "../../src/result.js";
import { defaultOptions } from "../../src/rule.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";
import type { Post } from "./arbitrary.js";

const settings: LintSettings = {
  rules: rules.map((rule) => ({
    rule,
    severity: rule.recommended === "off" ? "warn" : rule.recommended,
    options: defaultOptions(rule),
  })),
  knownRules: new Set(rules.map(({ id }) => id)),
  capabilities: {},
  timezone: "Asia/Shanghai",
  root: undefined,
  validate: undefined,
};

/** Fixes a post with every rule at its defaults. */
export function fixPost(text: string, { path, generator }: Post, tier: FixTier): FixResult {
  const profile = generatorProfile(generator);
  return converge(text, {
    tier,
    read: (one) => readDocument(one, path, profile),
    lint: (reading) => lintDocument(reading, settings),
  });
}

/**
 * What fixing a post gets wrong, in one sentence; undefined: nothing. Asks none of galley's parsers but to count errors.
 * `onDropped` is told of fixes that galley itself refused.
 */
export function checkFixing(post: Post, tier: FixTier, onDropped?: (what: string) => void): string | undefined {
  const { text } = post;
  const fixed = fixPost(text, post, tier);
  for (const { rule, title, reason } of fixed.dropped) onDropped?.(`${rule} ("${title}"): ${reason}`);
  if (fixed.fighting.length > 0) return `${fixed.fighting.join(" and ")} never end`;
  if (fixPost(fixed.text, post, tier).text !== fixed.text) return "fixing twice is not fixing once";
  const kept = keptLines(text, fixed.applied);
  if (kept === undefined || kept.text !== fixed.text) return "the repairs that are named do not make the text";
  for (const { start, end, now } of kept.lines) {
    if (text.slice(start, end) !== fixed.text.slice(now, now + end - start))
      return "a line that no fix touches changes";
  }
  const before = errorsOf(text, post);
  const after = fixed.result.diagnostics.filter(({ severity }) => severity === "error");
  if (after.length > before) return `a new error: ${after.map(({ rule }) => rule).join(", ")}`;
  // Where fences are missing or repaired nobody but galley knows where the body begins.
  const closed = FRONT_MATTER.test(text) || !/^\ufeff?\s*(?:---|\+\+\+)/.test(text);
  const fenced = closed && !fixed.applied.some(({ rule }) => rule === "front-matter/valid-fences");
  if (tier === "safe" && fenced) {
    if (readersText(text, post) !== readersText(fixed.text, post)) return "readers see another text";
    const lines = new Set(kept.lines.map(({ start }) => start));
    return changedData(text, fixed.text, lines);
  }
  return undefined;
}

function errorsOf(text: string, { path, generator }: Post): number {
  const { diagnostics } = lintDocument(readDocument(text, path, generatorProfile(generator)), settings);
  return diagnostics.filter(({ severity }) => severity === "error").length;
}

interface KeptLine {
  readonly start: number;
  readonly end: number;
  readonly now: number;
}

/** Makes the repairs once more, pass by pass, and follows the lines that none of them touches. */
function keptLines(
  text: string,
  applied: readonly Repair[],
): { readonly text: string; readonly lines: readonly KeptLine[] } | undefined {
  let current = text;
  let lines: KeptLine[] = [];
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    lines.push({ start: match.index, end: match.index + match[0].length, now: match.index });
  }
  const passes = Math.max(-1, ...applied.map(({ pass }) => pass));
  for (let pass = 0; pass <= passes; pass++) {
    const edits = applied
      .flatMap((fix) => (fix.pass === pass ? fix.edits : []))
      .sort((a, b) => b.start - a.start || b.end - a.end);
    for (const { start, end, before, after } of edits) {
      if (current.slice(start, end) !== before) return undefined;
      current = current.slice(0, start) + after + current.slice(end);
      const by = after.length - before.length;
      lines = lines.flatMap((line) => {
        const last = line.now + line.end - line.start;
        if (last < start) return [line];
        return line.now > end ? [{ ...line, now: line.now + by }] : [];
      });
    }
  }
  return { text: current, lines };
}

const FRONT_MATTER =
  /(?<![\s\S])\ufeff?\s*(?:---+[ \t]*\r?\n([\s\S]*?)^(?:---+|\.\.\.)[ \t]*(?:\r?\n|$(?![\s\S]))|\+\+\+[\s\S]*?\n\+\+\+\r?\n)/m;

/** Tags, comments, addresses and characters without a trace taken out, white space folded: a stripper of our own. */
function readersText(text: string, { path }: Post): string {
  let body = text.replace(FRONT_MATTER, "");
  if (!path.endsWith(".html")) body = body.replace(/\]\([^)\n]*\)/g, "]").replace(/^\s*\[ref\]:.*$/gm, "");
  return (
    body
      .replace(/<!--[\s\S]*?-->/g, " ")
      .replace(/<\/?[A-Za-z](?:[^>"']|"[^"]*"|'[^']*')*>/g, " ")
      .replace(/[\u200b\u2060\ufeff\u00ad]/g, "")
      // A joiner between Chinese characters joins nothing.
      .replace(/(?<=\p{Script=Han})\u200d(?=\p{Script=Han})/gu, "")
      .replace(/\s+/g, "")
  );
}

/** A top-level value that changes though its lines are untouched, by the package `yaml` alone. */
function changedData(before: string, after: string, kept: ReadonlySet<number>): string | undefined {
  const block = FRONT_MATTER.exec(before);
  const content = block?.[1];
  if (block === null || content === undefined) return undefined;
  const old = readYaml(content);
  const now = readYaml(FRONT_MATTER.exec(after)?.[1] ?? "");
  if (old === undefined) return undefined;
  if (now === undefined) return "the front matter can no longer be read";
  const offset = before.indexOf(content);
  for (const [key, value] of Object.entries(old)) {
    const at = content.search(new RegExp(`^["']?${key.replace(/[^\w]/g, "\\$&")}["']?:`, "m"));
    const next = content.slice(at + 1).search(/^[^\s#-]/m);
    const end = next === -1 ? content.length : at + 1 + next;
    const lines = [...content.slice(at, end).matchAll(/[^\r\n]+/g)];
    if (at === -1 || lines.some((line) => !kept.has(offset + at + line.index))) continue;
    if (JSON.stringify(now[key]) !== JSON.stringify(value)) return `the value of ${key} changes`;
  }
  return undefined;
}

function readYaml(content: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const data: unknown = parse(content, { uniqueKeys: true, logLevel: "error" });
    return typeof data === "object" && data !== null && !Array.isArray(data)
      ? (data as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
