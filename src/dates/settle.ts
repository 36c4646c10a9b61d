import { type DateFields, daysSinceEpoch, fieldsOfInstant, utcMilliseconds } from "./calendar.js";
import type { DateCandidate } from "./candidate.js";
import { offsetAt } from "./zone.js";

/** What candidates come to. */
export interface SettledDate {
  readonly fields: DateFields;
  /** `agreed`: independent sources name the same day. `disputed`: the best of several that disagree. */
  readonly standing: "agreed" | "single" | "disputed";
}

/** Sources that may have copied from each other count once: two labelled lines, a `<time>` inside a classed element. */
const provenance: Readonly<Record<DateCandidate["source"], string>> = {
  sibling: "front matter",
  path: "path",
  address: "address",
  time: "body",
  element: "body",
  label: "body",
  commit: "commit",
  value: "value",
};

/**
 * Weighs candidates. Those that tell the day of publication decide; those of a change or a commit can confirm the day,
 * may well be later, but not earlier. The most precise time of day wins, and no other may contradict it.
 */
export function settleDate(candidates: readonly DateCandidate[], timezone: string): SettledDate | undefined {
  const dayOf = (candidate: DateCandidate): number => localDay(candidate, timezone);
  const telling = candidates.filter(({ says }) => says === "published");
  const deciding = telling.length > 0 ? telling : candidates;
  // Where page and path differ, the page often quotes where the text was first printed.
  const first = deciding.find(({ source }) => source === "path") ?? deciding[0];
  if (first === undefined) return undefined;
  const day = dayOf(first);
  const disputed =
    deciding.some((one) => dayOf(one) !== day) || candidates.some((one) => dayOf(one) < day) || !oneTime(telling);
  const same = candidates.filter((one) => dayOf(one) === day);
  const best = mostPrecise(same.filter((one) => deciding.includes(one)));
  const commit = same.find(({ source }) => source === "commit");
  const { fields } = best?.fields.hour === undefined ? (commit ?? best ?? first) : best;
  if (disputed) return { fields: (best ?? first).fields, standing: "disputed" };
  const sources = new Set(same.map(({ source }) => provenance[source]));
  return { fields, standing: sources.size > 1 && telling.length > 0 ? "agreed" : "single" };
}

/** Days since 1970 on the calendar of the zone. */
export function localDay({ fields, instant }: Pick<DateCandidate, "fields" | "instant">, timezone: string): number {
  const { year, month, day } =
    fields.offsetMinutes === undefined ? fields : fieldsOfInstant(instant + offsetAt(timezone, instant));
  return daysSinceEpoch(year, month, day);
}

function mostPrecise(candidates: readonly DateCandidate[]): DateCandidate | undefined {
  const precision = ({ fields }: DateCandidate): number =>
    [fields.hour, fields.second, fields.offsetMinutes].filter((part) => part !== undefined).length;
  return [...candidates].sort((a, b) => precision(b) - precision(a))[0];
}

/** Times agree as far as both tell: `20:43` and `20:43:23`. */
function oneTime(candidates: readonly DateCandidate[]): boolean {
  const timed = candidates.filter(({ fields }) => fields.hour !== undefined);
  const step = timed.some(({ fields }) => fields.second === undefined) ? 60_000 : 1000;
  const clock = ({ fields, instant }: DateCandidate): number =>
    Math.floor((fields.hour === undefined ? utcMilliseconds(fields) : instant) / step);
  return new Set(timed.map(clock)).size <= 1;
}
