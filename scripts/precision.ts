/**
 * Measures how many findings of `recommended` are right. `precision FOLDER` lints the repositories of
 * scripts/precision/repositories.json, whose clones lie in FOLDER, and records the counts and the findings to read;
 * `--check` compares with the record instead. `--list` prints findings that nobody has read yet (`--rule ID`: of one rule).
 * `--judge FILE` takes verdicts, one a line: rule, place, `right`, `meant` or what is wrong, separated by tabs.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { lintFiles } from "../src/index.js";
import { createReporter } from "../src/report/index.js";
import type { FileResult } from "../src/result.js";
import { type MeasuredRepository, readResults, sampleOf, writeResult } from "./precision/results.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    check: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    rule: { type: "string" },
    judge: { type: "string" },
  },
});
const say = (line: string): boolean => process.stdout.write(`${line}\n`);
const recorded = readResults(root);

if (values.judge !== undefined) judge(values.judge);
else await measure(positionals[0] ?? ".");

/** Adds verdicts to the record. */
function judge(file: string): void {
  const verdicts = structuredClone(recorded.verdicts) as Record<string, Record<string, string>>;
  for (const line of readFileSync(file, "utf8").split("\n")) {
    const [rule, place, verdict] = line.split("\t");
    if (rule === undefined || place === undefined || verdict === undefined) continue;
    const known = verdicts[rule] ?? {};
    known[place] = verdict;
    verdicts[rule] = Object.fromEntries(Object.entries(known).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  writeResult(root, "verdicts", Object.fromEntries(Object.entries(verdicts).sort(([a], [b]) => (a < b ? -1 : 1))));
}

async function measure(folder: string): Promise<void> {
  const files: Record<string, number> = {};
  const counts: Record<string, Record<string, number>> = {};
  const samples: Record<string, string[]> = {};
  for (const repository of recorded.repositories) {
    const clone = join(folder, repository.name);
    checkOut(repository, clone);
    const cwd = join(clone, repository.folder ?? "");
    const found = new Map<string, Map<string, FileResult>>();
    let checked = 0;
    for await (const result of lintFiles({ cwd })) {
      checked++;
      for (const { rule, range } of result.diagnostics) {
        const at = result.source?.position(range.start);
        const place = `${repository.name}/${result.path}:${at?.line ?? 1}:${at?.column ?? 1}`;
        found.set(rule, (found.get(rule) ?? new Map()).set(place, result));
      }
    }
    files[repository.name] = checked;
    for (const [rule, places] of [...found].sort(([a], [b]) => (a < b ? -1 : 1))) {
      counts[rule] = { ...counts[rule], [repository.name]: places.size };
      const sample = sampleOf([...places.keys()]);
      samples[rule] = [...(samples[rule] ?? []), ...sample];
      if (!values.list || (values.rule !== undefined && values.rule !== rule)) continue;
      for (const place of sample) {
        const result = places.get(place);
        if (recorded.verdicts[rule]?.[place] === undefined && result !== undefined) show(rule, place, result);
      }
    }
  }
  const sorted = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  if (values.check) {
    const same = [files, counts, samples].every(
      (one, index) =>
        JSON.stringify(sorted<unknown>(one)) ===
        JSON.stringify(sorted<unknown>([recorded.files, recorded.counts, recorded.samples][index] ?? {})),
    );
    say(same ? "The counts are those of the record." : "The counts differ from the record.");
    if (!same) process.exitCode = 1;
  } else if (!values.list) {
    writeResult(root, "files", files);
    writeResult(root, "counts", sorted(counts));
    writeResult(root, "samples", sorted(samples));
  }
}

/** Stops unless the folder holds the repository at its commit. */
function checkOut({ name, repository, commit }: MeasuredRepository, cwd: string): void {
  if (commit === undefined) {
    if (existsSync(cwd)) return;
    throw new Error(
      `${cwd} is missing: the posts of \`${name}\` are not public; take it off the list to go without them`,
    );
  }
  const head = existsSync(cwd)
    ? execFileSync("git", ["-C", cwd, "rev-parse", "HEAD"], { encoding: "utf8" }).trim()
    : "";
  if (head === commit) return;
  throw new Error(
    `${cwd} is not at ${commit}:\n  git clone https://github.com/${repository} ${cwd}\n  git -C ${cwd} checkout ${commit}`,
  );
}

/** One finding as a person reads it. */
function show(rule: string, place: string, result: FileResult): void {
  const diagnostics = result.diagnostics.filter((one) => {
    const at = result.source?.position(one.range.start);
    return one.rule === rule && place.endsWith(`/${result.path}:${at?.line ?? 1}:${at?.column ?? 1}`);
  });
  const style = {
    color: false,
    hyperlinks: false,
    width: 140,
    quiet: false,
    stats: false,
    below: "",
    maxWarnings: undefined,
  };
  const reporter = createReporter("pretty", style, {
    name: "galley",
    version: "",
    rule: () => undefined,
    asset: () => "",
  });
  say(`== ${rule}\t${place}`);
  say(reporter.file({ ...result, diagnostics, errors: [] }).trimEnd());
}
