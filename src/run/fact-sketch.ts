import type { Rule } from "../rule.js";

/** Knows of many keys, in little memory that never grows, which of them may matter. It errs on one side alone: towards "may matter". */
export interface Sketch {
  /** Both hashes are of 32 bits. */
  add(key: number, value: number): void;
  /** Whether a key may be `shared` by several facts, or the values of its facts `differing`. */
  matters(key: number): boolean;
}

/** What a rule looks at that does not weigh all facts. */
export type Weighing = Exclude<NonNullable<Rule["weighs"]>, "all">;

/**
 * Keys that fall on one slot are taken for one: with so many slots for each file, and about a key in each, every eighth. A single rule
 * then takes a fourth of a byte a slot, or 4 more where it looks at values.
 */
const SLOTS_A_FILE = 8;
const FEWEST_SLOTS = 2 ** 14;
const MOST_SLOTS = 2 ** 23;
const NONE = 0;
const ONE = 1;
const MATTERS = 2;

/** @param files how many there are to come, or more */
export function createSketch(kind: Weighing, files: number): Sketch {
  const wanted = 2 ** Math.ceil(Math.log2(SLOTS_A_FILE * (files + 1)));
  const slots = Math.min(Math.max(wanted, FEWEST_SLOTS), MOST_SLOTS);
  const states = createStates(slots);
  const values = kind === "differing" ? new Uint32Array(slots) : undefined;
  const slotOf = (key: number): number => key & (slots - 1);
  const matters = (key: number): boolean => states.get(slotOf(key)) >= MATTERS;
  const isTaken = (key: number): boolean => states.get(slotOf(key)) !== NONE;
  return {
    add(key, value) {
      const slot = slotOf(key);
      if (states.get(slot) === NONE) {
        states.raise(slot, ONE);
        if (values !== undefined) values[slot] = value;
      } else if (values === undefined || values[slot] !== value >>> 0) states.raise(slot, MATTERS);
    },
    matters: typeof kind === "string" ? matters : (key) => matters(key) || isTaken(key - 1) || isTaken(key + 1),
  };
}

/** A state of two bits for each slot, NONE at first. */
function createStates(slots: number): { get(slot: number): number; raise(slot: number, state: number): void } {
  const bytes = new Uint8Array(slots / 4);
  return {
    get: (slot) => ((bytes[slot >> 2] ?? 0) >> (2 * (slot & 3))) & 3,
    // Bits are only ever set: what is above MATTERS counts as it.
    raise(slot, state) {
      const at = slot >> 2;
      bytes[at] = (bytes[at] ?? 0) | (state << (2 * (slot & 3)));
    },
  };
}

/**
 * What a sketch knows a fact by, from the units of its key: for numbers that lie near each other, those of one stretch of `within` get
 * the same hash, and the stretches beside it the hashes beside it.
 */
export function keyHashOf(kind: Weighing, units: DataView, start: number, end: number, value: unknown): number {
  const hash = hashOf(units, start, end);
  return typeof kind === "string" || typeof value !== "number" ? hash : (hash + Math.floor(value / kind.within)) >>> 0;
}

/** FNV-1a over UTF-16 units, stirred; 32 bits. */
export function hashOf(units: DataView, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 2) hash = Math.imul(hash ^ units.getUint16(at, true), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
