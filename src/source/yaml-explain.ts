import type { Edit, Range } from "../edit.js";
import { afterLineEnding, lineEnd } from "./fence-lines.js";
import {
  closingBracket,
  closingQuote,
  quoted,
  quoteEdits,
  standsAlone,
  unindented,
  type YamlCause,
  type YamlFault,
  type YamlPlace,
} from "./yaml-cause.js";
import { type YamlEntry, yamlLine } from "./yaml-entries.js";

type Explain = (place: YamlPlace) => YamlCause | undefined;

/** The cause of the first error in an entry. Error offsets are offsets of `text`. */
export function explain(text: string, entry: YamlEntry, error: YamlFault): YamlCause {
  const at = Math.min(Math.max(error.pos[0], entry.range.start), Math.max(entry.range.start, entry.range.end - 1));
  const open = leftOpen(text, entry);
  if (open !== undefined) return open;
  const seen = new Set<number>();
  // The first line of the entry is where an open quote or bracket shows, the error's line where all else does.
  for (const offset of [at, entry.range.start]) {
    const line = yamlLine(text, offset);
    if (seen.has(line.start)) continue;
    seen.add(line.start);
    const value = text.slice(line.value.start, line.value.end);
    const place = { text, entry, line, error, value };
    for (const one of explanations) {
      const cause = one(place);
      if (cause !== undefined) return cause;
    }
  }
  const line = yamlLine(text, at);
  const end = Math.max(Math.min(error.pos[1], line.end), at + 1);
  return {
    code: "syntax-unreadable",
    range: { start: at, end: Math.min(end, text.length) },
    data: { reason: error.message.replace(/\s+/g, " ").trim() },
    repair: [],
    tolerated: false,
  };
}

const tabs: Explain = ({ text, entry, error, line }) => {
  if (error.code !== "TAB_AS_INDENT" && !/^ *\t/.test(text.slice(line.start, line.end))) return undefined;
  const repair: Edit[] = [];
  let first: Range | undefined;
  for (let at = entry.range.start; at < entry.range.end; ) {
    const end = lineEnd(text, at);
    const indent = /^[ \t]*/.exec(text.slice(at, end))?.[0] ?? "";
    if (indent.includes("\t") && at + indent.length < end) {
      const range = { start: at, end: at + indent.length };
      first ??= range;
      repair.push({ range, text: indent.replaceAll("\t", "  ") });
    }
    at = afterLineEnding(text, end);
  }
  if (first === undefined) return undefined;
  return { code: "syntax-tab", range: first, repair, tolerated: false };
};

const template: Explain = (place) => {
  const { value } = place;
  if (!/^(?:\{\{|\{%|<%)/.test(value) || !standsAlone(place)) return undefined;
  return quoted(place, place.line.key === undefined ? "syntax-template-line" : "syntax-template");
};

const grownQuotes: Explain = (place) => {
  const { value, line } = place;
  const run = /^(?:"{2,}|'{2,})/.exec(value)?.[0] ?? "";
  if (run.length < 2 || value.length <= 2 * run.length || !value.endsWith(run)) return undefined;
  const inner = value.slice(run.length, -run.length);
  if (inner.startsWith(run.charAt(0)) || inner.endsWith(run.charAt(0))) return undefined;
  const plain = /^'[^']*'$|^"[^"\\]*"$/.test(inner);
  const { start, end } = line.value;
  const repair = plain
    ? [
        { range: { start, end: start + run.length }, text: "" },
        { range: { start: end - run.length, end }, text: "" },
      ]
    : quoteEdits(place.text, line.value);
  const clean = plain ? inner.slice(1, -1) : inner;
  return { ...quoted(place, "syntax-grown-quotes", { inner, clean, quotes: run }), repair };
};

const startCharacters: Explain = (place) => {
  const { value, error, line } = place;
  const first = value.charAt(0);
  if (first === "" || !standsAlone(place)) return undefined;
  if ("@`%".includes(first)) {
    return { ...quoted(place, "syntax-reserved-character", { character: first }) };
  }
  if (error.pos[0] < line.value.start - 1 || error.pos[0] > line.end) return undefined;
  if ("&*!|>,]}".includes(first) || /^[-?:](?:\s|$)/.test(value)) {
    return quoted(place, "syntax-reserved-character", { character: first });
  }
  return undefined;
};

const colon: Explain = (place) => {
  const { value, line, text } = place;
  if (line.key === undefined || /^["'[{|>]/.test(value) || !standsAlone(place)) return undefined;
  const at = /:(?=[ \t]|$)/.exec(value)?.index;
  if (at === undefined) return undefined;
  const start = line.value.start + at;
  return { ...quoted(place, "syntax-colon", { after: text.slice(line.value.start, start) }) };
};

const quotes: Explain = (place) => {
  const { text, value, line, entry } = place;
  const mark = value.charAt(0);
  if (mark !== '"' && mark !== "'") return undefined;
  const close = closingQuote(text, line.value.start, entry.range.end);
  if (close === undefined) return quoted(place, "syntax-unclosed-quote", { quote: mark });
  if (close > line.end) return undefined;
  const after = text.slice(close, line.value.end);
  if (after.trim() === "" || /^\s+#/.test(after)) return undefined;
  if (!standsAlone(place)) return undefined;
  return quoted(place, "syntax-text-after-quote", { quote: mark, after: after.trim() });
};

/** A quote or bracket that is closed on a later line, which stands too far left for strict parsers. */
function leftOpen(text: string, entry: YamlEntry): YamlCause | undefined {
  for (let at = entry.range.start; at < entry.range.end; ) {
    const line = yamlLine(text, at);
    const mark = text.charAt(line.value.start);
    let end = line.end;
    const isValue = line.key !== undefined || line.indent !== "";
    if (isValue && line.value.end > line.value.start && "\"'[{".includes(mark)) {
      const isQuote = mark === '"' || mark === "'";
      const close = (isQuote ? closingQuote : closingBracket)(text, line.value.start, entry.range.end);
      if (close === undefined) return undefined;
      if (close > line.end) {
        const value = text.slice(line.value.start, line.value.end);
        const rest = text.slice(close, lineEnd(text, close));
        const cause = unindented({ text, entry, line, value }, line.end, close);
        if (cause !== undefined && /^[ \t]*(?:#.*)?$/.test(rest)) return cause;
        end = lineEnd(text, close);
      }
    }
    at = afterLineEnding(text, end);
  }
  return undefined;
}

const brackets: Explain = (place) => {
  const { text, value, line, entry } = place;
  const mark = value.charAt(0);
  if (mark !== "[" && mark !== "{") return undefined;
  const close = closingBracket(text, line.value.start, entry.range.end);
  const names = { bracket: mark, closing: mark === "[" ? "]" : "}" };
  if (close === undefined) return quoted(place, "syntax-unclosed-bracket", names);
  if (close > line.end) return undefined;
  const after = text.slice(close, line.value.end);
  if (after.trim() === "" || /^\s+#/.test(after) || !standsAlone(place)) return undefined;
  return quoted(place, "syntax-text-after-bracket", { ...names, after: after.trim() });
};

const validEscape = /^(?:["\\/0abtnvfre N_LP\t\r\n]|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})/;

const escapes: Explain = ({ text, error, line }) => {
  if (error.code !== "BAD_DQ_ESCAPE") return undefined;
  const repair: Edit[] = [];
  const close = closingQuote(text, line.value.start, line.end) ?? line.end;
  let first: Range | undefined;
  for (let at = error.pos[0]; at < close; at++) {
    if (text.charAt(at) !== "\\") continue;
    if (!validEscape.test(text.slice(at + 1, at + 10))) {
      first ??= { start: at, end: at + 2 };
      repair.push({ range: { start: at, end: at }, text: "\\" });
    }
    at++;
  }
  if (first === undefined) return undefined;
  const data = { escape: text.slice(first.start, first.end) };
  return { code: "syntax-escape", range: first, data, repair, tolerated: false };
};

const missingSpace: Explain = ({ text, line }) => {
  if (line.key !== undefined) return undefined;
  const content = text.slice(line.contentStart, line.end);
  const match = /^([\p{L}\p{N}_][\p{L}\p{N}_.-]{0,60}):(?=[^\s/:])/u.exec(content);
  if (match?.[1] === undefined) return undefined;
  const end = line.contentStart + match[0].length;
  return {
    code: "syntax-missing-space",
    range: { start: line.contentStart, end },
    data: { key: match[1], value: content.slice(match[0].length).trim() },
    repair: [{ range: { start: end, end }, text: " " }],
    tolerated: false,
  };
};

/** A line at the left edge that is no pair: the value of the pair above goes on there. */
const continuation: Explain = ({ text, entry, error }) => {
  if (entry.key === undefined) return undefined;
  const repair: Edit[] = [];
  let first: Range | undefined;
  for (let at = afterLineEnding(text, lineEnd(text, entry.range.start)); at < entry.range.end; ) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    if (/^[^\s#]/.test(line)) {
      if (/^- /.test(line) || /^(?:\{%|<%)/.test(line)) return undefined;
      first ??= { start: at, end: at + line.trimEnd().length };
      repair.push({ range: { start: at, end: at }, text: " " });
    }
    at = afterLineEnding(text, end);
  }
  if (first === undefined || error.pos[0] > first.end) return undefined;
  const data = { key: entry.key, value: text.slice(first.start, first.end) };
  return { code: "syntax-unindented", range: first, data, repair, tolerated: false };
};

const noPair: Explain = ({ text, entry, line }) => {
  const content = text.slice(line.contentStart, line.end).trimEnd();
  if (line.key !== undefined || content === "" || (entry.key !== undefined && line.indent !== "")) return undefined;
  if (content.startsWith("#")) return undefined;
  const range = { start: line.contentStart, end: line.contentStart + content.length };
  const code = /^(?:\{\{|\{%|<%)/.test(content) ? "syntax-template-line" : "syntax-no-pair";
  return { code, range, data: { value: content }, repair: [], tolerated: false };
};

/** A pair or item whose indentation fits none of the lines above it. */
const indentation: Explain = ({ text, entry, line, error }) => {
  const next = afterLineEnding(text, line.end);
  const own = yamlLine(text, line.start);
  const misplaced = error.code === "BAD_INDENT" ? own : next < entry.range.end ? yamlLine(text, next) : undefined;
  if (misplaced === undefined || misplaced.indent === "" || misplaced.contentStart >= misplaced.end) return undefined;
  if (
    misplaced.key === undefined &&
    !/^[-?] /.test(text.slice(misplaced.start + misplaced.indent.length, misplaced.end))
  ) {
    return undefined;
  }
  const start = misplaced.start + misplaced.indent.length;
  const end = misplaced.key === undefined ? misplaced.value.end : misplaced.key.end;
  return {
    code: "syntax-indentation",
    range: { start, end },
    data: { value: text.slice(start, end) },
    repair: [
      { range: { start: misplaced.start, end: start }, text: line.indent === misplaced.indent ? "" : line.indent },
    ],
    tolerated: false,
  };
};

const explanations: readonly Explain[] = [
  tabs,
  template,
  grownQuotes,
  escapes,
  missingSpace,
  quotes,
  brackets,
  startCharacters,
  continuation,
  colon,
  indentation,
  noPair,
];
