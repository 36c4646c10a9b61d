import type { DrawnResult } from "../drawn-result.js";
import type { EncodedPart } from "../fact-bytes.js";

/*
 * What a pack holds of one file:
 *
 *   four lengths | questions, JSON | record, JSON | head and facts of a drawing, if there is one | its text
 *
 * Each part is read when it is needed: where a drawing will do, the record is not.
 */

/** Of the questions, the record, the drawing's head and its facts. */
const LENGTHS = 4 * 4;

/** A drawing without its texts and facts. */
type Head = readonly [
  as: string,
  counts: readonly number[],
  rules: readonly string[],
  parts: readonly EncodedPart[] | null,
];

/**
 * @param questions from `encodeQuestions`
 * @param record from `encodeResult`
 * @param as all that decides how `drawn`, made of the result, looks
 */
export function encodeEntry(
  questions: string,
  record: string | Uint8Array,
  as: string | undefined,
  drawn: DrawnResult | undefined,
): Buffer {
  const head: Head | undefined =
    as === undefined || drawn === undefined ? undefined : [as, drawn.counts, drawn.rules, drawn.facts?.parts ?? null];
  const pieces = [
    questions,
    record,
    head === undefined ? "" : JSON.stringify(head),
    (head && drawn?.facts?.bytes) ?? "",
    (head && drawn?.text) ?? "",
  ];
  const most = pieces.reduce((sum, { length }) => sum + 3 * length, LENGTHS);
  const room = most > SCRATCH.length ? Buffer.allocUnsafe(most) : SCRATCH;
  let end = LENGTHS;
  for (const [index, piece] of pieces.entries()) {
    const start = end;
    if (typeof piece === "string") end += room.write(piece, start);
    else {
      room.set(piece, start);
      end += piece.length;
    }
    if (index < LENGTHS / 4) room.writeUInt32LE(end - start, index * 4);
  }
  return Buffer.from(room.subarray(0, end));
}

/** Entries are put together here, then copied once: buffers for their parts took longer than all else. */
const SCRATCH = Buffer.allocUnsafe(256 * 1024);

/** An entry as it was read. */
export interface ReadEntry {
  /** As `decodeQuestions` takes them. */
  readonly questions: string;
  /** As `decodeResult` takes it. */
  readonly record: Buffer;
  /** What was drawn of it; undefined when that looks otherwise. */
  drawn(as: string): DrawnResult | undefined;
}

/** @throws when it is damaged */
export function decodeEntry(bytes: Buffer): ReadEntry {
  const ends: number[] = [];
  let end = LENGTHS;
  for (let at = 0; at < LENGTHS; at += 4) {
    end += bytes.readUInt32LE(at);
    ends.push(end);
  }
  const [afterQuestions = 0, afterRecord = 0, afterHead = 0, afterFacts = 0] = ends;
  if (afterFacts > bytes.length) throw new RangeError("An entry is damaged");
  return {
    questions: bytes.toString("utf8", LENGTHS, afterQuestions),
    record: bytes.subarray(afterQuestions, afterRecord),
    drawn(as) {
      if (afterHead === afterRecord) return undefined;
      const [written, counts, rules, parts]: Head = JSON.parse(bytes.toString("utf8", afterRecord, afterHead));
      if (written !== as) return undefined;
      return {
        text: bytes.subarray(afterFacts),
        counts,
        rules,
        facts: parts === null ? undefined : { parts, bytes: bytes.subarray(afterHead, afterFacts) },
      };
    },
  };
}
