import type { Range } from "../edit.js";

/** One declaration of a `style` attribute, in offsets of the attribute's value. */
export interface Declaration extends Range {
  /** Lower case, but for custom properties. */
  readonly property: string;
  readonly value: string;
  /** Just behind its semicolon, or its own end. */
  readonly past: number;
}

/** Reads the declarations of a `style` attribute. Semicolons inside quotes and brackets part nothing. Linear. */
export function readDeclarations(css: string): readonly Declaration[] {
  const found: Declaration[] = [];
  let start = 0;
  let closer: number | undefined;
  for (let at = 0; at <= css.length; at++) {
    const unit = css.charCodeAt(at);
    if (closer !== undefined && at < css.length) {
      if (unit === closer) closer = undefined;
    } else if (unit === DOUBLE || unit === SINGLE) {
      closer = unit;
    } else if (unit === OPEN) {
      closer = CLOSE;
    } else if (unit === SEMICOLON || at === css.length) {
      const written = css.slice(start, at);
      const colon = written.indexOf(":");
      const name = (colon === -1 ? written : written.slice(0, colon)).trim();
      if (name !== "") {
        const from = start + written.length - written.trimStart().length;
        found.push({
          property: name.startsWith("--") ? name : name.toLowerCase(),
          value: colon === -1 ? "" : written.slice(colon + 1).trim(),
          start: from,
          end: from + written.trim().length,
          past: Math.min(at + 1, css.length),
        });
      }
      start = at + 1;
    }
  }
  return found;
}

const DOUBLE = 34;
const SINGLE = 39;
const OPEN = 40;
const CLOSE = 41;
const SEMICOLON = 59;

/** The same text for the same declarations, however they are spaced: `color: red; margin: 0`. */
export function normalDeclarations(declarations: readonly Pick<Declaration, "property" | "value">[]): string {
  return declarations
    .map(
      ({ property, value }) =>
        `${property}: ${value.replace(/\s+/g, " ").replace(/\s*!\s*important$/i, " !important")}`,
    )
    .join("; ");
}

/** Whether browsers ignore a declaration: it has no value, or one that a program failed to fill in. */
export function isWithoutEffect({ property, value }: Declaration): boolean {
  return (
    !property.startsWith("--") &&
    /^(?:|null|undefined|NaN(?:px|em|rem|%)?|(?:undefined|null)(?:px|em|rem|%))$/.test(value)
  );
}

/** One of them is needed to hide anything. */
const HIDING: ReadonlySet<string> = new Set(
  "display visibility opacity clip clip-path text-indent position overflow".split(" "),
);
const OFFSETS = ["left", "right", "top", "bottom", "margin-left", "margin-top"];
const EXTENTS = ["height", "max-height", "width", "max-width"];
const ZERO = /^(?:0*\.)?0+(?:[a-z]+|%)?$/;
/** Less may shift a picture within the page. */
const FAR = /^-(?:\d{4,}|999|\d{3,}(?:\.\d+)?r?em\b)/;
/** A rectangle whose edges lie on each other. */
const CLIPPED = /^rect\(\s*([\d.]+)(?:px)?(?:[\s,]+\1(?:px)?){3}\s*\)$/;

/** Whether the declarations of one attribute together keep content out of sight. Of equal properties the last counts. */
export function hidesContent(declarations: readonly Pick<Declaration, "property" | "value">[]): boolean {
  if (!declarations.some(({ property }) => HIDING.has(property))) return false;
  const values = new Map(
    declarations.map(({ property, value }) => [property, value.replace(/\s*!\s*important$/i, "").toLowerCase()]),
  );
  const value = (property: string): string => values.get(property) ?? "";
  const isZero = (property: string): boolean => ZERO.test(value(property));
  if (value("display") === "none" || /^(?:hidden|collapse)$/.test(value("visibility")) || isZero("opacity"))
    return true;
  if (CLIPPED.test(value("clip")) || /^inset\(\s*(?:50|100)%\s*\)$/.test(value("clip-path"))) return true;
  if (FAR.test(value("text-indent"))) return true;
  const floats = /^(?:absolute|fixed)$/.test(value("position"));
  if (floats && OFFSETS.some((property) => FAR.test(value(property)))) return true;
  const padded = [...values].some(
    ([property, sides]) => property.startsWith("padding") && sides.split(/\s+/).some((side) => !ZERO.test(side)),
  );
  return !padded && /^(?:hidden|clip)\b/.test(value("overflow")) && EXTENTS.some(isZero);
}

/** The ranges to delete so that of `all` only the declarations that are not in `unwanted` stay, spelled as they are. */
export function withoutDeclarations(all: readonly Declaration[], unwanted: ReadonlySet<Declaration>): readonly Range[] {
  const ranges: Range[] = [];
  const lastKept = all.findLastIndex((declaration) => !unwanted.has(declaration));
  for (const [index, declaration] of all.entries()) {
    if (index > lastKept) break;
    if (!unwanted.has(declaration)) continue;
    ranges.push({ start: declaration.start, end: all[index + 1]?.start ?? declaration.past });
  }
  const kept = all[lastKept];
  const last = all.at(-1);
  if (kept !== undefined && last !== undefined && last !== kept) {
    const closed = last.past > last.end;
    ranges.push({ start: closed ? kept.past : kept.end, end: last.past });
  }
  return ranges;
}
