import { DATE_KEYS, formOfText, readDate, rewriteDate } from "../dates/index.js";
import { CUSTOM, FEWEST, MOST } from "./limits.js";
import type { Observed, ObservedPost } from "./observe.js";

/** How the posts write their dates. */
export interface DateCustom {
  /** `iso` or tokens: the form of nearly all dates of `keys`. */
  readonly format?: {
    readonly format: string;
    readonly keys: readonly string[];
    readonly agree: number;
    readonly of: number;
  };
  /** Keys that hold dates besides those that galley knows; a dot leads into a mapping. */
  readonly keys: readonly string[];
  /** By key, forms that no generator reads, such as `MM/DD/YYYY`. */
  readonly formats: ReadonlyMap<string, string>;
  /** Offsets and how many dates have each. */
  readonly offsets: ReadonlyMap<string, number>;
  /** Dates with a time of day and without an offset. */
  readonly unzoned: number;
}

interface DateValue {
  readonly text: string;
  readonly unquoted: boolean;
  readonly post: ObservedPost;
}

/** Forms in which the order of day and month must be told, the stricter first. */
const pairForms = [
  "MM/DD/YYYY",
  "DD/MM/YYYY",
  "DD.MM.YYYY",
  "DD-MM-YYYY",
  "MM-DD-YYYY",
  "M/D/YYYY",
  "D/M/YYYY",
  "D.M.YYYY",
];

export function dateCustom(posts: readonly ObservedPost[]): DateCustom {
  const found = datesByKey(posts);
  const usual: ReadonlySet<string> = new Set(DATE_KEYS);
  const keys: string[] = [];
  const formats = new Map<string, string>();
  const plain: (readonly [key: string, dates: readonly DateValue[]])[] = [];
  for (const [key, { dates, others }] of found) {
    if (dates.length < FEWEST || others > dates.length * 0.05) continue;
    const pair = pairForm(dates);
    if (pair !== undefined) formats.set(key, pair);
    else {
      const read = dates.filter(({ text, post }) => readDate(text, post).kind === "date").length;
      if (read < dates.length * MOST) continue;
      plain.push([key, dates]);
    }
    if (!usual.has(key)) keys.push(key);
  }
  const format = commonFormat(plain);
  return {
    ...(format === undefined ? {} : { format }),
    keys,
    formats,
    ...offsetsOf(plain.flatMap(([, dates]) => dates)),
  };
}

interface Found {
  readonly dates: DateValue[];
  others: number;
}

/** By key; that of a nested one with a dot. */
function datesByKey(posts: readonly ObservedPost[]): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  const add = (key: string, value: Observed, post: ObservedPost): void => {
    if (value.kind === "null" || value.kind === "boolean") return;
    let entry = found.get(key);
    if (value.date === undefined && entry === undefined) return;
    entry ??= { dates: [], others: 0 };
    found.set(key, entry);
    if (value.date === undefined) entry.others++;
    else entry.dates.push({ ...value.date, post });
  };
  for (const post of posts) {
    for (const [key, value] of post.keys) {
      add(key, value, post);
      if (value.fields === undefined || key.includes(".")) continue;
      for (const [inner, field] of value.fields) if (!inner.includes(".")) add(`${key}.${inner}`, field, post);
    }
  }
  return found;
}

/** The form with day and month in an order that the dates themselves tell; undefined when others read them, or both orders fit. */
function pairForm(dates: readonly DateValue[]): string | undefined {
  const fits = (format: string): number =>
    dates.filter(({ text, post }) => readDate(text, { ...post, format }).kind === "date").length;
  const counts = new Map(pairForms.map((format) => [format, fits(format)]));
  for (const [format, count] of counts) {
    if (count < dates.length * MOST) continue;
    const swapped = format.replace(/M+|D+/g, (part) =>
      part.startsWith("M") ? part.replaceAll("M", "D") : part.replaceAll("D", "M"),
    );
    // The other order must be wrong for many dates, or the day of few is known.
    return (counts.get(swapped) ?? 0) < dates.length * CUSTOM ? format : undefined;
  }
  return undefined;
}

function commonFormat(found: readonly (readonly [key: string, dates: readonly DateValue[]])[]): DateCustom["format"] {
  const counts = new Map<string, number>([["iso", 0]]);
  for (const { text } of found.flatMap(([, dates]) => dates)) {
    const form = formOfText(text);
    if (form === undefined) continue;
    const format = `${form.date}${form.time}${form.utc === undefined ? "" : form.utc.replace(/[A-Z]+/, "Z")}`;
    counts.set(format, (counts.get(format) ?? 0) + 1);
  }
  const usual = [...counts].sort(([, a], [, b]) => b - a).slice(0, 3);
  const agreeing = (dates: readonly DateValue[], format: string): number =>
    dates.filter(({ text, unquoted, post }) => rewriteDate(text, format, { ...post, unquoted }) === undefined).length;
  let best: DateCustom["format"];
  for (const [format] of usual) {
    const keys: string[] = [];
    let agree = 0;
    let of = 0;
    for (const [key, dates] of found) {
      const count = agreeing(dates, format);
      if (count < dates.length * CUSTOM) continue;
      keys.push(key);
      agree += count;
      of += dates.length;
    }
    if (keys.length > 0 && (best === undefined || agree > best.agree)) best = { format, keys, agree, of };
  }
  return best;
}

function offsetsOf(dates: readonly DateValue[]): Pick<DateCustom, "offsets" | "unzoned"> {
  const offsets = new Map<string, number>();
  let unzoned = 0;
  for (const { text } of dates) {
    if (!/\d:\d\d/.test(text)) continue;
    const zone = /(?:Z|[+-]\d\d:?\d\d)$/.exec(text.trim())?.[0];
    if (zone === undefined) unzoned++;
    else {
      const offset = zone === "Z" ? "+00:00" : zone.replace(/^(...)(\d\d)$/, "$1:$2");
      offsets.set(offset, (offsets.get(offset) ?? 0) + 1);
    }
  }
  return { offsets, unzoned };
}
