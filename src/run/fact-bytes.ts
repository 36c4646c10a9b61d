import type { Severity } from "../diagnostic.js";
import type { Range } from "../edit.js";
import type { Fact, RuleFacts } from "../fact.js";
import type { Rule } from "../rule.js";
import { hashOf, keyHashOf } from "./fact-sketch.js";

/** The facts of one file as bytes, so that they can be put aside, and handed to another thread. */
export interface EncodedFacts {
  readonly parts: readonly EncodedPart[];
  /** Of all parts, one after the other; valid until the next file is encoded. */
  readonly bytes: Uint8Array;
}

/** Those of one rule. */
export interface EncodedPart {
  readonly rule: string;
  /** JSON of severity and options: the same for many files. */
  readonly settings: string;
  /** Where its bytes end. */
  readonly end: number;
}

/**
 * Before the text of a fact: start and end of its range, hashes of its key and its value, the length of its key in UTF-16 units (twice,
 * and 1 more when it is silenced), the length of its text in bytes. The text is the key with the JSON of the value behind it, in UTF-16.
 */
const HEAD = 6 * 4;

/** What each rule that weighs facts looks at. */
export function weighings(rules: readonly Pick<Rule, "id" | "weighs">[]): ReadonlyMap<string, Rule["weighs"]> {
  return new Map(rules.map(({ id, weighs }) => [id, weighs]));
}

export function factEncoder(
  weighs: ReadonlyMap<string, Rule["weighs"]>,
): (facts: readonly RuleFacts[]) => EncodedFacts {
  const settingsOf = settingsMemo();
  let { buffer, view } = room(16 * 1024);
  let used = 0;

  const add = ({ range, key, value, silenced }: Fact, kind: Rule["weighs"]): void => {
    const json = value === undefined ? "" : JSON.stringify(value);
    const start = used + HEAD;
    const middle = start + 2 * key.length;
    const end = middle + 2 * json.length;
    if (end > buffer.length) {
      const before = buffer;
      ({ buffer, view } = room(2 * end));
      buffer.set(before);
    }
    buffer.write(key + json, start, "utf16le");
    view.setUint32(used, range.start, true);
    view.setUint32(used + 4, range.end, true);
    const keyHash = kind === undefined || kind === "all" ? 0 : keyHashOf(kind, view, start, middle, value);
    view.setUint32(used + 8, keyHash, true);
    view.setUint32(used + 12, kind === "differing" ? hashOf(view, middle, end) : 0, true);
    view.setUint32(used + 16, 2 * key.length + (silenced === true ? 1 : 0), true);
    view.setUint32(used + 20, end - start, true);
    used = end;
  };

  return (facts) => {
    used = 0;
    const parts: EncodedPart[] = [];
    for (const noted of facts) {
      const kind = weighs.get(noted.rule);
      for (const fact of noted.facts) add(fact, kind);
      parts.push({ rule: noted.rule, settings: settingsOf(noted), end: used });
    }
    return { parts, bytes: buffer.subarray(0, used) };
  };
}

function room(bytes: number): { readonly buffer: Buffer; readonly view: DataView } {
  const buffer = Buffer.alloc(bytes);
  return { buffer, view: new DataView(buffer.buffer, buffer.byteOffset, bytes) };
}

/** Settings of a rule come as the same object for file after file. */
function settingsMemo(): (facts: RuleFacts) => string {
  const last = new Map<string, { readonly severity: Severity; readonly options: unknown; readonly json: string }>();
  return ({ rule, severity, options }) => {
    const known = last.get(rule);
    if (known !== undefined && known.severity === severity && known.options === options) return known.json;
    const json = JSON.stringify([severity, options ?? {}]);
    last.set(rule, { severity, options, json });
    return json;
  };
}

/** The hashes of each fact's key and value; 0 where its rule weighs without them. */
export function eachHash(bytes: Uint8Array, visit: (key: number, value: number) => void): void {
  const buffer = asBuffer(bytes);
  for (let at = 0; at < buffer.length; at += HEAD + buffer.readUInt32LE(at + 20)) {
    visit(buffer.readUInt32LE(at + 8), buffer.readUInt32LE(at + 12));
  }
}

/**
 * The facts of one rule and file, but for those whose key has a hash that does not matter.
 *
 * @param visit takes their values as JSON; "" for one that has none
 */
export function eachFact(
  bytes: Uint8Array,
  matters: (keyHash: number) => boolean,
  visit: (range: Range, key: string, json: string, silenced: boolean) => void,
): void {
  const buffer = asBuffer(bytes);
  for (let at = 0; at < buffer.length; ) {
    const start = at + HEAD;
    const end = start + buffer.readUInt32LE(at + 20);
    if (matters(buffer.readUInt32LE(at + 8))) {
      const range = { start: buffer.readUInt32LE(at), end: buffer.readUInt32LE(at + 4) };
      const keyLength = buffer.readUInt32LE(at + 16);
      const text = buffer.toString("utf16le", start, end);
      visit(range, text.slice(0, keyLength >>> 1), text.slice(keyLength >>> 1), keyLength % 2 === 1);
    }
    at = end;
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
