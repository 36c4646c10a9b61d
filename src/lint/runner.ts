import type { EnabledRule } from "./types.js";

/** A rule that threw: a bug of the rule, not of the text. */
export interface Crash {
  readonly rule: string;
  readonly error: unknown;
}

/** Calls rules. One that throws is named and not called again; the others go on. */
export interface Runner {
  readonly crashes: readonly Crash[];
  /** Milliseconds by rule; undefined without a clock. */
  readonly spent: ReadonlyMap<string, number> | undefined;
  /** Calls a function of the rule at an index: `handle` with `self` as `this`. */
  run<S, A, B, C>(index: number, handle: Handler<S, A, B, C>, self: S, a: A, b: B, c: C): void;
}

type Handler<S, A, B, C> = (this: S, a: A, b: B, c: C) => unknown;

export function createRunner(rules: readonly EnabledRule[], clock: (() => number) | undefined): Runner {
  const crashes: Crash[] = [];
  const broken = new Set<number>();
  const run: Runner["run"] = (index, handle, self, a, b, c) => {
    if (broken.size > 0 && broken.has(index)) return;
    try {
      handle.call(self, a, b, c);
    } catch (error) {
      broken.add(index);
      crashes.push({ rule: rules[index]?.rule.id ?? "", error });
    }
  };
  if (clock === undefined) return { crashes, spent: undefined, run };
  const spent = new Map<string, number>();
  return {
    crashes,
    spent,
    run(index, handle, self, a, b, c) {
      const started = clock();
      run(index, handle, self, a, b, c);
      const { id = "" } = rules[index]?.rule ?? {};
      spent.set(id, (spent.get(id) ?? 0) + clock() - started);
    },
  };
}
