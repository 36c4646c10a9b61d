import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type Corpus, POSTS } from "../corpus/write-corpus.js";
import { coldLint, galley } from "../measure/galley.js";
import { interleave, type Subject } from "../measure/rounds.js";
import { runProcess } from "../measure/run-process.js";
import type { Result } from "../report/results.js";
import { corpusOf, frame, type Setting } from "./setting.js";

/** The first Markdown post of a corpus, from the folder of its site. */
export function onePost({ folder }: Corpus): string {
  const part = join(folder, "site", POSTS, "0000");
  const name = readdirSync(part)
    .sort()
    .find((file) => file.endsWith(".md"));
  if (name === undefined) throw new Error(`${part} has no post`);
  return join(POSTS, "0000", name);
}

/** What it takes before the first post is read, against a Node that does nothing. */
export async function startup(setting: Setting): Promise<Result> {
  const corpus = corpusOf(setting, 100);
  const cwd = join(corpus.folder, "site");
  const runs = [
    { name: "node -e 0", words: [process.execPath, "-e", "0"] },
    { name: "galley --version", words: galley("--version") },
    { name: "galley lint --help", words: galley("lint", "--help") },
    { name: "galley lint one.md", words: coldLint("--exit-zero", onePost(corpus)) },
  ];
  const subjects: Subject[] = [];
  for (const { name, words } of runs) {
    const { code, wallMs, stdout, stderr } = await runProcess({ words, cwd }, true);
    if (code !== 0 || (name !== "node -e 0" && stdout === ""))
      throw new Error(`${name} exited with ${code}: ${stderr}`);
    subjects.push({ name, command: { words, cwd }, code, before: wallMs });
  }
  const samples = await interleave(subjects, setting);
  const rows = subjects.map(({ name }) => ({
    name,
    samples: samples.get(name) ?? [],
  }));
  return { scenario: "startup", title: "Starting", ...frame(setting, undefined), rows };
}
