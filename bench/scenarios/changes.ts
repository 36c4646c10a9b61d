import { execFileSync } from "node:child_process";
import { appendFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { POSTS } from "../corpus/write-corpus.js";
import { coldLint, galley } from "../measure/galley.js";
import { interleave, type Subject } from "../measure/rounds.js";
import type { Sample } from "../measure/run-process.js";
import { roundsWithin } from "../measure/statistics.js";
import { prove } from "../peers/prove.js";
import type { Result } from "../report/results.js";
import { galleyOn } from "./compare.js";
import { corpusOf, frame, type Setting } from "./setting.js";

/** A post beside those of the corpus, which stay what their seed says. */
const CHANGING = join(POSTS, "0000/post-that-changes.md");

/** Many posts: linted for the first time, again, after one has changed, and only that one as git tells. */
export async function changes(setting: Setting): Promise<Result> {
  const corpus = corpusOf(setting, setting.posts, false);
  const site = join(corpus.folder, "site");
  rmSync(join(site, ".galley-cache"), { recursive: true, force: true });
  const rows = [];
  setting.say("The first time");
  const first = await prove(galleyOn(corpus, galley("lint"), "galley lint, first"), corpus.posts);
  rows.push({ ...first, samples: [first.sample] });
  const again = await prove(galleyOn(corpus, galley("lint"), "galley lint, again"), corpus.posts);
  const runs = roundsWithin(setting.budget, again.before, setting.runs);
  const measure = async (subject: Subject, times = runs): Promise<readonly Sample[]> => {
    setting.say(subject.name);
    return (await interleave([subject], { ...setting, runs: times })).get(subject.name) ?? [];
  };
  rows.push({ ...again, samples: [again.sample, ...(await measure(again, runs - 1))] });
  const post = join(site, CHANGING);
  // A line more each time: every run meets a text that it does not know.
  const changing = { prepare: () => appendFileSync(post, "One more line.\n") };
  try {
    writeFileSync(post, "---\ntitle: Tides\ndate: 2024-03-01 10:00:00\n---\n\nLow water at noon.\n");
    const changed = { ...again, ...changing, name: "galley lint, one post changed" };
    rows.push({ ...changed, samples: await measure(changed) });
    setting.say("A repository of all posts");
    makeRepository(site);
    changing.prepare();
    const words = coldLint("--exit-zero", "--changed-since", "HEAD");
    const since = { ...again, name: "galley lint --changed-since HEAD", command: { words, cwd: site }, code: 0 };
    rows.push({ ...since, samples: await measure(since) });
  } finally {
    for (const made of [CHANGING, ".git", ".galley-cache"]) rmSync(join(site, made), { recursive: true, force: true });
  }
  const named = rows.map(({ name, samples }) => ({
    name,
    posts: corpus.posts,
    findings: first.said.findings,
    samples,
  }));
  const title = `${corpus.posts} posts, and what has changed`;
  return { scenario: "changes", title, ...frame(setting, corpus.bytes), rows: named };
}

/** Commits the site, all in one pack, as quickly as git can. */
function makeRepository(site: string): void {
  const settings = [
    "core.compression=0",
    "core.bigFileThreshold=1",
    "gc.auto=0",
    "user.name=bench",
    "user.email=bench@localhost",
  ];
  const git = (...words: readonly string[]): void => {
    execFileSync("git", [...settings.flatMap((one) => ["-c", one]), ...words], { cwd: site, stdio: "ignore" });
  };
  git("init", "-q");
  git("add", "source", "_config.yml", "package.json");
  git("commit", "-q", "-m", "All posts");
}
