import { randomUUID } from "node:crypto";
import type { CacheFolder } from "../../files/cache-folder.js";
import type { Fingerprint } from "./fingerprint.js";
import type { Identity } from "./identity-table.js";
import { createPack, type Entry, openPack, type Pack, type PackWriter, type StoredEntry } from "./pack.js";

/** Why a file's result is not at hand. */
export type Unknown = "new" | "content" | "version" | "plugins" | "configuration";

/** All results that are kept, whoever found them. */
export interface Store {
  /** Whether anything is kept at all. */
  readonly empty: boolean;
  /** Names of files that could not be read. */
  readonly damaged: readonly string[];
  /** What is known of a file under this content and these settings, the newest first; or why nothing is. */
  find(path: string, identity: Identity, fingerprint: Fingerprint): readonly StoredEntry[] | Unknown;
  /** What is kept of a path so far will be of no use any more. */
  forget(path: string): void;
  /** Notes that an entry was of use. */
  used(entry: StoredEntry): void;
  add(entry: Omit<Entry, "day">, bytes: Uint8Array): void;
  /** Puts other bytes in the place of an entry's. */
  replace(entry: StoredEntry, bytes: Uint8Array): void;
  /** Writes what is new, and tidies up when there is reason to. Returns what was dropped. */
  end(): Pruned;
}

export interface Pruned {
  readonly entries: number;
  /** Whether new results could not be written. */
  readonly failed: boolean;
}

export interface StoreLimits {
  /** More packs than this are made one. */
  readonly packs: number;
  /** Entries that nobody needed for so many days go. */
  readonly days: number;
  /** Bytes of all packs. */
  readonly bytes: number;
}

const USUAL_LIMITS: StoreLimits = { packs: 8, days: 30, bytes: 512 * 1024 * 1024 };

/** The number is that of the form: packs of others are left alone. */
const NAME = /^pack1-[\da-f-]{36}$/;
const DAY_MS = 86_400_000;

/** @param now milliseconds since 1970 UTC */
export function openStore(folder: CacheFolder, now: number, limits: StoreLimits = USUAL_LIMITS): Store {
  const today = Math.floor(now / DAY_MS);
  const packs: Pack[] = [];
  const damaged: string[] = [];
  const files = folder.list().filter(({ name }) => NAME.test(name));
  for (const { name } of files.sort((a, b) => b.modified - a.modified)) {
    const pack = openSafely(folder, name);
    if (pack === undefined) damaged.push(name);
    else packs.push(pack);
  }
  // Nearly all have one entry, and an array would be larger than that.
  const byPath = new Map<string, StoredEntry | StoredEntry[]>();
  for (const pack of packs) {
    for (const entry of pack.entries) {
      const known = byPath.get(entry.path);
      if (Array.isArray(known)) known.push(entry);
      else byPath.set(entry.path, known === undefined ? entry : [known, entry]);
    }
  }
  /** Bytes of what this run needed, and will need again. */
  let needed = 0;
  let aged = false;
  let replaced = 0;
  let fresh: PackWriter | undefined;
  let failed = false;

  const start = (): PackWriter | undefined => {
    fresh ??= createPack(folder);
    if (fresh === undefined) failed = true;
    return fresh;
  };

  const put: Store["add"] = (entry, bytes) => start()?.add({ ...entry, day: today }, bytes);

  return {
    empty: packs.length === 0,
    damaged,
    find(path, identity, fingerprint) {
      const known = byPath.get(path);
      if (known === undefined) return "new";
      const same = [known]
        .flat()
        .filter(({ id, size }) => id === identity.id && (identity.size === undefined || size === identity.size));
      if (same.length === 0) return "content";
      const right = same.filter((entry) => isSame(entry.fingerprint, fingerprint));
      if (right.length > 0) return right;
      if (!same.some((entry) => entry.fingerprint.tool === fingerprint.tool)) return "version";
      return same.some((entry) => entry.fingerprint.plugins === fingerprint.plugins) ? "configuration" : "plugins";
    },
    forget(path) {
      for (const entry of [byPath.get(path) ?? []].flat()) entry.isReplaced = true;
    },
    used(entry) {
      entry.isUsed = true;
      needed += entry.length;
      if (entry.day < today - limits.days / 4) aged = true;
    },
    add: put,
    replace(entry, bytes) {
      const { path, id, size, fingerprint } = entry;
      put({ path, id, size, fingerprint }, bytes);
      entry.isReplaced = true;
      replaced++;
    },
    end() {
      const bytes = packs.reduce((total, { size }) => total + size, fresh?.size() ?? 0);
      const count = packs.length + (fresh === undefined ? 0 : 1);
      const entries = packs.reduce((total, { entries }) => total + entries.length, 0);
      const tidies = count > limits.packs || aged || bytes > most() || replaced > entries / 2;
      let dropped = 0;
      if (tidies && start() !== undefined) dropped = takeOver();
      const written = fresh?.keep(`pack1-${randomUUID()}`) === true;
      for (const pack of packs) {
        pack.close();
        if (tidies && written) folder.remove(pack.name);
      }
      for (const name of damaged) folder.remove(name);
      return { entries: dropped, failed: failed || (fresh !== undefined && !written) };
    },
  };

  /** A run over very many files is not to lose half of them: there is room for twice what it needed. */
  function most(): number {
    return Math.max(limits.bytes, 2 * (needed + (fresh?.size() ?? 0)));
  }

  /** Copies what is worth it into the new pack. Returns how many entries are not. */
  function takeOver(): number {
    let dropped = 0;
    const rank = (entry: StoredEntry): number => (entry.isUsed ? today : entry.day);
    const all = packs.flatMap(({ entries }) => entries).filter(({ isReplaced }) => !isReplaced);
    // What was needed last comes first; entries of one pack stay in its order, so that they are read in one go.
    const order = new Map(all.map((entry, index) => [entry, index]));
    const sorted = [...all].sort((a, b) => rank(b) - rank(a) || (order.get(a) ?? 0) - (order.get(b) ?? 0));
    const taken = new Set<string>();
    const room = most() / 2;
    for (const entry of sorted) {
      const key = `${entry.id} ${Object.values(entry.fingerprint).join(" ")} ${entry.path}`;
      const old = rank(entry) < today - limits.days;
      const bytes =
        old || taken.has(key) || (!entry.isUsed && (fresh?.size() ?? 0) + entry.length > room)
          ? undefined
          : entry.bytes();
      if (bytes === undefined) {
        dropped++;
        continue;
      }
      taken.add(key);
      const { path, id, size, fingerprint } = entry;
      fresh?.add({ path, id, size, fingerprint, day: rank(entry) }, bytes);
    }
    return dropped;
  }
}

function openSafely(folder: CacheFolder, name: string): Pack | undefined {
  try {
    return openPack(folder, name);
  } catch {
    return undefined;
  }
}

function isSame(a: Fingerprint, b: Fingerprint): boolean {
  return a.tool === b.tool && a.settings === b.settings && a.plugins === b.plugins;
}
