import { coldLint, has } from "../measure/galley.js";
import { interleave } from "../measure/rounds.js";
import { roundsWithin } from "../measure/statistics.js";
import { prove } from "../peers/prove.js";
import type { Result, Row } from "../report/results.js";
import { galleyOn } from "./compare.js";
import { corpusOf, frame, type Setting } from "./setting.js";

/** galley alone on more and more posts: time for each, memory, and what threads are worth. */
export async function scale(setting: Setting): Promise<Result> {
  const rows: Row[] = [];
  const notes: string[] = [];
  if (!has("--jobs")) notes.push("This galley has no `--jobs`: one thread");
  for (const posts of setting.sizes) {
    const corpus = corpusOf(setting, posts, false);
    const ways = [galleyOn(corpus, coldLint(), "galley lint")];
    if (has("--jobs")) ways.push(galleyOn(corpus, coldLint("--jobs", "1"), "galley lint --jobs 1"));
    const proven = [];
    for (const way of ways) {
      setting.say(`Trying ${way.name} on ${posts} posts`);
      proven.push(await prove(way, posts));
    }
    // The largest corpora would take all day in as many rounds as the smallest.
    const rounds = roundsWithin(setting.budget, proven[0]?.before ?? 0, setting.runs);
    const samples = await interleave(proven, { ...setting, runs: rounds });
    rows.push(
      ...proven.map(({ name, said }) => ({ name, posts, findings: said.findings, samples: samples.get(name) ?? [] })),
    );
  }
  const base = frame(setting, undefined);
  return { scenario: "scale", title: "More and more posts", ...base, notes: [...base.notes, ...notes], rows };
}
