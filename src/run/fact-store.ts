import type { AnyRule } from "../config/types.js";
import type { Severity } from "../diagnostic.js";
import type { FactValue, PlacedFact, RuleFacts } from "../fact.js";
import { createSpool, type Spool, type SpoolOptions } from "../files/spool.js";
import type { Rule } from "../rule.js";
import { createSketch, hashOf, type Sketch } from "./fact-sketch.js";

/** The facts that one rule noted in one file, as text, so that a thread can hand them to another. */
export interface EncodedFacts {
  readonly rule: string;
  /** JSON of severity and options: the same for many files. */
  readonly settings: string;
  /** JSON of the facts. */
  readonly facts: string;
  /** For each fact the hash of its key and that of its value; empty for a rule that weighs all facts. */
  readonly hashes: readonly number[];
}

type StoredFact = readonly [start: number, end: number, key: string, silenced: 0 | 1, value?: FactValue];

export function encodeFacts(facts: readonly RuleFacts[], weighs: ReadonlyMap<string, Rule["weighs"]>): EncodedFacts[] {
  return facts.map(({ rule, severity, options, facts: noted }) => {
    const stored = noted.map(({ range, key, value, silenced }): StoredFact => {
      const head = [range.start, range.end, key, silenced === true ? 1 : 0] as const;
      return value === undefined ? head : [...head, value];
    });
    const kind = weighs.get(rule) ?? "all";
    const hashes =
      kind === "all"
        ? []
        : noted.flatMap(({ key, value }) => [
            hashOf(key),
            kind === "differing" && value !== undefined ? hashOf(JSON.stringify(value)) : 0,
          ]);
    return { rule, settings: JSON.stringify([severity, options ?? {}]), facts: JSON.stringify(stored), hashes };
  });
}

/** The facts of one rule, as its `across` gets them; each with the index of its file. */
export interface StoredFacts {
  readonly placed: ReadonlyMap<PlacedFact, number>;
  readonly silenced: ReadonlySet<PlacedFact>;
}

/** Facts of all files. Memory does not grow with their number: they are put aside as text, and only those that matter come back. */
export interface FactStore {
  add(file: number, facts: readonly EncodedFacts[]): void;
  /** What a rule weighs, in order of file and place; lets go of it. */
  take(rule: string, pathOf: (file: number) => string): StoredFacts;
  close(): void;
}

interface Kept {
  readonly spool: Spool;
  readonly sketch: Sketch | undefined;
  /** By JSON of severity and options. */
  readonly settings: Map<string, number>;
}

/** Facts of one rule stay in memory up to this size. */
const MEMORY = 512 * 1024;
const PIECE = 128 * 1024;

export function createFactStore(rules: readonly AnyRule[], options: SpoolOptions = {}): FactStore {
  const weighs = weighings(rules);
  const byRule = new Map<string, Kept>();
  const open = (rule: string): Kept => {
    let kept = byRule.get(rule);
    if (kept === undefined) {
      const kind = weighs.get(rule) ?? "all";
      const sketch = kind === "all" ? undefined : createSketch(kind);
      kept = { spool: createSpool({ memory: MEMORY, ...options }), sketch, settings: new Map() };
      byRule.set(rule, kept);
    }
    return kept;
  };
  return {
    add(file, facts) {
      for (const { rule, settings, facts: text, hashes } of facts) {
        const kept = open(rule);
        const number = kept.settings.get(settings) ?? kept.settings.size;
        kept.settings.set(settings, number);
        for (let at = 0; at < hashes.length; at += 2) kept.sketch?.add(hashes[at] ?? 0, hashes[at + 1] ?? 0);
        kept.spool.add(Buffer.from(`${file} ${number} ${text}\n`));
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

/** What each rule that weighs facts looks at. */
export function weighings(rules: readonly AnyRule[]): ReadonlyMap<string, Rule["weighs"]> {
  return new Map(rules.map(({ id, weighs }) => [id, weighs]));
}

function factsOf({ spool, sketch, settings }: Kept, pathOf: (file: number) => string): StoredFacts {
  const parsed = [...settings.keys()].map((json): readonly [Severity, unknown] => JSON.parse(json));
  let placed = new Map<PlacedFact, number>();
  const silenced = new Set<PlacedFact>();
  const once = createShared();
  let last = -1;
  let inOrder = true;
  for (const line of linesOf(spool)) {
    const space = line.indexOf(" ");
    const next = line.indexOf(" ", space + 1);
    const file = Number(line.slice(0, space));
    const [severity, options] = parsed[Number(line.slice(space + 1, next))] ?? ["info", {}];
    const facts: readonly StoredFact[] = JSON.parse(line.slice(next + 1));
    for (const [start, end, key, isSilenced, value] of facts) {
      if (sketch?.matters(hashOf(key)) === false) continue;
      const range = { start, end };
      const fact = { path: pathOf(file), range, key: once.text(key), value: once.value(value), severity, options };
      if (isSilenced === 1) silenced.add(fact);
      placed.set(fact, file);
    }
    inOrder &&= file >= last;
    last = file;
  }
  // Threads hand in their files as they come.
  if (!inOrder) placed = new Map([...placed].sort(([, a], [, b]) => a - b));
  return { placed, silenced };
}

/** Makes what is alike the same: facts that matter are those of which there are many. */
function createShared(): {
  text(text: string): string;
  value(value: FactValue | undefined): FactValue | undefined;
} {
  const texts = new Map<string, string>();
  const values = new Map<string, FactValue>();
  const known = <T>(map: Map<string, T>, key: string, value: T): T => {
    const before = map.get(key);
    if (before !== undefined) return before;
    if (map.size < MOST_SHARED) map.set(key, value);
    return value;
  };
  return {
    text: (text) => known(texts, text, text),
    value(value) {
      if (typeof value === "string") return known(texts, value, value);
      return typeof value === "object" && value !== null ? known(values, JSON.stringify(value), value) : value;
    },
  };
}

/** More different ones than these are not worth to be looked for. */
const MOST_SHARED = 20_000;

function* linesOf(spool: Spool): Generator<string> {
  let rest: Buffer = Buffer.alloc(0);
  for (let at = 0; at < spool.size; ) {
    const length = Math.min(PIECE, spool.size - at);
    const piece = Buffer.concat([rest, spool.read(at, length)]);
    at += length;
    let start = 0;
    for (let end = piece.indexOf(10); end !== -1; end = piece.indexOf(10, start)) {
      yield piece.toString("utf8", start, end);
      start = end + 1;
    }
    rest = piece.subarray(start);
  }
}
