import { coldLint, galley, has } from "../measure/galley.js";
import { interleave } from "../measure/rounds.js";
import { prove } from "../peers/prove.js";
import type { Result } from "../report/results.js";
import { galleyOn } from "./compare.js";
import { corpusOf, frame, type Setting } from "./setting.js";

/** Linting again when nothing has changed, against linting as if for the first time. */
export async function warm(setting: Setting): Promise<Result> {
  const corpus = corpusOf(setting, setting.posts);
  const cold = has("--no-cache") ? "galley lint --no-cache" : "galley lint, first";
  const again = has("--cache") ? galley("lint", "--cache") : galley("lint");
  const proven = [];
  for (const way of [galleyOn(corpus, coldLint(), cold), galleyOn(corpus, again, "galley lint, again")]) {
    setting.say(`Trying ${way.name}`);
    // For the second, this is the run that fills the cache.
    proven.push(await prove(way, corpus.posts));
  }
  const samples = await interleave(proven, setting);
  const rows = proven.map(({ name, said }) => ({
    name,
    posts: corpus.posts,
    findings: said.findings,
    samples: samples.get(name) ?? [],
  }));
  const base = frame(setting, corpus.bytes);
  const notes = has("--no-cache") || has("--cache") ? [] : ["This galley keeps no cache: both lines do the same work"];
  return {
    scenario: "warm",
    title: `${corpus.posts} posts, linted again`,
    ...base,
    notes: [...base.notes, ...notes],
    rows,
  };
}
