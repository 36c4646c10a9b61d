import { join } from "node:path";
import type { Corpus } from "../corpus/write-corpus.js";
import { coldLint, version } from "../measure/galley.js";
import { interleave } from "../measure/rounds.js";
import { installPeers, startOf, versionOf } from "../peers/install.js";
import { type Peer, peers } from "../peers/peers.js";
import { type Candidate, prove } from "../peers/prove.js";
import type { Result, Row } from "../report/results.js";
import { corpusOf, frame, type Setting } from "./setting.js";

/** galley and its peers on the same posts. */
export async function compare(setting: Setting): Promise<Result> {
  const unknown = setting.peers.filter((id) => !peers.some((peer) => peer.id === id));
  if (unknown.length > 0)
    throw new Error(`No such peer: ${unknown.join(", ")}; there are ${peers.map(({ id }) => id).join(", ")}`);
  const wanted = peers.filter(({ id }) => setting.peers.length === 0 || setting.peers.includes(id));
  const folder = join(setting.folder, "peers");
  if (wanted.length > 0) installPeers(folder, setting.say);
  const corpus = corpusOf(setting, setting.posts);

  const proven = [];
  for (const candidate of [galleyOn(corpus), ...wanted.map((peer) => candidateOf(peer, folder, corpus))]) {
    setting.say(`Trying ${candidate.name}`);
    proven.push(await prove(candidate, corpus.posts));
  }
  const samples = await interleave(proven, setting);
  const rows = proven.map(({ name, said }): Row => {
    const peer = wanted.find((one) => one.name === name);
    return {
      name,
      version: peer === undefined ? version() : peer.packages.map(versionOf).join(" + "),
      checks: peer?.checks ?? "Front matter, dates, HTML, Markdown, images, links, across posts",
      misses: peer?.misses ?? "Markdown style, layout",
      posts: corpus.posts,
      findings: said.findings,
      ...(peer?.partial === true ? { named: said.files } : {}),
      samples: samples.get(name) ?? [],
    };
  });
  return {
    scenario: "compare",
    title: `${corpus.posts} posts, with other linters`,
    ...frame(setting, corpus.bytes),
    rows,
  };
}

/** galley as anybody would run it on a site: all that `recommended` has, every finding printed. */
export function galleyOn(corpus: Corpus, words: readonly string[] = coldLint(), name = "galley"): Candidate {
  return {
    name,
    cwd: join(corpus.folder, "site"),
    words,
    proof: [],
    codes: [1],
    partial: false,
    said: (stdout) => {
      const [, files, errors, warnings] = /(\d+) files? checked.* (\d+) errors?, (\d+) warnings?/.exec(stdout) ?? [];
      return { files: Number(files), findings: Number(errors) + Number(warnings) };
    },
  };
}

/** A peer on its view of a corpus. */
export function candidateOf(peer: Peer, folder: string, corpus: Corpus): Candidate {
  const { name, view, words, proof = [], codes, said, partial = false } = peer;
  const cwd = join(corpus.folder, view);
  return { name, cwd, words: [...startOf(peer, folder), ...words(folder)], proof, codes, said, partial };
}
