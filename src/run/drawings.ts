import { createSpool, type Spool, type SpoolOptions } from "../files/spool.js";

/** What is printed of a file when no other file changes it: a text, or its UTF-8, for each report. */
export type Drawn = readonly (string | Uint8Array)[];

/** Keeps what was drawn of files, by their index. Memory is some 17 bytes a file. */
export interface Drawings {
  add(index: number, drawn: Drawn): void;
  has(index: number): boolean;
  /**
   * What was drawn of a file, with that of the next ones as far as it lies behind it and they may be taken along, up to a length that
   * suits a write. Texts are UTF-8, and valid until the next call.
   *
   * @returns also the first file that was left
   */
  run(
    first: number,
    mayFollow: (index: number) => boolean,
  ): { readonly texts: readonly Uint8Array[]; readonly end: number };
  close(): void;
}

/** A run goes on no further, in bytes. */
const LONG = 64 * 1024;

export function createDrawings(files: number, options: SpoolOptions | undefined): Drawings {
  const drawn = new Uint8Array(files);
  const reports: { readonly spool: Spool; readonly starts: Float64Array; readonly ends: Float64Array }[] = [];
  const isNext = (index: number): boolean => reports.every(({ starts, ends }) => starts[index] === ends[index - 1]);
  const lengthOf = (first: number, end: number): number =>
    reports.reduce((most, { starts, ends }) => Math.max(most, (ends[end - 1] ?? 0) - (starts[first] ?? 0)), 0);
  return {
    add(index, texts) {
      while (reports.length < texts.length) {
        reports.push({ spool: createSpool(options), starts: new Float64Array(files), ends: new Float64Array(files) });
      }
      drawn[index] = 1;
      for (const [at, { spool, starts, ends }] of reports.entries()) {
        starts[index] = spool.add(texts[at] ?? "");
        ends[index] = spool.size;
      }
    },
    has: (index) => drawn[index] === 1,
    run(first, mayFollow) {
      let end = first + 1;
      while (end < files && drawn[end] === 1 && lengthOf(first, end) < LONG && isNext(end) && mayFollow(end)) end++;
      const texts = reports.map(({ spool, starts, ends }) => {
        const start = starts[first] ?? 0;
        return spool.read(start, (ends[end - 1] ?? 0) - start);
      });
      return { texts, end };
    },
    close() {
      for (const { spool } of reports) spool.close();
    },
  };
}
