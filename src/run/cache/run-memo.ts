import { createHash, randomUUID } from "node:crypto";
import { UserError } from "../../errors.js";
import type { CacheFolder, Draft, Slices } from "../../files/cache-folder.js";
import type { Summary } from "../../result.js";
import type { Plan } from "../plan.js";
import { checked, unchecked } from "./checksum.js";
import { openDigest, shortDigest } from "./digest.js";
import { keepNewest } from "./folders.js";
import type { Questions } from "./questions.js";
import type { CacheParts } from "./results.js";

/** A run of which nothing has changed since. */
export interface SameRun {
  /** What was printed for the results, UTF-8, piece by piece; to be taken to its end, or left by a loop. */
  readonly text: Iterable<Uint8Array>;
  readonly summary: MemoSummary;
}

export type MemoSummary = Pick<
  Summary,
  "files" | "errors" | "warnings" | "infos" | "fixable" | "fixableUnsafe" | "suppressed"
>;

/** Keeps what a whole run printed, for the next one that would print the same. */
export interface RunMemo {
  /** What the last such run printed; undefined when anything that it rests on has changed. */
  same(): SameRun | undefined;
  /** Takes what is printed. */
  printed(text: string | Uint8Array): void;
  /** The run came to its end without a failure. */
  keep(summary: MemoSummary): void;
  /** It did not. */
  drop(): void;
}

/** Longer ones are not kept, in bytes. */
const LARGEST = 256 * 1024 * 1024;
const MOST_RUNS = 8;
const TEXT = "text-";
const HEAD = "run-";

interface Head {
  readonly contents: string;
  readonly questions: Questions;
  readonly summary: MemoSummary;
  readonly text: string;
  /** Checksum of the text. */
  readonly sum: string;
}

/** @param request all that decides what is printed, beside the files, their settings and the world */
export function openRunMemo(plan: Plan, parts: CacheParts, request: string): RunMemo {
  const { folder } = parts;
  const name = `${HEAD}${shortDigest(request)}`;
  let draft: Draft | undefined;
  let begun = false;
  let size = 0;
  const hash = createHash("sha1");
  let waiting: Buffer[] = [];
  let length = 0;
  const flush = (): void => {
    if (!begun) {
      begun = true;
      draft = folder.begin();
    }
    const bytes = Buffer.concat(waiting);
    waiting = [];
    length = 0;
    size += bytes.length;
    hash.update(bytes);
    if (size > LARGEST || draft?.add(bytes) === false) {
      draft?.drop();
      draft = undefined;
    }
  };
  return {
    same() {
      const head = readHead(folder, name);
      if (head === undefined || head.contents !== contentsOf(plan, parts)) return undefined;
      if (parts.asker.differs(head.questions) !== undefined) return undefined;
      const text = folder.open(head.text);
      if (text === undefined) return undefined;
      if (text.size > LARGEST || sumOf(text) !== head.sum) {
        text.close();
        return undefined;
      }
      parts.identities.proveAll();
      return { text: piecesOf(text), summary: head.summary };
    },
    printed(text) {
      const bytes = typeof text === "string" ? Buffer.from(text) : Buffer.from(text);
      waiting.push(bytes);
      length += bytes.length;
      if (length > PIECE) flush();
    },
    keep(summary) {
      flush();
      const contents = contentsOf(plan, parts);
      const questions = parts.questions();
      if (draft === undefined || contents === undefined || parts.doubtful()) {
        draft?.drop();
        return;
      }
      const before = readHead(folder, name);
      const text = `${TEXT}${randomUUID()}`;
      if (!draft.keep(text)) return;
      const head: Head = { contents, questions, summary, text, sum: hash.digest("hex") };
      if (folder.write(name, checked(Buffer.from(JSON.stringify(head)))) !== undefined) folder.remove(text);
      else if (before !== undefined) folder.remove(before.text);
      tidy(folder);
    },
    drop() {
      draft?.drop();
    },
  };
}

const PIECE = 1024 * 1024;

/** Undefined when it cannot be read. */
function sumOf(file: Slices): string | undefined {
  const hash = createHash("sha1");
  for (const piece of slices(file)) {
    if (piece === undefined) return undefined;
    hash.update(piece);
  }
  return hash.digest("hex");
}

/** @throws UserError when the file is cut while it is printed: a report with a hole would look whole */
function* piecesOf(file: Slices): Generator<Uint8Array> {
  try {
    for (const piece of slices(file)) {
      if (piece === undefined) throw new UserError("The cache was changed while it was read; run it again.");
      yield piece;
    }
  } finally {
    file.close();
  }
}

function* slices(file: Slices): Generator<Uint8Array | undefined> {
  for (let at = 0; at < file.size; at += PIECE) yield file.slice(at, Math.min(PIECE, file.size - at));
}

function readHead(folder: CacheFolder, name: string): Head | undefined {
  const file = folder.read(name, LARGEST);
  const bytes = file && unchecked(file);
  if (bytes === undefined) return undefined;
  const head: Head = JSON.parse(bytes.toString("utf8"));
  return /^text-[\da-f-]{36}$/.test(head.text) ? head : undefined;
}

/** All files with their contents and settings as one digest; undefined when one of them cannot be known. */
function contentsOf(plan: Plan, { identities, fingerprints }: CacheParts): string | undefined {
  const digest = openDigest();
  const numbers = new Map<unknown, number>();
  const settings: string[] = [];
  for (const file of plan.files) {
    const config = plan.resolve(file.fromBase);
    let number = numbers.get(config);
    if (number === undefined) {
      const fingerprint = fingerprints(config);
      if (fingerprint === undefined) return undefined;
      number = settings.push(Object.values(fingerprint).join(" ")) - 1;
      numbers.set(config, number);
    }
    let identity = identities.known(file);
    if (identity === undefined) {
      const read = identities.read(file);
      if (!("identity" in read)) return undefined;
      ({ identity } = read);
    }
    digest.add(`${file.path}\0${identity.id} ${identity.size} ${number}\0`);
  }
  digest.add(settings.join("\n"));
  return digest.end();
}

/** Keeps the last runs; texts that no run names go with the others. */
function tidy(folder: CacheFolder): void {
  const kept = new Set(keepNewest(folder, HEAD, MOST_RUNS).map(({ name }) => readHead(folder, name)?.text));
  const hour = Date.now() - 3_600_000;
  for (const { name, modified } of folder.list()) {
    // Another run may have written its text, and not yet what names it.
    if (name.startsWith(TEXT) && !kept.has(name) && modified < hour) folder.remove(name);
  }
}
