import { closest } from "../closest.js";
import type { Diagnostic } from "../diagnostic.js";
import type { DirectiveKind, DirectiveRule, DirectiveUse } from "../directive.js";
import type { Range } from "../edit.js";
import type { Fact } from "../fact.js";
import type { Document } from "../source/document.js";
import { walkTree } from "../source/walk-elements.js";

const KINDS: readonly DirectiveKind[] = ["disable-next-line", "disable-line", "disable", "enable", "disable-file"];

interface Directive {
  readonly range: Range;
  readonly name: string;
  readonly kind: DirectiveKind | undefined;
  readonly rules: readonly { readonly name: string; readonly range: Range }[];
  /** Offsets at which a finding must begin to be silenced. */
  readonly covers: Range;
}

const DIRECTIVE = /^\s*galley-([a-z-]+)(?![\w-])/i;

/** Directives of a file: HTML comments, MDX comments, and `#` comments of the front matter. */
function findDirectives(document: Document): readonly Directive[] {
  if (!mayHoldDirectives(document)) return [];
  const { text } = document.source;
  const found: Directive[] = [];
  for (const range of document.frontMatter?.comments ?? [])
    add(range, /^(?:#+|\/\/)/.exec(text.slice(range.start, range.end))?.[0].length ?? 0, 0);
  if (document.body.syntax === "mdx") {
    for (const match of text.slice(document.body.range.start).matchAll(/\{\s*\/\*(?=\s*galley-)[^}]*?\*\/\s*\}/g)) {
      const start = document.body.range.start + match.index;
      add(
        { start, end: start + match[0].length },
        match[0].indexOf("*") + 1,
        match[0].length - match[0].lastIndexOf("*"),
      );
    }
  } else {
    for (const node of walkTree(document.markup.html)) {
      if (node.type === "comment" && text.startsWith("<!--", node.range.start)) add(node.range, 4, 3);
    }
  }
  found.sort((a, b) => a.range.start - b.range.start);
  return closeRegions(found, text.length);

  function add(range: Range, before: number, after: number): void {
    const content = text.slice(range.start + before, range.end - after);
    const match = DIRECTIVE.exec(content);
    if (match?.[1] === undefined) return;
    const name = match[1].toLowerCase();
    const kind = KINDS.find((candidate) => candidate === name);
    const reason = content.search(/\s--(?:\s|$)/);
    const rules = content.slice(match[0].length, reason === -1 ? undefined : reason);
    const offset = range.start + before + match[0].length;
    found.push({
      range,
      name,
      kind,
      rules: [...rules.matchAll(/[^\s,]+/g)].map((rule) => ({
        name: rule[0],
        range: { start: offset + rule.index, end: offset + rule.index + rule[0].length },
      })),
      covers: coverage(document, range, kind),
    });
  }
}

/**
 * Whether to read a file for directives. It is asked of every file: marks of comments are found in no time, and stand in few, where a
 * word begins with a letter like any other.
 */
function mayHoldDirectives({ source: { text }, body: { syntax, range } }: Document): boolean {
  if (text.slice(0, range.start).includes(WORD)) return true;
  const comment = text.indexOf(syntax === "mdx" ? "/*" : "<!--", range.start);
  return comment !== -1 && text.includes(WORD, comment);
}

const WORD = "galley-";

function coverage(document: Document, range: Range, kind: DirectiveKind | undefined): Range {
  const { source } = document;
  const past = (line: number): number => (line > source.lineCount ? source.text.length + 1 : source.line(line).end + 1);
  if (kind === "disable-next-line") {
    const line = source.lineAt(range.end) + 1;
    return line > source.lineCount ? { start: 0, end: 0 } : { start: source.line(line).start, end: past(line) };
  }
  if (kind === "disable-line") {
    return { start: source.line(source.lineAt(range.start)).start, end: past(source.lineAt(range.end)) };
  }
  if (kind === "disable-file") return { start: 0, end: source.text.length + 1 };
  return { start: range.start, end: source.text.length + 1 };
}

/** A `disable` reaches to the next `enable` of the same rules, or of all. */
function closeRegions(directives: readonly Directive[], length: number): readonly Directive[] {
  const enables = directives.flatMap((directive) =>
    directive.kind === "enable" ? [{ ...directive, names: new Set(directive.rules.map(({ name }) => name)) }] : [],
  );
  let behind = 0;
  return directives.map((directive) => {
    const { kind, rules, range } = directive;
    while ((enables[behind]?.range.start ?? Number.POSITIVE_INFINITY) <= range.start) behind++;
    if (kind !== "disable") return directive;
    let close = behind;
    for (; close < enables.length; close++) {
      const names = enables[close]?.names;
      if (names?.size === 0 || (rules.length > 0 && rules.every(({ name }) => names?.has(name)))) break;
    }
    return { ...directive, covers: { start: range.start, end: enables[close]?.range.start ?? length + 1 } };
  });
}

/** What directives leave of the diagnostics. */
export interface Silenced {
  readonly diagnostics: readonly Diagnostic[];
  /** Facts whose places they disable. */
  readonly facts: ReadonlySet<Fact>;
  readonly suppressed: number;
  readonly uses: readonly DirectiveUse[];
}

export interface RuleNames {
  /** Ids of every rule that exists. */
  readonly known: ReadonlySet<string>;
  /** Ids of the rules that ran. Asked for when there are directives. */
  readonly ran: () => ReadonlySet<string>;
}

const NONE: ReadonlySet<Fact> = new Set();
const NO_USES: readonly DirectiveUse[] = [];

/** Takes away what directives silence, and tells facts at such places. Faults of the file as such (`source/…`) cannot be silenced. */
export function applyDirectives(
  document: Document,
  diagnostics: readonly Diagnostic[],
  facts: ReadonlyMap<string, readonly Fact[]>,
  names: RuleNames,
): Silenced {
  const directives = findDirectives(document);
  if (directives.length === 0) return { diagnostics, facts: NONE, suppressed: 0, uses: NO_USES };
  const ran = names.ran();
  const usedAll = new Set<Directive>();
  const usedRules = new Set<Directive["rules"][number]>();
  const silences = (rule: string, { start }: Range): boolean => {
    let silenced = false;
    for (const directive of directives) {
      const { covers, kind } = directive;
      if (kind === undefined || kind === "enable") continue;
      if (start < covers.start || start >= covers.end) continue;
      const named = directive.rules.find(({ name }) => name === rule);
      if (named !== undefined) usedRules.add(named);
      else if (directive.rules.length === 0) usedAll.add(directive);
      else continue;
      silenced = true;
    }
    return silenced;
  };
  const kept = diagnostics.filter(({ rule, range }) => rule.startsWith("source/") || !silences(rule, range));
  const silenced = new Set<Fact>();
  for (const [rule, noted] of facts) {
    for (const fact of noted) if (silences(rule, fact.range)) silenced.add(fact);
  }
  const firstDisable = directives.findIndex(({ kind }) => kind === "disable");
  const uses = directives.map((directive, index) => describe(directive, index));
  return { diagnostics: kept, facts: silenced, suppressed: diagnostics.length - kept.length, uses };

  function describe(directive: Directive, index: number): DirectiveUse {
    const ends = directive.kind === "enable" && firstDisable !== -1 && firstDisable < index;
    const rules = directive.rules.map((rule): DirectiveRule => {
      const known = names.known.has(rule.name);
      return {
        ...rule,
        known,
        suggestion: known ? undefined : closest(rule.name, names.known),
        used: ends || usedRules.has(rule) || !ran.has(rule.name),
      };
    });
    const everythingRan = ran.size === names.known.size;
    return {
      range: directive.range,
      name: directive.name,
      kind: directive.kind,
      suggestion: directive.kind === undefined ? closest(directive.name, KINDS) : undefined,
      rules,
      used:
        ends ||
        usedAll.has(directive) ||
        (directive.rules.length === 0
          ? !everythingRan && directive.kind !== "enable"
          : rules.some((rule) => rule.used)),
    };
  }
}
