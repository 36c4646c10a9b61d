import type { Document } from "../source/document.js";
import { mayBeTooDeep } from "../source/limits.js";
import type { EnabledRule } from "./types.js";

/** Off, every rule sees every text. Findings are the same either way: tests hold the one against the other. */
const filter = { on: true };

export function setNeedsFilter(on: boolean): void {
  filter.on = on;
}

/** Says of a rule whether a document could hold what it is about. Each text is looked for once. */
export function needsFilter({ source }: Document): (enabled: EnabledRule) => boolean {
  const { text } = source;
  // Such a text is a finding by itself, met when its markup is read: somebody has to ask for that.
  if (!filter.on || mayBeTooDeep(text)) return () => true;
  const known = new Map<string, boolean>();
  const holds = (needle: string): boolean => {
    let found = known.get(needle);
    if (found === undefined) {
      found = text.includes(needle);
      known.set(needle, found);
    }
    return found;
  };
  return ({ rule: { needs } }) => needs === undefined || needs.some(holds);
}
