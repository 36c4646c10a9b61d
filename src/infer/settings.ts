import { DATE_KEYS } from "../dates/index.js";
import { pointerSegment } from "../source/front-matter.js";
import { IMAGE_KEYS } from "../source/references.js";
import { type DateCustom, dateCustom } from "./dates.js";
import { FEWEST, shareOf } from "./limits.js";
import type { Inferred } from "./merge.js";
import type { ObservedPost } from "./observe.js";
import { type KeyOrder, keyOrder } from "./order.js";

/** What the posts of a repository have in common beyond their keys. */
export interface Settings {
  readonly parts: readonly Inferred[];
  readonly dates: DateCustom;
  readonly order: KeyOrder | undefined;
  /** Keys that hold images, and that galley does not look at by itself. */
  readonly imageKeys: readonly string[];
}

/** @param site the zone that the configuration of the generator names, and where */
export function settingsOf(
  posts: readonly ObservedPost[],
  site: { readonly value: string; readonly from: string } | undefined,
): Settings {
  const dates = dateCustom(posts);
  const order = keyOrder(posts);
  const imageKeys = imageKeysOf(posts);
  const parts: Inferred[] = [zonePart(dates, site)];
  const rule = (id: string, severity: string, options: object, comment: readonly string[]): void => {
    parts.push({ pointer: `/rules/${pointerSegment(id)}`, value: [severity, options], comment });
  };
  if (dates.keys.length > 0 || dates.formats.size > 0) {
    rule(
      "front-matter/valid-date",
      "error",
      {
        ...(dates.keys.length === 0 ? {} : { keys: [...DATE_KEYS, ...dates.keys] }),
        ...(dates.formats.size === 0 ? {} : { formats: Object.fromEntries(dates.formats) }),
      },
      [
        ...(dates.keys.length === 0 ? [] : [`these hold dates, too: ${dates.keys.map(inLine).join(", ")}`]),
        ...(dates.formats.size === 0 ? [] : ["the form tells which number is the day"]),
      ],
    );
  }
  if (dates.format !== undefined) {
    const { format, keys, agree, of } = dates.format;
    const said = `the form of ${shareOf(agree, of, "dates")}`;
    rule("front-matter/consistent-date-format", "warn", { format, keys }, [said]);
  }
  if (order !== undefined) {
    const said = `the order of ${shareOf(order.agree, order.of)}`;
    rule("front-matter/consistent-key-order", "warn", { order: order.order }, [said]);
  }
  return { parts, dates, order, imageKeys };
}

/** Offsets that one zone alone has today, without clock changes. */
const zones: ReadonlyMap<string, string> = new Map([
  ["+00:00", "UTC"],
  ["+05:45", "Asia/Kathmandu"],
  ["+03:30", "Asia/Tehran"],
  ["+04:30", "Asia/Kabul"],
]);

function zonePart({ offsets, unzoned }: DateCustom, site: { value: string; from: string } | undefined): Inferred {
  const pointer = "/timezone";
  const what = "the zone of dates that name none";
  if (site !== undefined) return { pointer, value: site.value, comment: [`${what}: ${site.from}`] };
  const dates = [...offsets.values()].reduce((sum, count) => sum + count, 0);
  const [[offset, count] = ["", 0]] = [...offsets].sort(([, a], [, b]) => b - a);
  const known = dates >= FEWEST && count === dates ? zones.get(offset) : undefined;
  if (known !== undefined) return { pointer, value: known, comment: [`${what}: all ${dates} others say ${offset}`] };
  const seen = [...offsets].slice(0, 4).map(([name, times]) => `${name} (${times})`);
  return {
    pointer,
    value: "UTC",
    comment: [
      what,
      ...(seen.length === 0
        ? []
        : [`offsets in the posts: ${seen.join(", ")}; several zones have them, so choose yours`]),
      ...(unzoned > 0 && seen.length === 0
        ? [`${unzoned} dates have a time of day and no offset: write your zone here`]
        : []),
    ],
  };
}

const knownImages: ReadonlySet<string> = new Set(IMAGE_KEYS);

function imageKeysOf(posts: readonly ObservedPost[]): readonly string[] {
  const seen = new Map<string, { images: number; all: number }>();
  for (const { keys } of posts) {
    for (const [key, { kind, text }] of keys) {
      if (kind !== "string" || knownImages.has(key)) continue;
      const entry = seen.get(key) ?? { images: 0, all: 0 };
      entry.all++;
      if (text !== undefined && /\.(?:png|jpe?g|gif|svg|webp|avif)$/i.test(text)) entry.images++;
      seen.set(key, entry);
    }
  }
  return [...seen].filter(([, { images, all }]) => images >= 5 && images >= all * 0.9).map(([key]) => key);
}

function inLine(key: string): string {
  return /^[\p{L}\p{N}_.-]+$/u.test(key) ? key : JSON.stringify(key).replace(/\p{C}/gu, "�");
}
