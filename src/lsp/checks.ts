import { dirname, relative } from "node:path";
import { rules } from "../../rules/index.js";
import { UserError } from "../errors.js";
import type { FileResult } from "../result.js";
import { lintAll } from "../run/lint-files.js";
import { type Plan, planRun } from "../run/plan.js";

/** How open texts are checked. */
export interface Checks {
  /** What is found in a text; undefined for a file that is ignored. */
  check(path: string, text: string, fix?: "safe"): Promise<FileResult | undefined>;
  /** The settings of a file. */
  plan(path: string): Promise<Plan | undefined>;
  /** Settings are read anew at the next check. */
  forget(): void;
}

export interface ChecksOptions {
  /** The folder of the workspace that holds a file, absolute; undefined: the file's own folder. */
  readonly folderOf: (path: string) => string | undefined;
  /** Whether configurations may run code. */
  readonly plugins: boolean;
  readonly clock: () => number;
  readonly now: () => number;
}

/** Nobody waits longer for a key to show. */
const MOST_MS = 5000;

/** Settings are those of `galley lint --stdin --stdin-filename`, run in the folder of the workspace. */
export function createChecks(options: ChecksOptions): Checks {
  const plans = new Map<string, Promise<Plan | undefined>>();

  async function planned(path: string): Promise<Plan | undefined> {
    const cwd = options.folderOf(path) ?? dirname(path);
    const shared = { cwd, rules, noPlugins: !options.plugins };
    const named = relative(cwd, path);
    const onDisk = await planRun({ ...shared, patterns: [named] });
    if (onDisk.ignoredPaths.length > 0) return undefined;
    return planRun({ ...shared, patterns: [], stdin: { path: named, bytes: new Uint8Array() } });
  }

  const plan = (path: string): Promise<Plan | undefined> => {
    const known = plans.get(path) ?? planned(path);
    plans.set(path, known);
    return known;
  };

  return {
    plan,
    forget: () => plans.clear(),
    async check(path, text, fix) {
      const known = await plan(path);
      if (known === undefined) return undefined;
      const results = lintAll(
        { ...known, stdin: Buffer.from(text) },
        {
          clock: options.clock,
          now: options.now(),
          measureRules: false,
          timeoutMs: MOST_MS,
          pause: () => Promise.resolve(),
          fix,
        },
      );
      for await (const result of results) return result;
      throw new UserError(`\`${path}\` was not checked`);
    },
  };
}
