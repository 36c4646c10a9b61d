import { isDigit } from "./markdown-html.js";

/** What begins blocks of Markdown, by the units of a line. Offsets are those of the text; `end` is the end of the line. */

export const TAB = 9;
export const SPACE = 32;
export const HASH = 35;
export const ASTERISK = 42;
export const PLUS = 43;
export const HYPHEN = 45;
export const LESS = 60;
export const EQUALS = 61;
export const GREATER = 62;
export const OPEN = 91;
export const BACKSLASH = 92;
export const CLOSE = 93;
export const UNDERSCORE = 95;
export const BACKTICK = 96;
export const TILDE = 126;

export function isBlank(unit: number): boolean {
  return unit === SPACE || unit === TAB;
}

/** Behind all units of one kind from `at` on. */
export function runEnd(units: Uint16Array, at: number, unit: number): number {
  let here = at;
  while ((units[here] ?? 0) === unit) here++;
  return here;
}

/** Behind the blanks at `at`. */
export function skipBlanks(units: Uint16Array, at: number): number {
  let here = at;
  while (isBlank(units[here] ?? 0)) here++;
  return here;
}

/** Before the blanks that end at `at`, but not before `least`. */
export function trimBlanks(units: Uint16Array, at: number, least: number): number {
  let here = at;
  while (here > least && isBlank(units[here - 1] ?? 0)) here--;
  return here;
}

export function isFence(units: Uint16Array, at: number, end: number): boolean {
  const marker = units[at] ?? 0;
  const run = runEnd(units, at, marker);
  if (run - at < 3) return false;
  if (marker === TILDE) return true;
  for (let here = run; here < end; here++) if (units[here] === BACKTICK) return false;
  return true;
}

export function isHeading(units: Uint16Array, at: number, end: number): boolean {
  const behind = runEnd(units, at, HASH);
  return behind - at <= 6 && (behind >= end || isBlank(units[behind] ?? 0));
}

export function isRule(units: Uint16Array, at: number, end: number): boolean {
  const marker = units[at] ?? 0;
  if (marker !== ASTERISK && marker !== HYPHEN && marker !== UNDERSCORE) return false;
  let count = 1;
  for (let here = at + 1; here < end; here++) {
    const unit = units[here] ?? 0;
    if (unit === marker) count++;
    else if (!isBlank(unit)) return false;
  }
  return count >= 3;
}

/** Just behind the marker of a list item at `at`; -1 if there is none. */
export function markerEnd(units: Uint16Array, at: number, end: number): number {
  let here = at;
  if (isDigit(units[at] ?? 0)) {
    while (here < end && isDigit(units[here] ?? 0)) here++;
    if (here - at > 9 || here >= end) return -1;
    const unit = units[here] ?? 0;
    if (unit !== 41 && unit !== 46) return -1;
  } else {
    const unit = units[at] ?? 0;
    if (unit !== ASTERISK && unit !== HYPHEN && unit !== PLUS) return -1;
  }
  here++;
  return here >= end || isBlank(units[here] ?? 0) ? here : -1;
}
