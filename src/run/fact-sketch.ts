/** Knows of many keys, in little memory that never grows, which of them may matter. It errs on one side alone: towards "may matter". */
export interface Sketch {
  /** Both hashes are of 32 bits. */
  add(key: number, value: number): void;
  /** Whether a key may be `shared` by several facts, or the values of its facts `differing`. */
  matters(key: number): boolean;
}

/** Keys that fall on one slot are taken for one: of a hundred thousand keys, every tenth. */
const SLOTS = 2 ** 20;
const ONE = 1;
const MATTERS = 2;

export function createSketch(kind: "shared" | "differing"): Sketch {
  const states = new Uint8Array(SLOTS);
  const values = kind === "differing" ? new Uint32Array(SLOTS) : undefined;
  return {
    add(key, value) {
      const slot = key & (SLOTS - 1);
      if (states[slot] === 0) {
        states[slot] = ONE;
        if (values !== undefined) values[slot] = value;
      } else if (values === undefined || values[slot] !== value >>> 0) states[slot] = MATTERS;
    },
    matters: (key) => states[key & (SLOTS - 1)] === MATTERS,
  };
}

/** FNV-1a over UTF-16 units, stirred; 32 bits. */
export function hashOf(units: DataView, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at += 2) hash = Math.imul(hash ^ units.getUint16(at, true), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
