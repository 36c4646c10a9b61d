import { join } from "node:path";
import { coldLint, galley, has } from "../measure/galley.js";
import { interleave } from "../measure/rounds.js";
import { installPeers } from "../peers/install.js";
import { peers } from "../peers/peers.js";
import { prove } from "../peers/prove.js";
import type { Result } from "../report/results.js";
import { candidateOf, galleyOn } from "./compare.js";
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
  const peer = peers.find(({ id }) => id === "rumdl");
  if (peer !== undefined) {
    const peerFolder = join(setting.folder, "peers");
    installPeers(peerFolder, setting.say);
    const { words, ...candidate } = candidateOf(peer, peerFolder, corpus);
    const cached = words.filter((word) => word !== "--no-cache");
    setting.say("Trying rumdl, again");
    proven.push(await prove({ ...candidate, words: cached, name: "rumdl check, again" }, corpus.posts));
  }
  const nothing = { words: [process.execPath, "-e", "0"], cwd: corpus.folder };
  const subjects = [...proven, { name: "node -e 0", command: nothing, code: 0, before: 0 }];
  const samples = await interleave(subjects, setting);
  const rows = subjects.map(({ name }) => ({ name, posts: corpus.posts, samples: samples.get(name) ?? [] }));
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
