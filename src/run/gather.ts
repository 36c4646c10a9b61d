import { resolve } from "node:path";
import type { AnyRule } from "../config/types.js";
import type { FoundFile } from "../files/file-list.js";
import { decodeText, readText } from "../files/read.js";
import { createSpool, type SpoolOptions } from "../files/spool.js";
import { reduced, reduceFacts, type Said, weigh } from "../lint/reduce-facts.js";
import type { FileResult, RunError } from "../result.js";
import { type SourceText, sourceText } from "../source/source-text.js";
import { createDrawings, type Drawn } from "./drawings.js";
import type { AmendedPlace, AmendedResult } from "./drawn-result.js";
import { type EncodedFacts, factEncoder, weighings } from "./fact-bytes.js";
import { createFactStore } from "./fact-store.js";
import { readFromTree } from "./git-scope.js";
import type { Plan } from "./plan.js";
import { asCached, decodeResult, encodeResult } from "./record.js";

/** The result of one file in the form in which it is put aside, and in which a thread hands it to another. */
export interface Packed {
  /** From `encodeResult`; text, or its UTF-8. Absent where `isFinal` says so. */
  readonly record: string | Uint8Array | undefined;
  readonly drawn: Drawn | undefined;
  readonly facts: EncodedFacts | undefined;
  readonly errors: readonly RunError[];
  /** A text that cannot be read again: that of standard input, or one that fixing made. */
  readonly text?: string | undefined;
}

/** Whether what was drawn of a result is all that is ever asked of it: no other file has a say in it. */
export function isFinal({ facts }: FileResult, drawn: Drawn | undefined): boolean {
  return drawn !== undefined && (facts ?? []).length === 0;
}

/** A result that nothing changes any more. */
export type Final =
  /** `was`: what was drawn of it before; `place`: where to keep what is drawn now. */
  | {
      readonly kind: "result";
      readonly result: FileResult;
      readonly was?: FileResult;
      readonly place?: AmendedPlace | undefined;
    }
  /** As it was drawn in an earlier run, which came to the same. */
  | { readonly kind: "amended"; readonly amended: AmendedResult }
  /** One or more, as they were drawn; texts are UTF-8, and valid until the next result. */
  | { readonly kind: "drawn"; readonly texts: readonly Uint8Array[]; readonly errors: readonly RunError[] };

/** Lets results through until one may still change, then puts them aside until all files have had their say. */
export interface Gathering {
  /**
   * Takes the result of the file with this index in the plan, in any order; `record`: its record, if there is one already. Gives those
   * that are final by now, in order.
   */
  add(index: number, result: FileResult, record?: string): Iterable<Final>;
  /** The same for a result of another thread, or of the cache. */
  take(index: number, packed: Packed): Iterable<Final>;
  /** All others, after their facts were weighed. */
  end(): Iterable<Final>;
  /** All others as they are: for a run that was stopped. */
  rest(): Iterable<Final>;
  /** Lets go of what was put aside. */
  close(): void;
}

export interface GatherOptions {
  /** Draws a result while its text is at hand; absent: results are decoded, and their texts read again. */
  readonly draw?: ((result: FileResult) => Drawn) | undefined;
  readonly spool?: SpoolOptions | undefined;
  /** Where drawings of results are kept of which other files say something; `record`: the result before they do. */
  readonly amended?:
    | ((index: number, record: Uint8Array, said: readonly Said[]) => AmendedPlace | undefined)
    | undefined;
}

export type GatheredPlan = Pick<Plan, "cwd" | "files" | "git" | "stdin"> & {
  readonly loaded: { readonly rules: readonly AnyRule[] };
};

const anyOther = (): boolean => true;

/** What is known of a file. */
const ARRIVED = 1;
const CACHED = 2;

/** Memory is some 60 bytes a file: records and texts are put aside. */
export function gather(plan: GatheredPlan, options: GatherOptions = {}): Gathering {
  const { files } = plan;
  const { rules } = plan.loaded;
  const records = createSpool(options.spool);
  const store = createFactStore(rules, files.length, options.spool);
  const encodeFacts = factEncoder(weighings(rules));
  const recordAt = new Float64Array(files.length);
  const recordLength = new Uint32Array(files.length);
  const states = new Uint8Array(files.length);
  const errorsOf = new Map<number, readonly RunError[]>();
  const textsOf = new Map<number, readonly [at: number, length: number]>();
  const drawings = createDrawings(files.length, options.spool);
  let weighing = false;
  let next = 0;

  const hold = (index: number, { record, facts, errors, drawn, text }: Packed): void => {
    states[index] = (states[index] ?? 0) | ARRIVED;
    if (record !== undefined) {
      const at = records.add(record);
      recordAt[index] = at;
      recordLength[index] = records.size - at;
    }
    if (errors.length > 0) errorsOf.set(index, errors);
    if (facts !== undefined) {
      weighing = true;
      store.add(index, facts);
    }
    if (drawn !== undefined) drawings.add(index, drawn);
    if (text === undefined) return;
    const textAt = records.add(text);
    textsOf.set(index, [textAt, records.size - textAt]);
  };

  /** The next one as it is, with those behind it that may be taken along. */
  const held = (mayFollow: (index: number) => boolean): Final => {
    const index = next;
    const errors = errorsOf.get(index) ?? [];
    next++;
    if (!drawings.has(index)) return { kind: "result", result: decoded(index) };
    const { texts, end } = drawings.run(index, (other) => !errorsOf.has(other) && mayFollow(other));
    next = end;
    return { kind: "drawn", texts, errors };
  };

  /** Valid until the next one is read. */
  const recordOf = (index: number): Buffer => records.read(recordAt[index] ?? 0, recordLength[index] ?? 0);

  const decoded = (index: number): FileResult => {
    const file = files.at(index);
    if (file === undefined) throw new RangeError(`There is no file ${index}`);
    const record = recordOf(index).toString();
    const kept = textsOf.get(index);
    let text: SourceText | undefined;
    const { facts: _, ...found } = decodeResult(record, file.path, () => {
      if (text !== undefined) return text;
      const again = kept === undefined ? textAgain(plan, file) : records.read(...kept).toString();
      // Of a text that has changed meanwhile nothing can be shown.
      text = sourceText(again !== undefined && again.length === found.source?.lazyLength ? again : "");
      return text;
    });
    return ((states[index] ?? 0) & CACHED) !== 0 ? asCached(found) : found;
  };

  const hasArrived = (index: number): boolean => ((states[index] ?? 0) & ARRIVED) !== 0;

  function* ready(): Generator<Final> {
    while (!weighing && next < files.length && hasArrived(next)) yield held(anyOther);
  }

  return {
    *add(index, result, record) {
      if (result.facts === undefined && !weighing && index === next) {
        next++;
        yield { kind: "result", result };
      } else {
        if (result.status === "cached") states[index] = CACHED;
        const drawn = options.draw?.(result);
        // What fixing would make of a text stands nowhere else.
        const isLost = result.change !== undefined || plan.stdin !== undefined;
        hold(index, {
          // Facts have a place of their own.
          record: record ?? (isFinal(result, drawn) ? undefined : encodeResult(result, null)),
          drawn,
          facts: result.facts && encodeFacts(result.facts),
          errors: result.errors,
          text: isLost ? result.source?.text : undefined,
        });
      }
      yield* ready();
    },
    *take(index, packed) {
      hold(index, packed);
      yield* ready();
    },
    *end() {
      const { said, crashes } = weighAll();
      const staysSame = (index: number): boolean => !said.has(index) && !crashes.has(index);
      while (next < files.length) {
        if (!hasArrived(next)) next++;
        else if (staysSame(next)) yield held(staysSame);
        else {
          const index = next++;
          const about = said.get(index);
          const isSound = !crashes.has(index) && !errorsOf.has(index) && drawings.has(index);
          const place = about && isSound ? options.amended?.(index, recordOf(index), about) : undefined;
          if (place?.known !== undefined) yield { kind: "amended", amended: place.known };
          else {
            const was = decoded(index);
            const errors = [...was.errors, ...(crashes.get(index) ?? [])];
            const result = { ...was, ...(about && reduced(was, about)), errors };
            yield { kind: "result", result, ...(drawings.has(index) ? { was } : {}), place };
          }
        }
      }
    },
    *rest() {
      while (next < files.length) {
        if (hasArrived(next)) yield held(anyOther);
        else next++;
      }
    },
    close() {
      records.close();
      store.close();
      drawings.close();
    },
  };

  /** What is said of files whose facts were weighed against each other, by index. */
  function weighAll(): {
    readonly said: ReadonlyMap<number, readonly Said[]>;
    readonly crashes: ReadonlyMap<number, readonly RunError[]>;
  } {
    const said = new Map<number, Said[]>();
    const crashes = new Map<number, RunError[]>();
    const put = <T>(map: Map<number, T[]>, index: number, one: T): void => {
      const known = map.get(index);
      if (known === undefined) map.set(index, [one]);
      else known.push(one);
    };
    for (const rule of rules) {
      if (rule.across === undefined) continue;
      const pathOf = (index: number): string => files.at(index)?.path ?? "";
      const { placed, silenced } = store.take(rule.id, pathOf);
      const crash = weigh(rule, placed, silenced, (index, one) => put(said, index, one));
      if (crash !== undefined) put(crashes, crash.file, acrossError(rule.id, pathOf(crash.file), crash.error));
    }
    return { said, crashes };
  }
}

function acrossError(rule: string, path: string, error: unknown): RunError {
  const text = error instanceof Error ? error.message : String(error);
  return { kind: "rule", path, message: `Rule \`${rule}\` crashed over all files, a bug of the rule: ${text}` };
}

/** Results after their facts were weighed against each other: the same results for every order, in the order given. */
export function reduceResults<R extends FileResult>(
  results: readonly R[],
  rules: readonly AnyRule[],
): readonly Omit<R, "facts">[] {
  const { changed, crashes } = reduceFacts(results, rules);
  return results.map(({ facts: _, ...result }) => {
    const errors = crashes
      .filter(({ path }) => path === result.path)
      .map(({ rule, path, error }) => acrossError(rule, path, error));
    return {
      ...result,
      ...changed.get(result.path),
      ...(errors.length === 0 ? {} : { errors: [...result.errors, ...errors] }),
    };
  });
}

/** Reads a text that was let go of. */
function textAgain({ cwd, git, stdin }: GatheredPlan, { path }: FoundFile): string | undefined {
  const absolute = resolve(cwd, path);
  const read =
    stdin !== undefined
      ? decodeText(Buffer.from(stdin))
      : git?.tree === undefined
        ? readText(absolute)
        : readFromTree(git.tree, absolute);
  return read.ok ? read.text : undefined;
}
