import stringWidth from "string-width";
import { isPlainUnit, plainColumns, plainWidth, showPlain } from "./plain.js";
import { commandBrackets, escapeCharacter, visible } from "./visible.js";

/** What a terminal shows for one grapheme. */
export interface Cell {
  /** Half-open, in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Terminal columns; never 0. */
  readonly width: number;
}

/** No emoji or written syllable is longer; more is a pile of marks. */
const LONGEST_GRAPHEME = 40;

/** Made at its first use: few texts need it, and it takes long to load. */
let segmenter: Intl.Segmenter | undefined;

/** Columns of any text. */
export function columnsOf(text: string): number {
  return plainColumns(text) ?? widthOf(cellsOf(text));
}

/** Cuts a text into graphemes as a terminal shows them. `base` is added to all offsets. */
export function cellsOf(text: string, base = 0): readonly Cell[] {
  const brackets = commandBrackets(text);
  const cells: Cell[] = [];
  if (plainColumns(text) !== undefined) {
    for (let at = 0; at < text.length; at++) {
      cells.push({
        start: base + at,
        end: base + at + 1,
        text: showPlain(text.charAt(at)),
        width: plainWidth(text, at),
      });
    }
    return cells;
  }
  segmenter ??= new Intl.Segmenter("und", { granularity: "grapheme" });
  for (const { segment, index } of segmenter.segment(text)) {
    const shown = brackets.has(index) ? escapeCharacter("[") + segment.slice(1) : show(segment);
    cells.push({ start: base + index, end: base + index + segment.length, text: shown, width: shownColumns(shown) });
  }
  return cells;
}

/** Pictures of one code point, two columns wide. Flags take two. */
const PICTURE = /^(?![\u{1f1e6}-\u{1f1ff}])\p{Emoji_Presentation}$/u;

/** What most graphemes are is known without string-width, which takes long to load. */
function shownColumns(shown: string): number {
  return plainColumns(shown) ?? (PICTURE.test(shown) ? 2 : stringWidth(shown));
}

function show(grapheme: string): string {
  if (isPlainUnit(grapheme)) return showPlain(grapheme);
  if (PICTURE.test(grapheme)) return grapheme;
  if (grapheme.length > LONGEST_GRAPHEME) return show(shorten(grapheme));
  const shown = visible(grapheme);
  if (shown !== grapheme || stringWidth(grapheme) > 0) return shown;
  // Nothing to see (a mark without a letter, a lone joiner): its first code point stands for it.
  const [first = "", ...rest] = grapheme;
  return escapeCharacter(first) + (rest.length > 0 ? "…" : "");
}

function shorten(grapheme: string): string {
  const units = grapheme.slice(0, LONGEST_GRAPHEME);
  return /[\ud800-\udbff]$/.test(units) ? units.slice(0, -1) : units;
}

/** Columns of a run of cells. */
export function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}
