import { commandBrackets, visible } from "./visible.js";

/** Columns of a tab. Fixed, so that a caret's column does not depend on where the excerpt was cut. */
const TAB = "    ";

/**
 * Units that are graphemes whatever stands beside them, of known width: Latin, Greek and Cyrillic letters, signs, kana, CJK ideographs,
 * Hangul, punctuation, and what nobody sees and is written out.
 */
const PLAIN =
  /^[\0-\t\v\f\x0e-\u02ff\u0391-\u03a1\u03a3-\u0482\u048a-\u052f\u061c\u2000-\u200b\u200e-\u2064\u2066-\u206f\u20a0-\u20bf\u2100-\u218b\u2190-\u2319\u2460-\u25fc\u3000-\u3029\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\ufeff\uff01-\uff60\uffe0-\uffe6\ufff9-\ufffb\ufffd]$/;

/** Columns by unit, for those that were asked for; OTHER for those that are not plain. */
const WIDTHS = new Uint8Array(0x10000);
const OTHER = 255;
/** Whatever takes more is written out. */
export const WIDEST = 2;

const HASH = 35;

const ASCII = /^[ -~]*$/;

/**
 * Columns of plain text: text in which every unit is a grapheme of its own, and none needs an escape because of its neighbours. Undefined
 * for any other. Nearly every line of a report is plain, and needs no object for each of its characters.
 */
export function plainColumns(text: string): number | undefined {
  const columns = ASCII.test(text) ? text.length : sumOfWidths(text);
  return columns === undefined || commandBrackets(text).size > 0 ? undefined : columns;
}

function sumOfWidths(text: string): number | undefined {
  let columns = 0;
  for (let at = 0; at < text.length; at++) {
    const width = plainWidth(text, at);
    if (width === OTHER) return undefined;
    columns += width;
  }
  return columns;
}

/** What a plain part of a text takes. */
export interface PlainPart {
  readonly columns: number;
  /** Columns of its widest unit. */
  readonly widest: number;
}

/**
 * The same for a part of a post. Posts are strings of one make, while others were joined or cut: V8 looks up how to read those for every
 * unit, wherever it meets them all.
 */
export function measurePost(text: string, from: number, to: number): PlainPart | undefined {
  let columns = 0;
  let widest = 0;
  let hashes = 0;
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    const width = unitColumns(unit);
    columns += width;
    if (width > widest) widest = width;
    if (unit === HASH) hashes++;
  }
  if (widest === OTHER || (hashes > 1 && commandBrackets(text.slice(from, to)).size > 0)) return undefined;
  return { columns, widest };
}

/** Columns of a unit of plain text; at least 1. */
export function unitColumns(unit: number): number {
  const known = WIDTHS[unit] ?? OTHER;
  return known === 0 ? learnWidth(unit) : known;
}

/** The same for a unit within a text. */
export function plainWidth(text: string, at: number): number {
  return unitColumns(text.charCodeAt(at));
}

function learnWidth(unit: number): number {
  const character = String.fromCharCode(unit);
  const shown = written(character);
  const isWide = shown === character && unit >= 0x3000 && unit < 0xfffd;
  const width = PLAIN.test(character) ? (isWide ? WIDEST : shown.length) : OTHER;
  WIDTHS[unit] = width;
  return width;
}

/** Whether a grapheme is plain. */
export function isPlainUnit(grapheme: string): boolean {
  return grapheme.length === 1 && plainWidth(grapheme, 0) !== OTHER;
}

/** Plain text as a terminal shows it. */
export function showPlain(text: string): string {
  for (let at = 0; at < text.length; at++) if (plainWidth(text, at) > WIDEST) return written(text);
  return text;
}

function written(text: string): string {
  return visible(text.replaceAll("\t", TAB));
}
