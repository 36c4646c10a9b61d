import { table } from "../../scripts/generate/markdown.js";
import { inGroups } from "../../src/source/number-groups.js";
import { median, ratio } from "../measure/statistics.js";
import { type Result, type Row, readResults } from "./results.js";

/** The sections of docs/performance.md, from the results that are kept. */
export function benchTables(root: string): string {
  const results = readResults(root);
  if (results.length === 0) return "No numbers are kept yet. `npm run bench -- compare --write` puts them here.";
  return results.map(section).join("\n\n");
}

/** For the README: each linter's time, and how many times galley's that is, by number of posts. */
export function peerTable(root: string): string {
  const results = readResults(root).filter(({ scenario }) => scenario === "compare");
  const linters = new Map(results.flatMap(({ rows }) => rows).map(({ name, checks }) => [name, checks ?? ""]));
  const head = ["Linter", "Checks", ...results.map(({ rows }) => `${inGroups(rows[0]?.posts ?? 0)} posts`)];
  const body = [...linters].map(([name, checks]) => [
    name,
    checks,
    ...results.map(({ rows }) => {
      const row = rows.find((one) => one.name === name);
      if (row === undefined) return "–";
      const seconds = `${shown(of(row, "wallMs") / 1_000, 1)} s`;
      return row === rows[0] ? seconds : `${seconds} (${against(row, rows[0], "wallMs")})`;
    }),
  ]);
  return table(head, body);
}

/** One result: what it is, where it was measured, and its table. */
export function section(result: Result): string {
  const { title, date, machine, galley, corpus, notes } = result;
  const { cpu, cores, memoryGb, system, node } = machine;
  const size = corpus.megabytes === undefined ? "" : `, ${corpus.megabytes.toFixed(1)} MB`;
  const where = `galley ${galley} on Node.js ${node.slice(1)}; ${cpu}, ${cores} cores, ${memoryGb} GB, ${system}; ${date}; corpus ${corpus.version}, seed ${corpus.seed}${size}.`;
  const lines = result.scenario === "compare" ? comparison(result.rows) : plain(result);
  return [`### ${title}`, where, lines, ...notes.map((note) => `${note}.`)].join("\n\n");
}

const of = (row: Row, what: "wallMs" | "cpuMs" | "rssMb"): number =>
  median(row.samples.flatMap((sample) => sample[what] ?? []));

const shown = (value: number, digits: number): string => (Number.isNaN(value) ? "–" : value.toFixed(digits));

/** Against the first row, pair by pair; nothing for the first row itself. */
function against(row: Row, base: Row | undefined, what: "wallMs" | "cpuMs"): string {
  if (base === undefined || row === base) return "–";
  const of = ({ samples }: Row): readonly number[] => samples.flatMap((sample) => sample[what] ?? []);
  const found = ratio(of(row), of(base));
  return Number.isNaN(found) ? "–" : `× ${found.toFixed(2)}`;
}

function comparison(rows: readonly Row[]): string {
  const head = [
    "Linter",
    "Version",
    "Wall s",
    "CPU s",
    "Peak MB",
    "Wall × galley",
    "CPU × galley",
    "Rounds",
    "Findings",
    "Checks",
    "Does not check",
  ];
  const body = rows.map((row) => [
    row.name,
    row.version ?? "",
    shown(of(row, "wallMs") / 1_000, 2),
    shown(of(row, "cpuMs") / 1_000, 2),
    shown(of(row, "rssMb"), 0),
    against(row, rows[0], "wallMs"),
    against(row, rows[0], "cpuMs"),
    String(row.samples.length),
    `${row.findings ?? "–"}${row.named === undefined ? "" : ` in ${row.named} files`}`,
    row.checks ?? "",
    row.misses ?? "",
  ]);
  return table(head, body);
}

function plain({ scenario, rows }: Result): string {
  const first = rows[0];
  // Rows of other sizes have no ratio to the first.
  const ratios = scenario !== "scale";
  const perPost = scenario !== "startup";
  const head = ["What", "Wall ms", "CPU ms", "Peak MB"];
  if (perPost) head.push("Wall ms a post", "CPU ms a post");
  if (ratios) head.push(`Wall × \`${first?.name}\``, `CPU × \`${first?.name}\``);
  const body = rows.map((row) => {
    const posts = row.posts ?? Number.NaN;
    const wall = of(row, "wallMs");
    const cpu = of(row, "cpuMs");
    const name = `\`${row.name}\`${row.posts === undefined ? "" : `, ${row.posts} posts`}`;
    const cells = [name, shown(wall, 0), shown(cpu, 0), shown(of(row, "rssMb"), 0)];
    if (perPost) cells.push(shown(wall / posts, 3), shown(cpu / posts, 3));
    if (ratios) cells.push(against(row, first, "wallMs"), against(row, first, "cpuMs"));
    return [...cells, String(row.samples.length)];
  });
  return table([...head, "Rounds"], body);
}
