import { createSpool, type SpoolOptions } from "../files/spool.js";

/** What is printed and counted of a file when no other file changes it. Whoever gathers need not know what the texts and counts are. */
export interface Drawn {
  /** Text, or its UTF-8. */
  readonly texts: readonly (string | Uint8Array)[];
  readonly counts: readonly number[];
}

/** Keeps what was drawn of files, by their index. Memory is 16 bytes a file. */
export interface Drawings {
  add(index: number, drawn: Drawn): void;
  /** Undefined when nothing was. Texts are UTF-8, and valid until the next call. */
  get(index: number): { readonly texts: readonly Uint8Array[]; readonly counts: readonly number[] } | undefined;
  close(): void;
}

export function createDrawings(files: number, options: SpoolOptions | undefined): Drawings {
  // For each file its texts, and behind them how long each of them is in bytes, and the counts.
  const spool = createSpool(options);
  const starts = new Float64Array(files);
  const ends = new Float64Array(files);
  let targets = 0;
  let foot = Buffer.alloc(0);
  return {
    add(index, { texts, counts }) {
      if (foot.length === 0) {
        targets = texts.length;
        foot = Buffer.alloc(4 * (targets + counts.length));
      }
      starts[index] = spool.size;
      let at = 0;
      for (const text of texts) {
        const start = spool.add(text);
        at = foot.writeUInt32LE(spool.size - start, at);
      }
      for (const count of counts) at = foot.writeUInt32LE(count, at);
      spool.add(foot);
      ends[index] = spool.size;
    },
    get(index) {
      const end = ends[index] ?? 0;
      if (end === 0) return undefined;
      const start = starts[index] ?? 0;
      const bytes = spool.read(start, end - start);
      const numbers: number[] = [];
      for (let at = bytes.length - foot.length; at < bytes.length; at += 4) numbers.push(bytes.readUInt32LE(at));
      let from = 0;
      const texts = numbers.slice(0, targets).map((length) => {
        from += length;
        return bytes.subarray(from - length, from);
      });
      return { texts, counts: numbers.slice(targets) };
    },
    close: () => spool.close(),
  };
}
