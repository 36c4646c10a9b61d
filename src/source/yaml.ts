import { type Document, isMap, isScalar, parseDocument } from "yaml";
import type { Edit, Range } from "../edit.js";
import { LazyMapping, MAX_DEPTH, type ParsedMapping, unreadable } from "./parsed-mapping.js";
import type { SourceProblem } from "./problem.js";
import { prefersReference } from "./reference.js";
import { buildData, collectPlaces, type YamlSource } from "./yaml-build.js";
import { quoteEdits, type YamlFault } from "./yaml-cause.js";
import { yamlComments } from "./yaml-comments.js";
import { yamlEntries, yamlLine } from "./yaml-entries.js";
import { explain } from "./yaml-explain.js";
import { knownFault } from "./yaml-known-faults.js";
import { tooDeepAt } from "./yaml-limits.js";
import { patch } from "./yaml-patch.js";
import { movedPlaces, scannedMapping } from "./yaml-scan.js";
import { scanYaml, type YamlScan } from "./yaml-subset.js";

/** More than this is never parsed. In UTF-16 units. */
const MAX_YAML = 64 * 1024;
/** An author mends the first faults first. */
const MAX_CAUSES = 20;

export interface YamlOptions {
  /** Indentation by tabs is read as two spaces each (Hexo does so). */
  readonly tabs?: boolean;
  /** The last of several pairs under one key counts, without complaint (Ruby's parser does so). */
  readonly lastKeyWins?: boolean;
  /** Tags that nobody knows are skipped (Ruby and Go do so; js-yaml refuses them). Default: as `lastKeyWins`. */
  readonly unknownTags?: boolean;
}

/**
 * Reads the YAML mapping in a range of a text by YAML 1.2's core schema; dates stay text. Never throws: what is wrong is
 * in `problems`. A problem whose data say `tolerated` keeps stricter parsers alone from reading the mapping.
 */
export function parseYamlMapping(text: string, range: Range, options: YamlOptions = {}): ParsedMapping {
  const plain = range.end - range.start > MAX_YAML ? undefined : fastReading(text, range);
  return plain === undefined ? parseAnyYaml(text, range, options) : scannedMapping(plain);
}

function fastReading(text: string, range: Range): YamlScan | undefined {
  return prefersReference() ? undefined : scanYaml(text, range);
}

/** What `parseYamlMapping` gives for everything that the scanner leaves to the parser. */
function parseAnyYaml(text: string, range: Range, options: YamlOptions): LazyMapping {
  // A lone CR ends a line in YAML, but not for the parser.
  const content = text.slice(range.start, range.end).replace(/\r(?!\n)/g, "\n");
  if (content.length > MAX_YAML) {
    const end = Math.min(range.end, range.start + 1);
    return unreadable({ code: "syntax-too-large", range: { start: range.start, end }, data: { limit: "64 KiB" } });
  }
  const deep = tooDeepAt(content);
  if (deep !== undefined) {
    const start = range.start + deep;
    return unreadable({
      code: "syntax-too-deep",
      range: { start, end: Math.min(start + 1, range.end) },
      data: { limit: `${MAX_DEPTH} levels` },
    });
  }
  const comments = (): readonly Range[] => yamlComments(content, range.start);
  const separator = separatorIn(content);
  if (separator !== undefined) {
    // The keys below are looked at all the same: spaces keep every offset.
    const { start, end } = separator;
    const single = `${content.slice(0, start)}${" ".repeat(end - start)}${content.slice(end)}`;
    const rest = read(text, single, range, options, comments);
    const problem: SourceProblem = {
      code: "syntax-separator",
      range: shift(separator, range.start),
      data: { value: content.slice(separator.start, separator.end) },
    };
    const problems = [...rest.problems, problem].sort((a, b) => a.range.start - b.range.start);
    return rest.distrusted(problems);
  }
  return read(text, content, range, options, comments);
}

function read(
  file: string,
  content: string,
  range: Range,
  options: YamlOptions,
  comments: () => readonly Range[],
): LazyMapping {
  const fault = firstFault(content);
  const document = fault === undefined ? parse(content) : undefined;
  if (document === undefined || document.errors.length > 0) {
    return recover(file, content, range, { document, fault }, options, comments);
  }
  const toFile = (offset: number): number => range.start + offset;
  return finish({ document, text: content, file, toFile, toFileEnd: toFile }, [], true, options, comments);
}

/** An entry that cannot be read alone, and the parser's error. */
interface EntryFault {
  readonly start: number;
  readonly error: YamlFault;
}

/**
 * The first entry that the scanner leaves, when its fault is one of the whole text as well: what stands above was read, and
 * a line at the left edge ends it whatever it is. Only an anchor above could mend it, or below it what closes a quote.
 */
function firstFault(content: string): EntryFault | undefined {
  if (prefersReference()) return undefined;
  for (const { key, range } of yamlEntries(content)) {
    if (key === undefined) return undefined;
    if (fastReading(content, range) !== undefined) continue;
    const own = content.slice(range.start, range.end);
    const known = knownFault(own);
    if (known !== undefined) return { start: range.start, error: known };
    if (/[*&]/.test(own)) return undefined;
    const { errors } = parse(own);
    const [error] = errors;
    const isOpen = errors.some(({ code }) => code === "MISSING_CHAR");
    return error === undefined || isOpen ? undefined : { start: range.start, error };
  }
  return undefined;
}

/**
 * A line `--- words` below a first pair: YAML's mark of a second document. A bare `---` is a fence, which never stands
 * inside the block.
 */
function separatorIn(content: string): Range | undefined {
  for (const { index } of content.matchAll(/^---[ \t]/gm)) {
    const end = content.indexOf("\n", index);
    const line = content.slice(index, end < 0 ? content.length : end).trimEnd();
    if (line === "---" || !/^[ \t]*[^\s#]/m.test(content.slice(0, index))) continue;
    return { start: index, end: index + line.length };
  }
  return undefined;
}

function parse(text: string): Document {
  const options = {
    version: "1.2",
    schema: "core",
    uniqueKeys: false,
    logLevel: "silent",
    prettyErrors: false,
  } as const;
  return parseDocument(text, options);
}

/** Finds a cause in each entry that cannot be read, and reads the rest. */
function recover(
  file: string,
  content: string,
  range: Range,
  { document, fault }: { readonly document: Document | undefined; readonly fault: EntryFault | undefined },
  options: YamlOptions,
  comments: () => readonly Range[],
): LazyMapping {
  const problems: SourceProblem[] = [];
  const edits: Edit[] = [];
  let trusted = true;
  for (const entry of yamlEntries(content)) {
    if (problems.length >= MAX_CAUSES) {
      trusted = false;
      break;
    }
    const { start, end } = entry.range;
    // What the scanner reads has no fault.
    if (entry.key !== undefined && fastReading(content, entry.range) !== undefined) continue;
    const own = content.slice(start, end);
    const parsed = fault?.start === start ? fault.error : faultOf(own);
    const error = parsed ?? (entry.key === undefined ? misplacedStart(own) : undefined);
    if (error === undefined) continue;
    const cause = explain(own, { key: entry.key, range: { start: 0, end: end - start } }, error);
    const tolerated = cause.tolerated || (cause.code === "syntax-tab" && options.tabs === true);
    trusted &&= tolerated;
    const repair = [cause.repair, firstLineAlone(own, entry.key)].find((one) => mends(own, one));
    problems.push({
      code: cause.code,
      range: shift(cause.range, range.start + start),
      data: { ...cause.data, ...(tolerated ? { tolerated: "yes" } : {}) },
      ...(repair !== undefined && repair === cause.repair ? { repair: moved(repair, range.start + start) } : {}),
    });
    if (repair === undefined || repair !== cause.repair) trusted = false;
    if (repair === undefined) edits.push({ range: { start, end }, text: "\n" });
    else edits.push(...moved(repair, start));
  }
  const patched = patch(content, edits);
  const toFile = (offset: number): number => range.start + patched.back(offset);
  const toFileEnd = (offset: number): number => range.start + patched.backEnd(offset);
  if (problems.length > 0) {
    const mended = fastReading(patched.text, { start: 0, end: patched.text.length });
    if (mended !== undefined) return recovered(mended, { file, toFile, toFileEnd }, problems, trusted, comments);
  }
  const again = problems.length === 0 && document !== undefined ? document : parse(patched.text);
  const first = again.errors[0];
  if (first !== undefined && problems.length === 0) {
    const at = range.start + Math.min(first.pos[0], Math.max(0, content.length - 1));
    problems.push({
      code: "syntax-unreadable",
      range: { start: at, end: Math.min(Math.max(at + 1, range.start + first.pos[1]), lineEndIn(file, at, range.end)) },
      data: { reason: first.message.replace(/\s+/g, " ").trim() },
    });
  }
  const source = { document: again, text: patched.text, file, toFile, toFileEnd };
  return finish(source, problems, trusted && first === undefined, options, comments);
}

/** What is left of a text with faults after its repair, read by the scanner. */
function recovered(
  scan: YamlScan,
  source: Omit<YamlSource, "document" | "text">,
  problems: readonly SourceProblem[],
  trusted: boolean,
  comments: () => readonly Range[],
): LazyMapping {
  return new LazyMapping({
    data: trusted ? scan.data : undefined,
    places: () => movedPlaces(scan, source),
    comments,
    problems: problems.toSorted((a, b) => a.range.start - b.range.start),
  });
}

/** The first fault of an entry, by the parser where it is none of the commonest. */
function faultOf(entry: string): YamlFault | undefined {
  return (prefersReference() ? undefined : knownFault(entry)) ?? parse(entry).errors[0];
}

/** The entry is one pair when the edits are made. */
function mends(entry: string, edits: readonly Edit[]): boolean {
  if (edits.length === 0) return false;
  const { text } = patch(entry, edits);
  if (fastReading(text, { start: 0, end: text.length }) !== undefined) return true;
  const document = parse(text);
  return document.errors.length === 0 && isMap(document.contents);
}

/** Lines before the first pair, which are readable alone but keep the pairs from being read. */
function misplacedStart(entry: string): YamlFault | undefined {
  const start = /^[ \t]*[^\s#]/m.exec(entry);
  if (start === null) return undefined;
  const at = start.index + start[0].length - 1;
  return { code: "BAD_INDENT", pos: [at, at + 1], message: "The first line does not stand where the others do" };
}

/** Quotes what the first line holds and leaves the other lines out. */
function firstLineAlone(entry: string, key: string | undefined): readonly Edit[] {
  const line = yamlLine(entry, 0);
  if (key === undefined || line.value.end === line.value.start) return [];
  return [...quoteEdits(entry, line.value), { range: { start: line.end, end: entry.length }, text: "\n" }];
}

function finish(
  source: YamlSource,
  before: readonly SourceProblem[],
  trusted: boolean,
  options: YamlOptions,
  comments: () => readonly Range[],
): LazyMapping {
  const built = buildData(source);
  const problems = [...before, ...built.problems];
  for (const { name, range } of built.unknownAliases) {
    problems.push({ code: "syntax-unknown-alias", range, data: { name } });
  }
  for (const { key, range, first } of built.duplicates) {
    const line = String(lineNumber(source.file, first.start));
    const tolerated = options.lastKeyWins === true ? { tolerated: "yes" } : {};
    problems.push({ code: "syntax-duplicate-key", range, data: { key, line, ...tolerated } });
  }
  problems.push(...unknownTags(source, options));
  const root = source.document.contents;
  let data: unknown = built.data;
  if (root === null || (isScalar(root) && root.value === null && (root.source ?? "") === ""))
    data = Object.create(null);
  else if (!isMap(root) && before.length === 0) {
    const start = source.toFile(root.range?.[0] ?? 0);
    problems.push({
      code: "syntax-no-mapping",
      range: { start, end: lineEndIn(source.file, start, source.file.length) },
    });
  }
  const usable = trusted && !built.bomb && built.unknownAliases.length === 0 && (isMap(root) || isRecord(data));
  return new LazyMapping({
    data: usable && isRecord(data) ? data : undefined,
    places: () => collectPlaces(source),
    comments,
    problems: problems.sort((a, b) => a.range.start - b.range.start),
  });
}

/** `!important`, `!!js/function "…"`: a type of a program's own. Nothing is made of it here. */
function unknownTags({ document, text, toFile, toFileEnd }: YamlSource, options: YamlOptions): SourceProblem[] {
  const tolerated = options.unknownTags ?? options.lastKeyWins === true;
  return document.warnings.flatMap(({ code, pos: [start, end] }) => {
    if (code !== "TAG_RESOLVE_FAILED") return [];
    const tag = text.slice(start, end).trimEnd();
    // Whole numbers are numbers, too.
    if (tag === "!!float" && /^[ \t]*[-+]?\d/.test(text.slice(end, end + 20))) return [];
    return {
      code: "syntax-unknown-tag",
      range: { start: toFile(start), end: toFileEnd(start + tag.length) },
      data: { tag, ...(tolerated ? { tolerated: "yes" } : {}) },
    };
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shift(range: Range, by: number): Range {
  return { start: range.start + by, end: range.end + by };
}

function moved(edits: readonly Edit[], by: number): readonly Edit[] {
  return edits.map(({ range, text }) => ({ range: shift(range, by), text }));
}

function lineEndIn(text: string, from: number, limit: number): number {
  let at = from;
  while (at < limit && !"\r\n".includes(text.charAt(at))) at++;
  return Math.max(at, Math.min(from + 1, limit));
}

function lineNumber(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\n|\r/).length;
}
