import type { RuleFacts } from "../fact.js";
import type { FoundFile } from "../files/find.js";
import type { FileResult } from "../result.js";
import type { Notes } from "./cache/watch.js";
import type { EncodedFacts } from "./fact-bytes.js";
import type { Drawn, Packed } from "./gather.js";
import type { Linted } from "./lint-files.js";
import { encodeResult } from "./record.js";
import type { SchemaFiles } from "./schemas.js";

/** Files by their index in the plan. */
export type Chunk = readonly (readonly [index: number, file: FoundFile])[];

/** What a thread hands over of one file. */
export interface Parcel {
  readonly index: number;
  readonly status: FileResult["status"];
  readonly packed: Packed;
  /** Rules that found something, if it was drawn. */
  readonly rules: readonly string[];
  readonly notes: Notes | undefined;
  readonly schemas: SchemaFiles;
}

/** What a thread is asked for, and what it says. */
export type ToWorker = { readonly lint: Chunk };
export type FromWorker = { readonly ready: true } | { readonly done: readonly Parcel[] };

export interface PackOptions {
  readonly draw: ((result: FileResult) => Drawn) | undefined;
  /** Facts are weighed in the end, so they are needed apart from the record; absent when they are not. */
  readonly encodeFacts: ((facts: readonly RuleFacts[]) => EncodedFacts) | undefined;
}

const utf8 = new TextEncoder();

/** Texts become bytes here, so that the thread that puts them aside has less to do. */
export function parcelOf(index: number, linted: Linted, { draw, encodeFacts }: PackOptions): Parcel {
  const { result, record, notes, schemas } = linted;
  const drawn = draw?.(result);
  const facts = result.facts && encodeFacts?.(result.facts);
  return {
    index,
    status: result.status,
    packed: {
      record: utf8.encode(record ?? encodeResult(result)),
      drawn: drawn && {
        texts: drawn.texts.map((text) => (typeof text === "string" ? utf8.encode(text) : text)),
        counts: drawn.counts,
      },
      facts: facts && { parts: facts.parts, bytes: new Uint8Array(facts.bytes) },
      errors: result.errors,
    },
    rules: drawn === undefined ? [] : [...new Set(result.diagnostics.map(({ rule }) => rule))],
    notes,
    schemas,
  };
}
