import type { ResolvedConfig } from "../config/resolve.js";
import type { AnyRule } from "../config/types.js";
import { lintAll } from "./lint-files.js";
import { type Plan, type PlanOptions, planRun } from "./plan.js";

/** A post that departs from what the others have in common. */
export interface Outlier {
  /** Relative to the working directory. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly message: string;
}

/** The rules that hold posts to what was inferred. */
const checking: ReadonlySet<string> = new Set([
  "front-matter/valid-schema",
  "front-matter/valid-date",
  "front-matter/consistent-date-format",
  "front-matter/consistent-key-order",
]);

interface Clocks {
  readonly clock: () => number;
  readonly now: number;
  readonly pause: () => Promise<void>;
}

/** What `galley lint` says of the posts by these rules alone, under the configuration that now stands. */
export async function findOutliers(options: PlanOptions, clocks: Clocks): Promise<readonly Outlier[]> {
  const plan = await planRun(options);
  const found: Outlier[] = [];
  for await (const { path, source, diagnostics } of lintAll(
    { ...plan, resolve: narrowed(plan) },
    { ...clocks, measureRules: false },
  )) {
    for (const { rule, message, range } of diagnostics) {
      const place = source?.position(range.start);
      if (place !== undefined && checking.has(rule)) {
        found.push({ path, line: place.line, column: place.column, rule, message });
      }
    }
  }
  return found;
}

function narrowed({ resolve }: Plan): Plan["resolve"] {
  const known = new Map<ResolvedConfig, ResolvedConfig>();
  const wanted = ({ rule }: { readonly rule: AnyRule }): boolean => checking.has(rule.id);
  return (path) => {
    const config = resolve(path);
    let narrow = known.get(config);
    if (narrow === undefined) {
      narrow = { ...config, rules: config.rules.filter(wanted) };
      known.set(config, narrow);
    }
    return narrow;
  };
}
