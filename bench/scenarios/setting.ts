import { join } from "node:path";
import { CORPUS_VERSION } from "../corpus/post.js";
import { type Corpus, corpusIn } from "../corpus/write-corpus.js";
import { version } from "../measure/galley.js";
import { machine } from "../measure/machine.js";
import type { Plan } from "../measure/rounds.js";
import { notMeasured } from "../measure/run-process.js";
import type { Result } from "../report/results.js";

/** What a scenario is asked for. */
export interface Setting extends Plan {
  /** Outside the project: corpora, and the peers. */
  readonly folder: string;
  readonly posts: number;
  readonly seed: number;
  /** Numbers of posts, for the scenario that grows. */
  readonly sizes: readonly number[];
  /** Of the HTML parser over its bodies: at least 3, of which the last two are taken for warm. */
  readonly passes: number;
  /** Ids of peers; all, when there are none. */
  readonly peers: readonly string[];
}

/** A corpus of that many posts, made unless it is there; with all its views, unless nobody but galley reads it. */
export function corpusOf({ folder, seed, say }: Setting, posts: number, views = true): Corpus {
  say(`Corpus of ${posts} posts, seed ${seed}`);
  return corpusIn(join(folder, `corpus-${posts}-${seed}`), posts, seed, views);
}

/** The parts of a result that are the same for every scenario. */
export function frame(setting: Setting, bytes: number | undefined): Omit<Result, "scenario" | "title" | "rows"> {
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    galley: version(),
    corpus: { version: CORPUS_VERSION, seed: setting.seed, ...(bytes === undefined ? {} : { megabytes: bytes / 1e6 }) },
    notes: notMeasured(),
  };
}
