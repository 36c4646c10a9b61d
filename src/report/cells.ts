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

/** Text in which every unit is a grapheme of known width: Latin, Greek and Cyrillic letters, kana, CJK ideographs, Hangul, punctuation. */
const PLAIN =
  /^[\t\x20-\x7e\xa1-\xac\xae-\u017fΑ-ΡΣ-Ωα-ωА-я–—‘’“”•…←-↓\u3000-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]*$/;

/** Made at its first use: few texts need it, and it takes long to load. */
let segmenter: Intl.Segmenter | undefined;

/** Whether every unit is a grapheme that is shown as it is, a tab but for its width, and `plainWidth` columns wide. */
export function isPlain(text: string): boolean {
  return PLAIN.test(text) && !text.includes("##");
}

/** Columns of a unit of plain text. */
export function plainWidth(unit: number): number {
  return unit >= 0x3000 ? 2 : unit === 9 ? TAB.length : 1;
}

/** Plain text as a terminal shows it. */
export function showPlain(text: string): string {
  return text.includes("\t") ? text.replaceAll("\t", TAB) : text;
}

/** Cuts a text into graphemes as a terminal shows them. `base` is added to all offsets. */
export function cellsOf(text: string, base = 0): readonly Cell[] {
  const brackets = commandBrackets(text);
  const cells: Cell[] = [];
  if (PLAIN.test(text)) {
    for (let at = 0; at < text.length; at++) {
      const character = text.charAt(at);
      const shown = brackets.has(at) ? escapeCharacter(character) : character === "\t" ? TAB : character;
      const width = shown.length > 1 ? shown.length : character >= "\u3000" ? 2 : 1;
      cells.push({ start: base + at, end: base + at + 1, text: shown, width });
    }
    return cells;
  }
  segmenter ??= new Intl.Segmenter("und", { granularity: "grapheme" });
  for (const { segment, index } of segmenter.segment(text)) {
    const shown = brackets.has(index) ? escapeCharacter("[") + segment.slice(1) : show(segment);
    cells.push({ start: base + index, end: base + index + segment.length, text: shown, width: columnsOf(shown) });
  }
  return cells;
}

/** Pictures of one code point, two columns wide. Flags take two. */
const PICTURE = /^(?![\u{1f1e6}-\u{1f1ff}])\p{Emoji_Presentation}$/u;

/** What most graphemes are is known without string-width, which takes long to load. */
function columnsOf(shown: string): number {
  if (shown.length === 1 && PLAIN.test(shown)) return plainWidth(shown.charCodeAt(0));
  return PICTURE.test(shown) ? 2 : stringWidth(shown);
}

function show(grapheme: string): string {
  if (grapheme === "\t") return TAB;
  if ((grapheme.length === 1 && PLAIN.test(grapheme)) || PICTURE.test(grapheme)) return grapheme;
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
