import type { AnyRule } from "../config/types.js";
import type { Severity } from "../diagnostic.js";
import type { FactValue, PlacedFact } from "../fact.js";
import { createSpool, type Spool, type SpoolOptions } from "../files/spool.js";
import { type EncodedFacts, eachFact, eachHash, weighings } from "./fact-bytes.js";
import { createSketch, type Sketch } from "./fact-sketch.js";

/** The facts of one rule, as its `across` gets them; each with the index of its file. */
export interface StoredFacts {
  readonly placed: ReadonlyMap<PlacedFact, number>;
  readonly silenced: ReadonlySet<PlacedFact>;
}

/** Facts of all files. Memory does not grow with their number: they are put aside as bytes, and only those that matter come back. */
export interface FactStore {
  add(file: number, facts: EncodedFacts): void;
  /** What a rule weighs, in order of file and place; lets go of it. */
  take(rule: string, pathOf: (file: number) => string): StoredFacts;
  close(): void;
}

interface Kept {
  /** For each file: HEAD bytes, then those of its facts. */
  readonly spool: Spool;
  readonly sketch: Sketch | undefined;
  /** By JSON of severity and options. */
  readonly settings: Map<string, number>;
}

/** Facts of one rule stay in memory up to this size. */
const MEMORY = 512 * 1024;

/** The number of the file, that of its settings, and how many bytes follow. */
const HEAD = 3 * 4;

/** @param files how many there are to come */
export function createFactStore(rules: readonly AnyRule[], files: number, options: SpoolOptions = {}): FactStore {
  const weighs = weighings(rules);
  const byRule = new Map<string, Kept>();
  const head = Buffer.alloc(HEAD);
  const open = (rule: string): Kept => {
    let kept = byRule.get(rule);
    if (kept === undefined) {
      const kind = weighs.get(rule) ?? "all";
      const sketch = kind === "all" ? undefined : createSketch(kind, files);
      kept = { spool: createSpool({ memory: MEMORY, ...options }), sketch, settings: new Map() };
      byRule.set(rule, kept);
    }
    return kept;
  };
  return {
    add(file, { parts, bytes }) {
      let start = 0;
      for (const { rule, settings, end } of parts) {
        const { sketch, spool, settings: known } = open(rule);
        const number = known.get(settings) ?? known.size;
        known.set(settings, number);
        const part = bytes.subarray(start, end);
        if (sketch !== undefined) eachHash(part, sketch.add);
        head.writeUInt32LE(file, 0);
        head.writeUInt32LE(number, 4);
        head.writeUInt32LE(part.length, 8);
        spool.add(head);
        spool.add(part);
        start = end;
      }
    },
    take(rule, pathOf) {
      const kept = byRule.get(rule);
      byRule.delete(rule);
      if (kept === undefined) return { placed: new Map(), silenced: new Set() };
      try {
        return factsOf(kept, pathOf);
      } finally {
        kept.spool.close();
      }
    },
    close() {
      for (const { spool } of byRule.values()) spool.close();
      byRule.clear();
    },
  };
}

function factsOf({ spool, sketch, settings }: Kept, pathOf: (file: number) => string): StoredFacts {
  const parsed = [...settings.keys()].map((json): readonly [Severity, unknown] => JSON.parse(json));
  const matters = sketch?.matters ?? (() => true);
  const placed: PlacedFact[] = [];
  const files: number[] = [];
  const silenced = new Set<PlacedFact>();
  const once = createShared();
  let last = -1;
  let inOrder = true;
  for (let at = 0; at < spool.size; ) {
    const head = spool.read(at, HEAD);
    const [file, number, length] = [head.readUInt32LE(0), head.readUInt32LE(4), head.readUInt32LE(8)];
    const [severity, options] = parsed[number] ?? ["info", {}];
    eachFact(spool.read(at + HEAD, length), matters, (range, key, json, isSilenced) => {
      const fact = { path: pathOf(file), range, key: once.text(key), value: once.value(json), severity, options };
      if (isSilenced) silenced.add(fact);
      placed.push(fact);
      files.push(file);
    });
    at += HEAD + length;
    inOrder &&= file >= last;
    last = file;
  }
  const order = Uint32Array.from(files, (_, at) => at);
  // Threads hand in their files as they come; facts of a file stay in their order.
  if (!inOrder) order.sort((a, b) => (files[a] ?? 0) - (files[b] ?? 0) || a - b);
  const inTheirOrder = new Map<PlacedFact, number>();
  for (const at of order) {
    const fact = placed[at];
    if (fact !== undefined) inTheirOrder.set(fact, files[at] ?? 0);
  }
  return { placed: inTheirOrder, silenced };
}

/** More different ones than these are not worth to be looked for. */
const MOST_SHARED = 20_000;

/** Makes what is alike the same: facts that matter are those of which there are many. */
function createShared(): {
  text(text: string): string;
  /** The value that JSON stands for. */
  value(json: string): FactValue | undefined;
} {
  const texts = new Map<string, string>();
  const values = new Map<string, FactValue>();
  const share = <T>(map: Map<string, T>, key: string, value: T): T => {
    if (map.size < MOST_SHARED) map.set(key, value);
    return value;
  };
  return {
    text: (text) => texts.get(text) ?? share(texts, text, text),
    value(json) {
      if (json === "") return undefined;
      const known = values.get(json);
      if (known !== undefined) return known;
      const value: FactValue = JSON.parse(json);
      return typeof value === "number" ? value : share(values, json, value);
    },
  };
}
