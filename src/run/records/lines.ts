/** A line of a stream without its end, or one that was longer than lines may be. `number` counts from 1. */
export type Line =
  | { readonly number: number; readonly bytes: Buffer }
  | { readonly number: number; readonly longerThan: number };

/** Cuts a stream into lines, whatever pieces it comes in. Lines end with LF or CRLF; empty ones count, but are left out. */
export interface LineSplitter {
  /** The lines that end in this piece. */
  push(piece: Uint8Array): readonly Line[];
  /** What stands after the last line end. */
  end(): readonly Line[];
}

const LF = 10;
const CR = 13;

/** @param limit bytes of a line, more of which are not held: a stream without line ends must not fill the memory */
export function lineSplitter(limit: number): LineSplitter {
  let number = 0;
  let length = 0;
  let pieces: Buffer[] = [];

  function hold(piece: Buffer): void {
    length += piece.length;
    if (length > limit) pieces = [];
    else if (piece.length > 0) pieces.push(piece);
  }

  function finish(): readonly Line[] {
    number++;
    const isTooLong = length > limit;
    const [first, ...more] = pieces;
    const bytes = trimmed(
      first === undefined || more.length === 0 ? (first ?? Buffer.alloc(0)) : Buffer.concat(pieces),
    );
    pieces = [];
    length = 0;
    if (isTooLong) return [{ number, longerThan: limit }];
    return bytes.length === 0 ? [] : [{ number, bytes }];
  }

  return {
    push(piece) {
      const buffer = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      const lines: Line[] = [];
      let start = 0;
      for (let at = buffer.indexOf(LF); at !== -1; at = buffer.indexOf(LF, start)) {
        hold(buffer.subarray(start, at));
        lines.push(...finish());
        start = at + 1;
      }
      hold(buffer.subarray(start));
      return lines;
    },
    end: () => (length === 0 ? [] : finish()),
  };
}

function trimmed(line: Buffer): Buffer {
  return line.at(-1) === CR ? line.subarray(0, -1) : line;
}

/** Lines that are dealt with together. */
const MOST_LINES = 16;
/** In bytes; one line may have more. */
const MOST_BYTES = 64 * 1024;

/** Cuts lines that are there into batches of little work. */
export function* batches(lines: readonly Line[]): Generator<readonly Line[]> {
  let batch: Line[] = [];
  let bytes = 0;
  for (const line of lines) {
    const size = "bytes" in line ? line.bytes.length : 0;
    if (batch.length === MOST_LINES || (batch.length > 0 && bytes + size > MOST_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(line);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
