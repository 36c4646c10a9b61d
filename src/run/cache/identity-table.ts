import { type FileList, type FoundFile, indexOfPath } from "../../files/file-list.js";
import type { StatIdentity } from "../../files/stat-identity.js";
import { ID_BYTES } from "./stats-file.js";

/** What a text is, said without the text. */
export interface Identity {
  /** As git names a blob of these bytes: 40 hexadecimal digits. */
  readonly id: string;
  /** Bytes; undefined when git's word for it needs no proof. */
  readonly size: number | undefined;
  /** git says that the file is what the index holds; filters between them would show in the size. */
  readonly unproven?: true;
}

/** What is known of the files of a run. */
export interface IdentityTable {
  /** The number of a file in the run; -1 for others, of which nothing is known. */
  place(file: FoundFile): number;
  get(place: number): Identity | undefined;
  set(place: number, identity: Identity): void;
  stat(place: number): StatIdentity | undefined;
  setStat(place: number, stat: StatIdentity | undefined): void;
}

const IDENTIFIED = 1;
const SIZED = 2;
const UNPROVEN = 4;
const STATED = 8;
const SETTLED = 16;

/** Numbers in place of objects: for a million files those would be dearer than all else. */
export function identityTable(files: FileList): IdentityTable {
  const states = new Uint8Array(files.length);
  const ids = Buffer.alloc(files.length * ID_BYTES);
  const sizes = new Float64Array(files.length);
  const numbers = new Float64Array(files.length * 4);
  let last = 0;
  const mark = (place: number, mask: number, marks: number): void => {
    states[place] = ((states[place] ?? 0) & ~mask) | marks;
  };
  return {
    place(file) {
      // Mostly they come in their order.
      for (const next of [last, last + 1]) {
        if (files.at(next)?.path !== file.path) continue;
        last = next;
        return next;
      }
      const place = indexOfPath(files, file.path);
      if (place !== -1) last = place;
      return place;
    },
    get(place) {
      const state = states[place] ?? 0;
      if ((state & IDENTIFIED) === 0) return undefined;
      const id = ids.toString("hex", place * ID_BYTES, (place + 1) * ID_BYTES);
      const size = (state & SIZED) === 0 ? undefined : sizes[place];
      return (state & UNPROVEN) === 0 ? { id, size } : { id, size, unproven: true };
    },
    set(place, { id, size, unproven }) {
      if (place === -1) return;
      ids.write(id, place * ID_BYTES, "hex");
      sizes[place] = size ?? 0;
      const marks = IDENTIFIED | (size === undefined ? 0 : SIZED) | (unproven === true ? UNPROVEN : 0);
      mark(place, IDENTIFIED | SIZED | UNPROVEN, marks);
    },
    stat(place) {
      const state = states[place] ?? 0;
      if ((state & STATED) === 0) return undefined;
      const [size = 0, mtime = 0, ctime = 0, ino = 0] = numbers.subarray(place * 4, place * 4 + 4);
      return { size, mtime, ctime, ino, settled: (state & SETTLED) !== 0 };
    },
    setStat(place, stat) {
      if (place === -1) return;
      if (stat !== undefined) numbers.set([stat.size, stat.mtime, stat.ctime, stat.ino], place * 4);
      mark(place, STATED | SETTLED, stat === undefined ? 0 : STATED | (stat.settled ? SETTLED : 0));
    },
  };
}
