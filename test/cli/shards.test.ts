/** The templates that run shards as jobs of a CI: their commands, in the places and with the variables that the systems give them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { badDate, clean, type Files, packageRoot, project, styled } from "./galley.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const text = (path: string): string => readFileSync(join(root, path), "utf8");
const { version }: { version: string } = JSON.parse(text("package.json"));

const twin = `---\ntitle: Twin\npermalink: /twin/\n---\n\n${"The same words, washed ashore twice. ".repeat(10)}\n`;
const posts: Files = {
  ...Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [`posts/${index}.md`, index % 3 === 0 ? styled : clean]),
  ),
  "posts/late.md": badDate,
  "posts/one.md": twin,
  "posts/two.md": twin.replace("Twin", "Second"),
};

/** `sh` with a galley behind `npx --yes galley@VERSION`. */
function shell(): (cwd: string, shell: readonly string[], script: string, env: Record<string, string>) => Ran {
  const bin = project({});
  symlinkSync(process.execPath, join(bin, "node"));
  symlinkSync(join(packageRoot, "bin/galley.js"), join(bin, "galley"));
  const npx = `#!/bin/sh\n[ "$1 $2" = "--yes galley@${version}" ] || exit 9\nshift 2\nexec galley "$@"\n`;
  writeFileSync(join(bin, "npx"), npx, { mode: 0o755 });
  return (cwd, [program = "sh", ...args], script, env) => {
    const path = `${bin}${delimiter}${process.env["PATH"]}`;
    const { status, stdout, stderr } = spawnSync(program, [...args, script], {
      cwd,
      encoding: "utf8",
      env: { PATH: path, ...env },
    });
    return { status, stdout, stderr };
  };
}

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

describe("the matrix for GitHub Actions", () => {
  const { lint, report } = parse(text("docs/ci/github-shards.yml")).jobs;
  const shardIds: readonly number[] = lint.strategy.matrix.shard;
  const stepWith = (job: { steps: readonly Step[] }, word: string): Step =>
    job.steps.find(({ run, uses }) => (run ?? uses ?? "").includes(word)) ?? assert.fail(word);
  const bash = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"];
  const environment = { GITHUB_ACTIONS: "true" };

  /** What GitHub makes of the expressions in the template. */
  function filled(value: string, shard: number): string {
    return value
      .replaceAll("${" + "{ matrix.shard }}", String(shard))
      .replaceAll("${" + "{ strategy.job-total }}", String(shardIds.length));
  }

  /** Runs the jobs, each in a checkout of its own; `upload` says whether a part's report gets through. */
  function pipeline(files: Files, upload: (shard: number) => boolean = () => true): Ran {
    const run = shell();
    const workspace = project(files);
    const to = join(workspace, stepWith(report, "download-artifact").with?.["path"] ?? assert.fail());
    for (const shard of shardIds) {
      const step = stepWith(lint, "npx");
      const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([key, value]) => [key, filled(value, shard)]));
      const checkout = project(files);
      const part = run(checkout, bash, step.run ?? assert.fail(), { ...environment, ...env });
      assert.deepEqual(part, { status: 0, stdout: "", stderr: "" });
      const { name = "", path = "" } = stepWith(lint, "upload-artifact").with ?? {};
      const folder = join(to, filled(name, shard));
      if (!upload(shard)) continue;
      mkdirSync(folder, { recursive: true });
      renameSync(join(checkout, path), join(folder, path));
    }
    return run(workspace, bash, stepWith(report, "npx").run ?? assert.fail(), environment);
  }

  it("ends as one run would end, and says the same", () => {
    const { status, stdout, stderr } = pipeline(posts);
    const whole = shell()(project(posts), bash, `npx --yes galley@${version} lint --no-cache`, environment);
    assert.deepEqual({ status, stdout, stderr }, whole);
    assert.equal(status, 1);
    assert.match(stdout, /corpus\/no-duplicate-permalinks/);
    assert.equal(pipeline({ "a.md": clean }).status, 0);
  });

  it("fails when the report of a part is missing, or all are", () => {
    const { status, stderr } = pipeline(posts, (shard) => shard !== 3);
    assert.equal(status, 2);
    assert.match(stderr, /3/);
    assert.equal(pipeline(posts, () => false).status, 2);
  });

  it("needs all parts, and waits for none that was called off", () => {
    assert.equal(lint.strategy["fail-fast"], false);
    assert.equal(report.needs, "lint");
    for (const one of [report, stepWith(lint, "upload-artifact")]) assert.match(one.if, /!cancelled\(\)/);
    const pattern: string = stepWith(report, "download-artifact").with?.["pattern"] ?? "";
    assert.ok(filled(stepWith(lint, "upload-artifact").with?.["name"] ?? "", 4).startsWith(pattern.replace("*", "")));
  });
});

describe("the parallel jobs for GitLab", () => {
  const jobs = parse(text("docs/ci/gitlab-shards.yml"));
  const { galley: part, "galley-report": report } = jobs;

  it("end as one run would end, and say the same", () => {
    const run = shell();
    const sh = ["sh", "-ec"];
    const workspace = project(posts);
    for (let index = 1; index <= part.parallel; index++) {
      const checkout = project(posts);
      const env = { CI_NODE_INDEX: String(index), CI_NODE_TOTAL: String(part.parallel) };
      const { status, stderr } = run(checkout, sh, part.script.join("\n"), env);
      assert.deepEqual([status, stderr], [0, ""]);
      const [pattern] = part.artifacts.paths;
      const name = pattern.replace("*", String(index));
      renameSync(join(checkout, name), join(workspace, name));
    }
    const { status, stdout, stderr } = run(workspace, sh, report.script.join("\n"), {});
    const quality = report.artifacts.reports.codequality;
    const merged = readFileSync(join(workspace, quality), "utf8");
    rmSync(join(workspace, quality));
    const argv = `lint --no-cache --format pretty --format gitlab=${quality}`;
    const whole = run(workspace, sh, `npx --yes galley@${version} ${argv}`, {});
    assert.deepEqual({ status, stdout, stderr }, whole);
    assert.equal(status, 1);
    assert.equal(merged, readFileSync(join(workspace, quality), "utf8"));
    assert.match(merged, /no-duplicate-permalinks/);
    assert.deepEqual([report.needs, report.when, part.artifacts.when], [["galley"], "always", "always"]);
  });
});
