/**
 * Records what Jekyll and Hugo make of the dates of test/dates/generators/scalars.ts: `record-dates` runs those that are
 * installed (`jekyll` as a Ruby gem, `hugo` on the PATH) and writes test/dates/generators/NAME.json; `--check` compares.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { scalars } from "../test/dates/generators/scalars.js";

/** An instant as ISO 8601 in UTC; `refused`: the build stops; `none`: there is no date. */
type Answer = string;

interface Recording {
  readonly version: string;
  readonly answers: Readonly<Record<string, Answer>>;
}

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const checking = process.argv.includes("--check");
const environment = { ...process.env, TZ: "UTC" };

const RUBY = `
require "jekyll"; require "yaml"; require "json"
scalars = JSON.parse(STDIN.read)
answers = scalars.map do |scalar|
  begin
    data = YAML.safe_load("date: " + scalar, permitted_classes: [Date, Time])
    value = data["date"]
    # Jekyll::Document asks only when there is a value.
    next [scalar, "none"] unless data.key?("date") && value
    [scalar, Jekyll::Utils.parse_date(value.to_s, "").utc.strftime("%Y-%m-%dT%H:%M:%S.%LZ")]
  rescue StandardError, Psych::SyntaxError
    [scalar, "refused"]
  end
end
puts JSON.generate([Jekyll::VERSION + " on Ruby " + RUBY_VERSION, answers])
`;

function jekyll(): Recording | undefined {
  const run = spawnSync("ruby", ["-e", RUBY], { input: JSON.stringify(scalars), encoding: "utf8", env: environment });
  if (run.status !== 0) return undefined;
  const [version, answers] = JSON.parse(run.stdout) as [string, [string, Answer][]];
  return { version: `Jekyll ${version}`, answers: Object.fromEntries(answers) };
}

function hugo(): Recording | undefined {
  const found = spawnSync("hugo", ["version"], { encoding: "utf8" });
  if (found.status !== 0) return undefined;
  const site = mkdtempSync(join(tmpdir(), "dates-"));
  try {
    mkdirSync(join(site, "layouts/_default"), { recursive: true });
    mkdirSync(join(site, "content"));
    const template = '{{ if .Date.IsZero }}none{{ else }}{{ .Date.UTC.Format "2006-01-02T15:04:05.000Z" }}{{ end }}';
    writeFileSync(
      join(site, "config.toml"),
      'timeZone = "UTC"\ndisableKinds = ["home", "taxonomy", "term", "RSS", "sitemap", "404"]\n',
    );
    writeFileSync(join(site, "layouts/_default/single.html"), template);
    const answers = scalars.map((scalar): [string, Answer] => {
      writeFileSync(join(site, "content/post.md"), `---\ntitle: x\ndate: ${scalar}\n---\n`);
      rmSync(join(site, "public"), { recursive: true, force: true });
      const built = spawnSync("hugo", ["--buildFuture", "--quiet"], { cwd: site, env: environment });
      if (built.status !== 0) return [scalar, "refused"];
      return [scalar, readFileSync(join(site, "public/post/index.html"), "utf8").trim()];
    });
    const version = /v(\d+\.\d+\.\d+)/.exec(execFileSync("hugo", ["version"], { encoding: "utf8" }))?.[1] ?? "";
    return { version: `Hugo ${version}`, answers: Object.fromEntries(answers) };
  } finally {
    rmSync(site, { recursive: true });
  }
}

for (const [name, record] of Object.entries({ jekyll, hugo })) {
  const file = join(root, "test/dates/generators", `${name}.json`);
  const recording = record();
  if (recording === undefined) {
    process.stdout.write(`${name} is not installed\n`);
    continue;
  }
  if (!checking) {
    writeFileSync(file, `${JSON.stringify(recording, undefined, 2)}\n`);
    continue;
  }
  const known = JSON.parse(readFileSync(file, "utf8")) as Recording;
  for (const [scalar, answer] of Object.entries(recording.answers)) {
    if (known.answers[scalar] === answer) continue;
    process.stdout.write(
      `${recording.version}: ${scalar}: ${answer}, recorded ${known.answers[scalar] ?? "nothing"}\n`,
    );
    process.exitCode = 1;
  }
}
