import type { Change, Repair } from "../result.js";
import { inks } from "./ink.js";
import { quotedPath, visible } from "./visible.js";

/** How a diff is shown. */
export interface DiffStyle {
  readonly color: boolean;
  /** For eyes, not for `git apply`: what could move the cursor is made visible. */
  readonly forPerson: boolean;
  /** There is no such file yet. */
  readonly created?: boolean;
}

/** Lines of unchanged text around a change. */
const CONTEXT = 3;

/**
 * A unified diff of one file, as `git apply` takes it. Empty when nothing changed. The edits say what stayed, so that
 * nothing has to be searched for: it takes time in proportion to the text, however many edits there are.
 */
export function unifiedDiff(path: string, change: Change, style: DiffStyle): string {
  if (change.before === change.after) return "";
  const ink = inks(style.color);
  const show = style.forPerson ? visible : (text: string): string => text;
  const [from, to] = [quotedPath(`a/${path}`), quotedPath(`b/${path}`)];
  const lines = [ink.bold(`diff --git ${from} ${to}`)];
  if (style.created === true) lines.push(ink.bold("new file mode 100644"));
  lines.push(ink.bold(`--- ${style.created === true ? "/dev/null" : from}`), ink.bold(`+++ ${to}`));
  for (const hunk of hunks(steps(change))) {
    const [first] = hunk;
    if (first === undefined) continue;
    const old = hunk.filter(({ sign }) => sign !== "+").length;
    const now = hunk.filter(({ sign }) => sign !== "-").length;
    lines.push(ink.info(`@@ -${span(first.old, old)} +${span(first.now, now)} @@`));
    for (const { sign, text } of hunk) {
      const paint = sign === "+" ? ink.good : sign === "-" ? ink.error : ink.plain;
      lines.push(paint(show(sign + text.replace(/\n$/, ""))));
      if (!text.endsWith("\n")) lines.push("\\ No newline at end of file");
    }
  }
  return `${lines.join("\n")}\n`;
}

/** The lines that a change takes away and adds, each after its sign, with their neighbours; for eyes. */
export function changedLines(change: Change): readonly { readonly sign: " " | "-" | "+"; readonly text: string }[] {
  return hunks(steps(change)).flatMap((hunk) =>
    hunk.map(({ sign, text }) => ({ sign, text: visible(text.replace(/\r?\n$/, "")) })),
  );
}

/** One line of a diff, and how many lines of both texts come before it. */
interface Step {
  readonly sign: " " | "-" | "+";
  readonly text: string;
  readonly old: number;
  readonly now: number;
}

/** Every line of both texts in order. */
function steps({ before, after, repairs }: Change): readonly Step[] {
  const old = linesOf(before);
  const now = linesOf(after);
  const result: Step[] = [];
  let at = { old: 0, now: 0 };
  const changed = (end: { readonly old: number; readonly now: number }): void => {
    // Lines at the borders of an edit may be the same all the same.
    while (at.old < end.old && at.now < end.now && old.text(at.old) === now.text(at.now)) keep();
    let same = 0;
    while (
      at.old < end.old - same &&
      at.now < end.now - same &&
      old.text(end.old - same - 1) === now.text(end.now - same - 1)
    ) {
      same++;
    }
    for (; at.old < end.old - same; at = { ...at, old: at.old + 1 })
      result.push({ sign: "-", text: old.text(at.old), ...at });
    for (; at.now < end.now - same; at = { ...at, now: at.now + 1 })
      result.push({ sign: "+", text: now.text(at.now), ...at });
    while (at.old < end.old) keep();
  };
  const keep = (): void => {
    result.push({ sign: " ", text: old.text(at.old), ...at });
    at = { old: at.old + 1, now: at.now + 1 };
  };
  for (const piece of untouched(before.length, repairs)) {
    let line = old.firstFrom(piece.before);
    for (; line < old.count && old.start(line + 1) <= piece.before + piece.length; line++) {
      const twin = now.firstFrom(old.start(line) - piece.before + piece.after);
      // A line is the same when it begins and ends in both texts within one untouched piece.
      if (old.text(line) !== now.text(twin) || now.start(twin) - piece.after !== old.start(line) - piece.before)
        continue;
      changed({ old: line, now: twin });
      keep();
    }
  }
  changed({ old: old.count, now: now.count });
  return result;
}

interface Lines {
  readonly count: number;
  /** Offset of a line's first character; of the text's end for the line behind the last. */
  start(line: number): number;
  /** With its line feed; "" behind the last line. */
  text(line: number): string;
  /** The first line that begins at or after an offset. */
  firstFrom(offset: number): number;
}

function linesOf(text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  if (starts.at(-1) !== text.length) starts.push(text.length);
  return {
    count: starts.length - 1,
    start: (line) => starts[line] ?? text.length,
    text: (line) => text.slice(starts[line] ?? text.length, starts[line + 1] ?? text.length),
    firstFrom(offset) {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((starts[middle] ?? 0) < offset) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

interface Piece {
  readonly before: number;
  readonly after: number;
  readonly length: number;
}

/** What no edit of any pass touched, in order: where it stood, and where it stands. */
function untouched(length: number, repairs: readonly Repair[]): readonly Piece[] {
  let pieces: readonly Piece[] = [{ before: 0, after: 0, length }];
  const passes = new Map<number, { readonly start: number; readonly end: number; readonly after: string }[]>();
  for (const { pass, edits } of repairs) passes.set(pass, [...(passes.get(pass) ?? []), ...edits]);
  for (const [, edits] of [...passes].sort(([a], [b]) => a - b)) {
    edits.sort((a, b) => a.start - b.start || a.end - b.end);
    pieces = cut(pieces, edits);
  }
  return pieces;
}

function cut(
  pieces: readonly Piece[],
  edits: readonly { readonly start: number; readonly end: number; readonly after: string }[],
): readonly Piece[] {
  const result: Piece[] = [];
  let next = 0;
  let shift = 0;
  for (const piece of pieces) {
    let from = piece.after;
    const end = piece.after + piece.length;
    const push = (to: number): void => {
      if (to > from) result.push({ before: piece.before + from - piece.after, after: from + shift, length: to - from });
    };
    for (let edit = edits[next]; edit !== undefined && edit.start < end; edit = edits[next]) {
      push(Math.min(edit.start, end));
      from = Math.max(from, Math.min(edit.end, end));
      if (edit.end > end) break;
      shift += edit.after.length - (edit.end - edit.start);
      next++;
    }
    push(end);
  }
  return result;
}

/** Runs of lines with their context; changes that lie close share one. */
function hunks(lines: readonly Step[]): readonly (readonly Step[])[] {
  const found: { start: number; end: number }[] = [];
  for (const [index, { sign }] of lines.entries()) {
    if (sign === " ") continue;
    const last = found.at(-1);
    const start = Math.max(index - CONTEXT, 0);
    const end = Math.min(index + CONTEXT + 1, lines.length);
    if (last !== undefined && start <= last.end) last.end = end;
    else found.push({ start, end });
  }
  return found.map(({ start, end }) => lines.slice(start, end));
}

/** Line numbers of a hunk, from 1; a side without lines names the line before. */
function span(before: number, lines: number): string {
  if (lines === 0) return `${before},0`;
  return lines === 1 ? String(before + 1) : `${before + 1},${lines}`;
}
