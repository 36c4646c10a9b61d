import type { RuleFacts } from "../fact.js";
import type { FoundFile } from "../files/file-list.js";
import type { FileResult } from "../result.js";
import type { Drawn as KnownDrawn } from "./cache/results.js";
import type { Notes } from "./cache/watch.js";
import type { Drawn } from "./drawings.js";
import type { DrawnResult } from "./drawn-result.js";
import type { EncodedFacts } from "./fact-bytes.js";
import { isFinal, type Packed } from "./gather.js";
import type { Linted } from "./lint-files.js";
import { encodeResult } from "./record.js";
import type { SchemaFiles } from "./schemas.js";

/** Files by their index in the plan. */
export type Chunk = readonly (readonly [index: number, file: FoundFile])[];

/** What a thread, or the cache, hands over of one file. */
export interface Parcel {
  readonly index: number;
  readonly status: FileResult["status"];
  readonly packed: Packed;
  /** Rules that found something, and how much was found, if it was drawn. */
  readonly rules: readonly string[];
  readonly counts: readonly number[] | undefined;
  readonly notes: Notes | undefined;
  readonly schemas: SchemaFiles;
}

/** What a thread is asked for, and what it says. */
export type ToWorker = { readonly lint: Chunk };
export type FromWorker = { readonly ready: true } | { readonly done: readonly Parcel[] };

export interface PackOptions {
  readonly draw: ((result: FileResult) => { readonly texts: Drawn; readonly counts: readonly number[] }) | undefined;
  /** Whether records are kept beyond the run, so that they must hold all. */
  readonly keeps: boolean;
  /** Facts are weighed in the end, so they are needed apart from the record; absent when they are not. */
  readonly encodeFacts: ((facts: readonly RuleFacts[]) => EncodedFacts) | undefined;
}

const utf8 = new TextEncoder();

/** Texts become bytes here, so that the thread that puts them aside has less to do. */
export function parcelOf(index: number, linted: Linted, { draw, keeps, encodeFacts }: PackOptions): Parcel {
  const { result, record, notes, schemas } = linted;
  const { texts, counts } = draw?.(result) ?? {};
  const facts = result.facts && encodeFacts?.(result.facts);
  return {
    index,
    status: result.status,
    packed: {
      record:
        !keeps && isFinal(result, texts)
          ? undefined
          : utf8.encode(record ?? encodeResult(result, keeps ? undefined : null)),
      drawn: texts?.map((text) => (typeof text === "string" ? utf8.encode(text) : text)),
      facts: facts && { parts: facts.parts, bytes: new Uint8Array(facts.bytes) },
      errors: result.errors,
    },
    counts,
    rules: texts === undefined ? [] : rulesOf(result),
    notes,
    schemas,
  };
}

/** A result that the cache knows. */
export function drawnParcel(index: number, { drawn, record }: KnownDrawn): Parcel {
  const { text, counts, rules, facts } = drawn;
  const isLast = facts === undefined || facts.parts.length === 0;
  const packed: Packed = { record: isLast ? undefined : record, drawn: [text], facts, errors: [] };
  return { index, status: "cached", packed, rules, counts, notes: undefined, schemas: [] };
}

/** What the cache may keep of a parcel that was drawn for one report. */
export function drawnOf({ packed: { drawn = [], facts }, rules, counts }: Parcel): DrawnResult | undefined {
  const [text, ...others] = drawn;
  if (text === undefined || others.length > 0 || counts === undefined) return undefined;
  return { text, counts, rules, facts };
}

/** Rules that found something. */
export function rulesOf({ diagnostics }: FileResult): readonly string[] {
  return [...new Set(diagnostics.map(({ rule }) => rule))];
}
