import type { Subject } from "../measure/rounds.js";
import { runProcess, type Sample } from "../measure/run-process.js";
import type { Said } from "./peers.js";

/** A linter that is to be measured. */
export interface Candidate {
  readonly name: string;
  readonly cwd: string;
  readonly words: readonly string[];
  /** More words for the run that proves that it works. */
  readonly proof: readonly string[];
  readonly codes: readonly number[];
  readonly said: (stdout: string, stderr: string) => Said;
  readonly partial: boolean;
}

export interface Proven extends Subject {
  readonly said: Said;
  /** What that one run cost. */
  readonly sample: Sample;
}

/**
 * Runs a linter once, and reads what it says: a linter that stops at the first post is fast. Rejects when it did not
 * look at every post or found nothing. The run also warms up the machine's caches.
 */
export async function prove(candidate: Candidate, posts: number): Promise<Proven> {
  const { name, cwd, words, proof, codes, partial } = candidate;
  const { code, stdout, stderr, ...sample } = await runProcess({ words: [...words, ...proof], cwd }, true);
  const fail = (what: string): never => {
    throw new Error(`${name} ${what}:\n${(stderr || stdout).slice(0, 2_000)}`);
  };
  if (!codes.includes(code)) return fail(`exited with ${code}`);
  const said = candidate.said(stdout, stderr);
  if (!(said.findings > 0)) return fail("found nothing");
  // Negated, so that a number that could not be read fails, too.
  if (!(partial ? said.files >= posts / 3 && said.files <= posts : said.files === posts)) {
    return fail(`speaks of ${said.files} files, not of ${posts}`);
  }
  return { name, command: { words, cwd }, code, before: sample.wallMs, said, sample };
}
