import stringWidth from "string-width";
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

/** Columns of a tab. Fixed, so that a caret's column does not depend on where the excerpt was cut. */
const TAB = "    ";

/** No emoji or written syllable is longer; more is a pile of marks. */
const LONGEST_GRAPHEME = 40;

/**
 * Text in which every unit is a grapheme of known width: Latin, Greek and Cyrillic letters, signs, kana, CJK ideographs, Hangul,
 * punctuation, and what nobody sees and is written out.
 */
const PLAIN =
  /^[\0-\t\v\f\x0e-\u02ff\u0391-\u03a1\u03a3-\u0482\u048a-\u052f\u061c\u2000-\u200b\u200e-\u2064\u2066-\u206f\u20a0-\u20bf\u2100-\u218b\u2190-\u2319\u2460-\u25fc\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\ufeff\uff01-\uff60\uffe0-\uffe6\ufff9-\ufffb\ufffd]*$/;

/** Made at its first use: few texts need it, and it takes long to load. */
let segmenter: Intl.Segmenter | undefined;

/** Whether every unit is a grapheme of its own, shown as `showPlain` does and `plainWidth` columns wide. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text) && commandBrackets(text).size === 0;
}

/** Columns of a unit of plain text. */
export function plainWidth(unit: number): number {
  if (unit >= 0x20 && unit < 0x7f) return 1;
  if (unit >= 0x3000 && unit < 0xfe00) return 2;
  if (unit >= 0xae && unit < 0x600) return 1;
  const character = String.fromCharCode(unit);
  const shown = showPlain(character);
  return shown === character && unit > 0xff00 && unit < 0xfff0 ? 2 : shown.length;
}

/** Columns of a run of plain text. */
export function plainColumns(text: string, from: number, to: number): number {
  let columns = 0;
  for (let at = from; at < to; at++) columns += plainWidth(text.charCodeAt(at));
  return columns;
}

/** Plain text as a terminal shows it. */
export function showPlain(text: string): string {
  return visible(text.includes("\t") ? text.replaceAll("\t", TAB) : text);
}

/** Columns of any text. */
export function columnsOf(text: string): number {
  return isPlain(text) ? plainColumns(text, 0, text.length) : widthOf(cellsOf(text));
}

/** Cuts a text into graphemes as a terminal shows them. `base` is added to all offsets. */
export function cellsOf(text: string, base = 0): readonly Cell[] {
  const brackets = commandBrackets(text);
  const cells: Cell[] = [];
  if (PLAIN.test(text)) {
    for (let at = 0; at < text.length; at++) {
      const character = text.charAt(at);
      const isBracket = brackets.has(at);
      const shown = isBracket ? escapeCharacter(character) : showPlain(character);
      const width = isBracket ? shown.length : plainWidth(character.charCodeAt(0));
      cells.push({ start: base + at, end: base + at + 1, text: shown, width });
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
  if (PLAIN.test(shown)) return plainColumns(shown, 0, shown.length);
  return PICTURE.test(shown) ? 2 : stringWidth(shown);
}

function show(grapheme: string): string {
  if (grapheme.length === 1 && PLAIN.test(grapheme)) return showPlain(grapheme);
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
