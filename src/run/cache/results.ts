import type { ResolvedConfig } from "../../config/resolve.js";
import type { CacheFolder } from "../../files/cache-folder.js";
import type { FoundFile } from "../../files/file-list.js";
import { repositoryTop } from "../../files/ignore-files.js";
import type { ReadFailure } from "../../files/read.js";
import type { FileResult } from "../../result.js";
import type { SourceText } from "../../source/source-text.js";
import type { DrawnResult } from "../drawn-result.js";
import type { Plan } from "../plan.js";
import { asCached, decodeResult } from "../record.js";
import { type SiblingDates, worldOf } from "../world.js";
import { type AmendedPlaces, amendedPlaces } from "./amended.js";
import type { Asker, Difference } from "./ask.js";
import { decodeEntry, encodeEntry, type ReadEntry } from "./entry.js";
import { createFingerprints, type Fingerprints } from "./fingerprint.js";
import { createIdentities, type Identities } from "./identity.js";
import { lastText } from "./last-text.js";
import type { StoredEntry } from "./pack.js";
import { askerOf } from "./plan-asker.js";
import { decodeQuestions, encodeQuestions, type Questions } from "./questions.js";
import { openStore, type Pruned, type Store, type Unknown } from "./store.js";
import { createUnion } from "./union.js";
import { type Notes, questionsOf, type Watch, watch } from "./watch.js";

/** Results of earlier runs, and of this one for later ones. */
export interface ResultCache {
  /** What rules ask in this run; it is noted. */
  readonly watch: Watch;
  /** The result of a file, if nothing that it rests on has changed; else the file's bytes, when they had to be read to know. */
  find(file: FoundFile, config: ResolvedConfig): Known | Unfound;
  /** The same; a drawing does as well. */
  findDrawn(file: FoundFile, config: ResolvedConfig): Known | Drawn | Unfound;
  readonly amended: AmendedPlaces;
  /** Keeps a result, if it is worth that. */
  keep(file: FoundFile, config: ResolvedConfig, found: Keepable): void;
  /** Writes what is new. */
  end(): void;
  readonly state: CacheState;
}

/** A result of this run, as a later one may want it. */
export interface Keepable extends Pick<FileResult, "status" | "errors" | "change"> {
  /** From `encodeResult`. */
  readonly record: () => string;
  /** What its rules asked; undefined for a file that was given up. */
  readonly notes: Notes | undefined;
  readonly schemas: Questions["schemas"];
  /** As the report of this run draws the result, if it draws each by itself. */
  readonly drawn?: (() => DrawnResult) | undefined;
}

/** `record`: the result as it was recorded when it was found; its status, duration and times of rules are those of then. */
export interface Known {
  readonly kind: "known";
  readonly result: FileResult;
  readonly record: string;
  /** Keeps how it is drawn now, in place of how it was drawn before. */
  readonly redraw: (drawn: DrawnResult) => void;
}

/** What the report of this run would draw of a result that is known. */
export interface Drawn {
  readonly kind: "drawn";
  readonly drawn: DrawnResult;
  readonly record: Buffer;
}

export interface Unfound {
  readonly kind: "unknown";
  readonly read?: Buffer | ReadFailure;
}

/** What `--stats` tells. */
export interface CacheState {
  readonly folder: string;
  /** Files whose result was known. */
  readonly known: number;
  /** How many files were linted, by the reason. */
  readonly missed: ReadonlyMap<Reason, number>;
  /** Files that were read to know whether they had changed. */
  readonly reads: number;
  readonly damaged: number;
  readonly dropped: number;
  /** Why nothing could be written. */
  readonly unwritten: boolean;
}

export type Reason = Unknown | Difference | "empty" | "damaged" | "uncacheable" | "fixable";

export interface CacheOptions {
  readonly folder: CacheFolder;
  /** What the run takes for the present, in milliseconds since 1970 UTC. */
  readonly now: number;
  /** The real present. */
  readonly today: number;
  /** galley's own rules: how many. */
  readonly ownRules: number;
  /** Versions of the data of Node that answers depend on. */
  readonly platform: string;
  /** Results that `--fix` would change are of no use. */
  readonly unfixable: ((result: FileResult) => boolean) | undefined;
  /** All that decides how the report of this run draws a result, if it draws each by itself. */
  readonly drawnAs: string | undefined;
}

/** What the parts of a cache share. */
export interface CacheParts {
  readonly folder: CacheFolder;
  readonly results: ResultCache;
  readonly identities: Identities;
  readonly fingerprints: Fingerprints;
  readonly asker: Asker;
  /** To be called before anything is linted, or looked up: what a whole run that is known needs not. */
  begin(siblingDates: SiblingDates): void;
  /** What all results of this run rest on together, as far as its files went. */
  readonly questions: () => Questions;
  /** Whether a text that was read again for a report may have been another one. */
  readonly doubtful: () => boolean;
}

export function openResultCache(plan: Plan, options: CacheOptions): CacheParts {
  const { folder } = options;
  const { base } = plan.loaded;
  const { tree } = plan.git ?? {};
  const identities = createIdentities({
    folder,
    base,
    files: plan.files,
    tree,
    inRepository: repositoryTop(base) !== undefined,
  });
  const fingerprints = createFingerprints(plan.loaded, options.ownRules, options.platform);
  let dates: SiblingDates | undefined;
  const world = worldOf(plan, options.now, (...about) => {
    let answer: ReturnType<SiblingDates> | undefined;
    return (path) => {
      if (dates === undefined) throw new Error("Dates were asked for before `begin`");
      answer ??= dates(...about);
      return answer(path);
    };
  });
  const asker = askerOf(plan, world, identities);
  let store: Store | undefined;
  const opened = (): Store => {
    store ??= openStore(folder, options.today);
    return store;
  };
  const missed = new Map<Reason, number>();
  const union = createUnion(asker);
  let known = 0;
  let pruned: Pruned = { entries: 0, failed: false };
  const text = lastText(plan);

  const miss = (reason: Reason, read?: Buffer | ReadFailure): Unfound => {
    missed.set(reason, (missed.get(reason) ?? 0) + 1);
    return read === undefined ? { kind: "unknown" } : { kind: "unknown", read };
  };

  let doubtful = false;
  /** To be asked after a text was read again, to be linted or drawn: what comes of another one must not be kept. */
  const isStill = (file: FoundFile, surely = true): boolean => {
    const is = tree !== undefined || identities.isStill(file, surely);
    if (!is) doubtful = true;
    return is;
  };

  /** Files of one run mostly rest on the same. */
  let last: (Checked & { readonly text: string }) | undefined;
  const check = (text: string): Checked => {
    if (last?.text !== text) {
      const questions = decodeQuestions(text);
      last = { text, questions, difference: asker.differs(questions) };
    }
    return last;
  };

  /** @param use makes what is wanted of an entry that holds; or says why it is of no use */
  const search = <T extends object>(
    file: FoundFile,
    config: ResolvedConfig,
    use: (entry: ReadEntry, open: () => SourceText, stored: StoredEntry) => T | Reason,
  ): T | Unfound => {
    const fingerprint = fingerprints(config);
    if (fingerprint === undefined) return miss("uncacheable");
    let identity = identities.known(file);
    let read: Buffer | ReadFailure | undefined;
    const look = (): ReturnType<Store["find"]> =>
      identity === undefined ? "content" : opened().find(file.fromBase, identity, fingerprint);
    let entries = look();
    if (typeof entries === "string" && (identity === undefined || identity.unproven === true) && tree === undefined) {
      const fresh = identities.read(file);
      if (!("identity" in fresh)) return miss("content", fresh);
      ({ identity, bytes: read } = fresh);
      entries = look();
    }
    if (typeof entries === "string") return miss(opened().empty ? "empty" : entries, read);
    // What git names so has the size of the file: nothing was converted between them.
    identities.prove(file);
    let reason: Reason = "damaged";
    for (const entry of entries) {
      const found = attempt(() => {
        const bytes = entry.bytes();
        if (bytes === undefined) return "damaged";
        const read = decodeEntry(bytes);
        const { difference, questions } = check(read.questions);
        const made = difference ?? use(read, text(file, identity), entry);
        return typeof made === "string" ? made : { made, questions };
      });
      if (typeof found === "string") reason = found;
      else {
        opened().used(entry);
        union.add(found.questions);
        known++;
        return found.made;
      }
    }
    return miss(reason, read);
  };

  const knownAs = (
    file: FoundFile,
    { questions, record: bytes }: ReadEntry,
    open: () => SourceText,
    stored: StoredEntry,
  ): Known | Reason => {
    const record = bytes.toString();
    const result = asCached(decodeResult(record, file.path, open));
    if (options.unfixable?.(result) === false) return "fixable";
    const redraw = (drawn: DrawnResult): void => {
      if (isStill(file)) opened().replace(stored, encodeEntry(questions, bytes, options.drawnAs, drawn));
    };
    return { kind: "known", result, record, redraw };
  };

  const results: ResultCache = {
    watch: watch(world),
    find: (file, config) => search(file, config, (...found) => knownAs(file, ...found)),
    findDrawn: (file, config) =>
      search(file, config, (entry, ...found) => {
        const drawn = options.drawnAs === undefined ? undefined : entry.drawn(options.drawnAs);
        if (drawn === undefined) return knownAs(file, entry, ...found);
        return { kind: "drawn", drawn, record: entry.record };
      }),
    amended: amendedPlaces({ drawnAs: options.drawnAs, identities, fingerprints, store: opened, isStill }),
    keep(file, config, result) {
      const { notes } = result;
      if (notes === undefined) return;
      const questions = questionsOf(notes, result.schemas, asker);
      if (notes.failed || (notes.commits.size > 0 && world.historyFailed())) {
        doubtful = true;
        return;
      }
      union.add(questions);
      const identity = identities.known(file);
      const fingerprint = fingerprints(config);
      if (identity === undefined || identity.unproven === true || fingerprint === undefined) return;
      if (result.status !== "linted" || result.errors.length > 0 || result.change !== undefined) return;
      // Another thread read the text, or this one after it knew the file.
      if (!isStill(file, false)) return;
      const size = identity.size ?? 0;
      const entry = { path: file.fromBase, id: identity.id, size, fingerprint };
      opened().add(entry, encodeEntry(encodeQuestions(questions), result.record(), options.drawnAs, result.drawn?.()));
    },
    end() {
      if (store !== undefined) pruned = store.end();
      identities.save();
    },
    get state() {
      const damaged = store?.damaged.length ?? 0;
      const shared = { folder: folder.path, known, missed, reads: identities.reads() };
      return { ...shared, damaged, dropped: pruned.entries, unwritten: pruned.failed };
    },
  };
  const begin = (siblingDates: SiblingDates): void => {
    dates = siblingDates;
  };
  return { folder, results, identities, fingerprints, asker, begin, questions: union.all, doubtful: () => doubtful };
}

interface Checked {
  readonly questions: Questions;
  /** What has changed since. */
  readonly difference: Difference | undefined;
}

/** What cannot be read is damaged. */
function attempt<T>(read: () => T): T | "damaged" {
  try {
    return read();
  } catch {
    return "damaged";
  }
}
