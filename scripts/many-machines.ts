/**
 * Runs the commands for GNU parallel in docs/many-machines.md on two hosts, kills a job of each, and wants the results of one run. The
 * hosts are network namespaces with an sshd; where that is not allowed, two local slots stand in for them. Wants parallel, and for
 * hosts root, iproute2 and sshd (Debian: `apt-get install parallel iproute2 openssh-server`).
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Hosts, openHosts } from "./many-machines/hosts.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const folder = mkdtempSync(join(tmpdir(), "galley-machines-"));
const blog = join(folder, "blog");
const bin = join(folder, "bin");
const path = [bin, process.env["PATH"]].join(delimiter);
/** galley as a command of the shell. */
const galley = `'${process.execPath}' '${join(root, "bin/galley.js")}'`;
const POSTS = 60;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function shell(script: string, cwd: string, env: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr } = spawnSync("bash", ["-o", "pipefail", "-ec", script], {
    cwd,
    encoding: "utf8",
    timeout: 300_000,
    maxBuffer: 1e9,
    env: { ...process.env, PATH: path, ...env },
  });
  assert.equal(status, 0, `${script}\n${stderr}`);
  return stdout;
}

/** A JSON report without what no two runs share: its time, and what their caches knew. */
function timeless(json: string): string {
  return json.replace(/"durationMs": \d+/, "").replaceAll('"status": "cached"', '"status": "linted"');
}

function same(outcome: string, expected: string): void {
  if (outcome === expected) return;
  const at = [...expected].findIndex((character, index) => character !== outcome[index]);
  assert.fail(`Not the same as one run: ${outcome.slice(at, at + 200)}\ninstead of ${expected.slice(at, at + 200)}`);
}

/** The commands of the documentation below a heading, up to the next one. */
function documented(heading: string): string {
  const page = readFileSync(join(root, "docs/many-machines.md"), "utf8");
  const [, section = ""] = page.split(`\n### ${heading}\n`);
  return /```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? assert.fail(`No command below \`${heading}\``);
}

/** A galley behind `npx`, whose first process with this word on its command line dies at work. */
function dieOnce(word: string): string {
  const mark = join(folder, `died ${word.replace("/", " ")}`);
  const script = `#!/bin/sh
case "$*" in *'${word}'*) if mkdir '${mark}' 2>/dev/null; then echo half; kill -9 $$; fi;; esac
shift
exec ${galley} "$@"
`;
  writeFileSync(join(bin, "npx"), script, { mode: 0o755 });
  return mark;
}

function writeBlog(): void {
  mkdirSync(join(blog, "posts"), { recursive: true });
  mkdirSync(join(blog, ".git"));
  for (let index = 0; index < POSTS; index++) {
    const front = `title: Post ${index}\ndate: 2023-02-${index + 1}\npermalink: /${index % 50}/\ntags: [${index % 9 ? "sea" : "Sea"}]`;
    const text = `---\n${front}\n---\n\n<p style="color:red">Number ${index}: łódź, 渡船.</p>\n`;
    writeFileSync(join(blog, `posts/${index}.md`), text);
  }
}

/** Lines of a job log: host, exit code and signal of each attempt that it knows. */
function jobs(log: string): readonly { readonly host: string; readonly failed: boolean }[] {
  const [, ...lines] = readFileSync(join(folder, log), "utf8").trimEnd().split("\n");
  return lines.map((line) => {
    const [, host = "", , , , , code, signal] = line.split("\t");
    return { host, failed: code !== "0" || signal !== "0" };
  });
}

function checkShards(run: (command: string) => string): void {
  const command = documented("By GNU parallel");
  const merge = "npx galley merge";
  assert.ok(command.includes(merge));
  const asJson = command.replace(merge, "npx galley merge --exit-zero --format json");
  const whole = timeless(shell(`${galley} lint --no-cache --exit-zero --format json`, blog));
  assert.match(whole, /corpus\/no-duplicate-permalinks/);
  const mark = dieOnce("--shard 2/8");
  same(timeless(run(asJson)), whole);
  assert.ok(existsSync(mark), "no job died");
  const done = jobs("shards.log");
  assert.ok(done.length === 8 && done.every(({ failed }) => !failed));
  say(
    `  8 shards, one of them tried twice, on ${[...new Set(done.map(({ host }) => host))].sort().join(" and ")}: the report of one run`,
  );

  rmSync(mark, { recursive: true });
  rmSync(join(folder, "shards.log"));
  rmSync(join(folder, "shards"), { recursive: true });
  const [once = "", end = ""] = asJson.replace("--retries 3 ", "").split("\nnpx galley merge");
  run(`${once} || true`);
  assert.equal(jobs("shards.log").filter(({ failed }) => failed).length, 1);
  const again = once.replace("--joblog shards.log", "$& --resume-failed");
  same(timeless(run(`${again}\nnpx galley merge${end}`)), whole);
  assert.equal(jobs("shards.log").length, 9);
  say("  8 shards, one of them lost, and that one alone run again: the report of one run");
}

function checkRecords(run: (command: string) => string): void {
  const records = Array.from({ length: 20 * POSTS }, (_, id) => {
    const name = `posts/${id % POSTS}.md`;
    return `${JSON.stringify({ id, path: name, text: readFileSync(join(blog, name), "utf8") })}\n`;
  });
  writeFileSync(join(folder, "posts.ndjson"), records.join(""));
  const filter = "npx galley lint --stdin-records --exit-zero --quiet";
  const command = documented("Records by GNU parallel");
  assert.ok(command.includes(filter));
  const whole = shell(`${filter.replace("npx galley", galley)} < ../posts.ndjson`, blog);
  assert.equal(whole.split("\n").length, records.length + 1);
  const mark = dieOnce("--stdin-records");
  run(command.replace("--block 10M", "--block 50K"));
  assert.ok(existsSync(mark), "no job died");
  same(readFileSync(join(folder, "results.ndjson"), "utf8"), whole);
  const done = jobs("records.log");
  assert.ok(done.length > 2 && done.every(({ failed }) => !failed));
  say(`  ${records.length} records in ${done.length} blocks, one of them tried twice: the results of one run`);
  same(shell(`split -n l/4 --filter '${filter}' ../posts.ndjson`, blog), whole);
  say("  The same records in 4 parts, a process for each as with Spark's pipe: the results of one run");
}

async function hosts(): Promise<Hosts | undefined> {
  try {
    return await openHosts(folder, blog, path);
  } catch (error) {
    say(`No hosts in namespaces here: ${error instanceof Error ? error.message.trim() : String(error)}`);
    return undefined;
  }
}

mkdirSync(bin);
symlinkSync(process.execPath, join(bin, "node"));
writeBlog();
say(shell("parallel --version | head -n 1", folder).trim());
const two = await hosts();
try {
  say(two === undefined ? "Two local slots:" : "Two hosts in network namespaces, by ssh:");
  const place = two === undefined ? `-j 2 --workdir ${blog}` : `-S ${two.logins} --workdir ${blog}`;
  const run = (command: string): string => {
    const wanted = "-S alpha,beta --workdir /srv/blog";
    assert.ok(command.includes(wanted));
    return shell(command.replace(wanted, place), folder, { PARALLEL_SSH: two?.ssh ?? "ssh" });
  };
  checkShards(run);
  checkRecords(run);
} finally {
  two?.close();
  rmSync(folder, { recursive: true, force: true });
}
