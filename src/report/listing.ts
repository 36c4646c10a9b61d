import type { FileResult, RunError, Summary } from "../result.js";
import type { Apart, RunNotes, StreamReporter, Style } from "./reporter.js";
import { statistics } from "./statistics.js";

/** A report for people that lists findings file by file, and says in the end what failed and, with `--stats`, what took long. */
export interface Listing {
  /** Pure. */
  draw(result: FileResult): string;
  /** @param table lines for `--stats`; empty without it */
  end(summary: Summary, run: RunNotes, failures: readonly RunError[], table: readonly string[]): string;
}

export function listingReporter(style: Style, { draw, end }: Listing): StreamReporter {
  const failures: RunError[] = [];
  const stats = style.stats ? statistics() : undefined;
  const apart: Apart = {
    draw,
    note({ errors }) {
      failures.push(...errors);
    },
  };
  return {
    apart: stats === undefined ? apart : undefined,
    file(result) {
      failures.push(...result.errors);
      stats?.add(result);
      return draw(result);
    },
    end(summary, run) {
      const table = stats === undefined ? [] : [...stats.lines(), ...(run.aside ?? []), ""];
      return end(summary, run, failures, table);
    },
  };
}
