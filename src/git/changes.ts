import { join } from "node:path";
import { git } from "./git.js";
import type { Repository } from "./repository.js";

/** From what to what: two commits, a commit and the index, or a commit and the work tree. */
export interface Span {
  readonly from: string;
  /** A commit, or what stands in its place. */
  readonly to: string | "index" | "work tree";
}

/** Lines of a file that were added or changed, from 1, both ends included. */
export type ChangedLines = readonly (readonly [first: number, last: number])[];

/** What a commit is compared with when there is none before it. */
export function emptyTree({ top }: Repository): string {
  return git(top, ["hash-object", "-t", "tree", "--stdin"]).toString("utf8").trim();
}

/** Absolute paths of the files that are other or new at the end of the span; of the work tree, files that git does not know yet, too. */
export function changedFiles({ top }: Repository, span: Span): ReadonlySet<string> {
  const changed = names(top, ["diff", ...compared(span), "--name-only", "-z", "--diff-filter=d", "-M", ...PLAIN]);
  const fresh = span.to === "work tree" ? untracked(top) : [];
  return new Set([...changed, ...fresh].map((name) => join(top, name)));
}

/** By absolute path; a new file counts whole. */
export function changedLines({ top }: Repository, span: Span): ReadonlyMap<string, ChangedLines> {
  const args = [
    "diff",
    ...compared(span),
    "-U0",
    "-M",
    "--diff-filter=d",
    "--src-prefix=a/",
    "--dst-prefix=b/",
    ...PLAIN,
  ];
  const patch = git(top, ["-c", "core.quotePath=true", ...args]).toString("utf8");
  const changed = new Map([...readPatch(patch)].map(([name, lines]) => [join(top, name), lines]));
  if (span.to === "work tree") for (const name of untracked(top)) changed.set(join(top, name), [[1, Infinity]]);
  return changed;
}

/** Lines that are in both. */
export function commonLines(some: ChangedLines, others: ChangedLines): ChangedLines {
  return some.flatMap(([from, to]) =>
    others
      .map(([first, last]) => [Math.max(from, first), Math.min(to, last)] as const)
      .filter(([first, last]) => first <= last),
  );
}

/** What a person's settings could add to the output is turned off. */
const PLAIN = [
  "--no-color",
  "--no-ext-diff",
  "--no-textconv",
  "--no-relative",
  "--inter-hunk-context=0",
  // Whatever attributes or bytes say: a file that git took for binary would have no changed lines.
  "--text",
  "--ignore-submodules",
  "--",
];

function compared({ from, to }: Span): readonly string[] {
  if (to === "index") return ["--cached", from];
  return to === "work tree" ? [from] : [from, to];
}

function untracked(top: string): readonly string[] {
  return names(top, ["ls-files", "--others", "--exclude-standard", "-z"]);
}

function names(top: string, args: readonly string[]): readonly string[] {
  return git(top, args)
    .toString("utf8")
    .split("\0")
    .filter((name) => name !== "");
}

const HUNK = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

function readPatch(patch: string): ReadonlyMap<string, ChangedLines> {
  const files = new Map<string, (readonly [number, number])[]>();
  let lines: (readonly [number, number])[] = [];
  let inHunk = 0;
  for (const line of patch.split("\n")) {
    // A line of a post may read like a header: those of a hunk are counted off.
    if (inHunk > 0) {
      if (!line.startsWith("\\")) inHunk--;
      continue;
    }
    if (line.startsWith("+++ ")) {
      lines = [];
      files.set(nameOf(line.slice("+++ ".length)), lines);
      continue;
    }
    const [, taken = "1", start, given = "1"] = HUNK.exec(line) ?? [];
    if (start === undefined) continue;
    inHunk = Number(taken) + Number(given);
    const first = Number(start);
    // Where lines were taken out, their neighbours meet: that is a change of both.
    lines.push(given === "0" ? [Math.max(first, 1), first + 1] : [first, first + Number(given) - 1]);
  }
  return files;
}

const ESCAPES: Readonly<Record<string, string>> = { a: "\x07", b: "\b", t: "\t", n: "\n", v: "\v", f: "\f", r: "\r" };

/** `b/name`, or `"b/na\303\251me"` as git quotes it. */
function nameOf(written: string): string {
  if (!written.startsWith('"')) return written.slice("b/".length).replace(/\t$/, "");
  const bytes = written
    .slice(1, written.lastIndexOf('"'))
    .replace(/\\([0-7]{3}|.)/g, (_whole, code: string) =>
      /^\d/.test(code) ? String.fromCharCode(Number.parseInt(code, 8)) : (ESCAPES[code] ?? code),
    );
  return Buffer.from(bytes, "latin1").toString("utf8").slice("b/".length);
}
