import { resolve } from "node:path";
import type { AnyRule } from "../config/types.js";
import { readText } from "../files/read.js";
import { reduceFacts } from "../lint/reduce-facts.js";
import type { FileResult, RunError } from "../result.js";
import { type SourceText, sourceText } from "../source/source-text.js";
import { readFromTree } from "./git-scope.js";
import type { Plan } from "./plan.js";

/** Lets results through until one may still change, then holds them until all files have had their say. */
export interface Gathering {
  /** The results that are final by now, in order. */
  add(result: FileResult): readonly FileResult[];
  /** All others, after their facts were weighed. */
  end(): Iterable<FileResult>;
  /** All others as they are: for a run that was stopped. */
  rest(): readonly FileResult[];
}

/**
 * @param rules every rule that exists
 * @param textOf the text of a file that was let go of because nothing had been found in it
 */
export function gather(rules: readonly AnyRule[], textOf: (held: Held) => SourceText | undefined): Gathering {
  const held: Held[] = [];
  return {
    add(result) {
      if (result.facts === undefined && held.length === 0) return [result];
      held.push(hold(result));
      return [];
    },
    *end() {
      for (const result of reduceResults(held, rules)) yield complete(result);
    },
    rest: () => held.map(({ facts: _, length: __, ...result }) => result),
  };

  function complete({ length, ...result }: Held): FileResult {
    if (length === undefined || result.diagnostics.length === 0) return result;
    const source = textOf({ ...result, length });
    return source === undefined ? result : { ...result, source };
  }
}

/** A result without its text, when nothing was found in it: a corpus may be larger than memory. */
export interface Held extends FileResult {
  /** Of the text that was let go of, in UTF-16 units. */
  readonly length?: number;
}

function hold({ change, source, ...result }: FileResult): Held {
  if (source === undefined) return result;
  // What fixing would make of a text stands nowhere else.
  const keeps = result.diagnostics.length > 0 || change !== undefined;
  return keeps ? { ...result, source } : { ...result, length: source.lazyLength ?? source.text.length };
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
      .map(({ rule, path, error }): RunError => {
        const text = error instanceof Error ? error.message : String(error);
        return { kind: "rule", path, message: `Rule \`${rule}\` crashed over all files, a bug of the rule: ${text}` };
      });
    return {
      ...result,
      ...changed.get(result.path),
      ...(errors.length === 0 ? {} : { errors: [...result.errors, ...errors] }),
    };
  });
}

/** Reads texts again that were let go of; not when they have changed meanwhile. */
export function textsAgain({ cwd, git }: Plan): (held: Held) => SourceText | undefined {
  return ({ path, length }) => {
    const absolute = resolve(cwd, path);
    const read = git?.tree === undefined ? readText(absolute) : readFromTree(git.tree, absolute);
    return read.ok && read.text.length === length ? sourceText(read.text) : undefined;
  };
}
