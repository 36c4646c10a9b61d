import type { Capabilities, Listing } from "../../capabilities.js";
import type { World } from "../world.js";
import type { Asker } from "./ask.js";
import type { FolderDetails, FolderQuestion, Questions } from "./questions.js";

/** Capabilities that note what is asked of them, file by file. */
export interface Watch {
  readonly capabilities: Capabilities;
  /** Forgets what was noted so far. */
  begin(): void;
  /** What was asked since `begin`. */
  end(): Notes;
}

/** What was asked while one file was linted, without the answers; one thread can hand it to another. */
export interface Notes {
  readonly folders: ReadonlyMap<string, FolderNotes>;
  readonly siblings: ReadonlySet<string>;
  readonly commits: ReadonlySet<string>;
  /** In milliseconds since 1970 UTC; infinite when the clock was not asked. */
  readonly from: number;
  readonly until: number;
  /** git was asked, and broke off: what was found for want of its answer must not be kept. */
  readonly failed: boolean;
}

interface FolderNotes {
  whole: boolean;
  readonly there: Set<string>;
  readonly absent: Set<string>;
  readonly asked: Map<string, FolderDetails["asked"][number]>;
}

/** Puts down what was asked, what is answered, and what the schema was that the file was held against. */
export function questionsOf(notes: Notes, schemas: Questions["schemas"], asker: Asker): Questions {
  return {
    folders: [...notes.folders].map(([folder, own]) => folderQuestion(folder, asker.folder(folder), own)),
    siblings: [...notes.siblings].map((path) => [path, asker.siblings(path), asker.siblingState(path)] as const),
    commits: [...notes.commits].map((path) => [path, asker.commit(path), asker.historyState()] as const),
    schemas,
    time: [Number.isFinite(notes.from) ? notes.from : null, Number.isFinite(notes.until) ? notes.until : null],
  };
}

/** @param real what answers */
export function watch(real: Capabilities & Partial<Pick<World, "historyFailed">>): Watch {
  let folders = new Map<string, FolderNotes>();
  let siblings = new Set<string>();
  let commits = new Set<string>();
  let from = Number.NEGATIVE_INFINITY;
  let until = Number.POSITIVE_INFINITY;
  const listings = new WeakMap<ReadonlySet<string>, Listing>();

  const notesOf = (folder: string): FolderNotes => {
    let notes = folders.get(folder);
    if (notes === undefined) {
      notes = { whole: false, there: new Set(), absent: new Set(), asked: new Map() };
      folders.set(folder, notes);
    }
    return notes;
  };
  const { listFolder, siblingDates, firstCommit, now } = real;
  return {
    capabilities: {
      ...(listFolder === undefined
        ? {}
        : {
            listFolder(folder) {
              const notes = notesOf(folder);
              const names = listFolder(folder);
              if (names === undefined) {
                notes.whole = true;
                return undefined;
              }
              let listing = listings.get(names);
              if (listing === undefined) {
                listing = watched(names, () => notesOf(folder));
                listings.set(names, listing);
              }
              return listing;
            },
          }),
      ...(siblingDates === undefined
        ? {}
        : {
            siblingDates(path) {
              siblings.add(path);
              return siblingDates(path);
            },
          }),
      ...(firstCommit === undefined
        ? {}
        : {
            firstCommit(path) {
              commits.add(path);
              return firstCommit(path);
            },
          }),
      ...(now === undefined
        ? {}
        : {
            get now() {
              from = Math.max(from, now);
              until = Math.min(until, now + 1);
              return now;
            },
            reached(instant) {
              if (instant <= now) from = Math.max(from, instant);
              else until = Math.min(until, instant);
              return instant <= now;
            },
          }),
    },
    begin() {
      folders = new Map();
      siblings = new Set();
      commits = new Set();
      from = Number.NEGATIVE_INFINITY;
      until = Number.POSITIVE_INFINITY;
    },
    end: () => ({
      folders,
      siblings,
      commits,
      from,
      until,
      failed: commits.size > 0 && real.historyFailed?.() === true,
    }),
  };
}

function folderQuestion(folder: string, listing: string, notes: FolderNotes): FolderQuestion {
  if (notes.whole) return [folder, listing];
  const { there, absent, asked } = notes;
  return [folder, listing, { there: [...there], absent: [...absent], asked: [...asked.values()] }];
}

/** Names of a folder, of which it is noted who looks at all of them and who asks for one. */
function watched(names: ReadonlySet<string>, notes: () => FolderNotes): Listing {
  const all = (): ReadonlySet<string> => {
    notes().whole = true;
    return names;
  };
  return {
    names,
    asked(question, about, answer) {
      notes().asked.set(`${question} ${about}`, [question, about, answer ?? null]);
    },
    has(name) {
      const has = names.has(name);
      const { there, absent } = notes();
      (has ? there : absent).add(name);
      return has;
    },
    get size() {
      return all().size;
    },
    forEach(callback, self) {
      all().forEach(callback, self);
    },
    entries: () => all().entries(),
    keys: () => all().keys(),
    values: () => all().values(),
    [Symbol.iterator]: () => all()[Symbol.iterator](),
  };
}
