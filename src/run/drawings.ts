import { createSpool, type SpoolOptions } from "../files/spool.js";

/** What is printed and counted of a file when no other file changes it. Whoever gathers need not know what the texts and counts are. */
export interface Drawn {
  /** Text, or its UTF-8. */
  readonly texts: readonly (string | Uint8Array)[];
  readonly counts: readonly number[];
}

/** Keeps what was drawn of files, by their index. Memory is some 50 bytes a file. */
export interface Drawings {
  add(index: number, drawn: Drawn): void;
  /** Undefined when nothing was. Texts are UTF-8, and valid until the next call. */
  get(index: number): { readonly texts: readonly Uint8Array[]; readonly counts: readonly number[] } | undefined;
  close(): void;
}

export function createDrawings(files: number, options: SpoolOptions | undefined): Drawings {
  const spool = createSpool(options);
  let targets = 0;
  let width = 0;
  let places = new Float64Array(0);
  let counts = new Uint32Array(0);
  return {
    add(index, drawn) {
      if (counts.length === 0) {
        targets = drawn.texts.length;
        width = drawn.counts.length + 1;
        places = new Float64Array(files * 2 * targets);
        counts = new Uint32Array(files * width);
      }
      for (const [target, text] of drawn.texts.entries()) {
        const at = (index * targets + target) * 2;
        const place = spool.add(text);
        places[at] = place;
        places[at + 1] = spool.size - place;
      }
      counts[index * width] = 1;
      counts.set(drawn.counts, index * width + 1);
    },
    get(index) {
      if (counts[index * width] !== 1) return undefined;
      const texts: Uint8Array[] = [];
      for (let at = index * targets * 2; texts.length < targets; at += 2) {
        const bytes = spool.read(places[at] ?? 0, places[at + 1] ?? 0);
        // The next one that is read may take its place.
        texts.push(targets === 1 ? bytes : new Uint8Array(bytes));
      }
      return { texts, counts: [...counts.subarray(index * width + 1, (index + 1) * width)] };
    },
    close: () => spool.close(),
  };
}
