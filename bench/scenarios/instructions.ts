import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { table } from "../../scripts/generate/markdown.js";
import { instructions, type Task } from "../instructions/callgrind.js";
import { readLimits, violations, writeLimits } from "../instructions/limits.js";
import { bin, coldLint, root } from "../measure/galley.js";
import { corpusOf, type Setting } from "./setting.js";
import { onePost } from "./startup.js";

const POSTS = 300;
const NOTHING = "node -e 0";
const READING = "reading bodies";
const PARSER = "HTML parser";
const REFERENCE = "rehype-parse";
/** The last passes, which tell what code takes that is warm. Limits hold for the second and third, in which V8 still compiles. */
const WARM = 2;
const USUAL_PASSES = 3;
const passesOf = (name: string, passes: number): string => (passes === 1 ? name : `${name}, ${passes} passes`);
/** Bodies that are parsed: more of them take long under valgrind. */
const BODIES = 150;

/**
 * Counts instructions, which do not depend on how busy a machine is, and holds their ratios to limits. Whether all are
 * kept; `write` makes what was counted the limits.
 */
export async function holdInstructions(setting: Setting, write: boolean): Promise<boolean> {
  const { passes: most } = setting;
  const corpus = corpusOf(setting, POSTS);
  const cwd = join(corpus.folder, "site");
  // Counting makes everything slow: no post may be given up for that, and no thread started.
  const lint = (...given: readonly string[]): readonly string[] =>
    coldLint("--exit-zero", "--timeout", "3600", "--jobs", "1", ...given).slice(1);
  const parse = join(dirname(fileURLToPath(import.meta.url)), "../instructions/parse-bodies.js");
  const html = join(corpus.folder, "html");
  const tasks: readonly Task[] = [
    { name: NOTHING, given: ["-e", "0"], cwd },
    { name: "galley --version", given: [bin, "--version"], cwd },
    { name: "galley lint one.md", given: lint(onePost(corpus)), cwd, keepsCode: true },
    { name: `galley lint, ${POSTS} posts`, given: lint(), cwd },
    { name: READING, given: [parse, "nothing", html, "1", String(BODIES)], cwd },
    ...[REFERENCE, PARSER].flatMap((name): readonly Task[] =>
      [...new Set([1, most - WARM, most])].map((passes) => ({
        name: passesOf(name, passes),
        given: [parse, name === PARSER ? "galley" : name, html, String(passes), String(BODIES)],
        cwd,
      })),
    ),
  ];
  const counts = new Map<string, number>();
  for (const task of tasks) {
    setting.say(`Counting ${task.name}`);
    counts.set(task.name, await instructions(task, join(setting.folder, "cache")));
  }
  const ratios = ratiosOf(counts, most);
  const major = process.version.slice(1).split(".")[0] ?? "";
  const limits = readLimits(root);
  const rows = [...counts].map(([name, count]) => [
    name,
    count.toFixed(1),
    ratios.get(name)?.toFixed(3) ?? "–",
    String(limits[major]?.[name] ?? "–"),
  ]);
  process.stdout.write(`${table(["What", "Million instructions", "Ratio", "Limit"], rows)}\n`);
  const warm = ratios.get(`${PARSER}, warm`)?.toFixed(3);
  process.stdout.write(
    `Ratios: to \`${NOTHING}\`; of the parser, without reading, to \`${REFERENCE}\`, in the last ${WARM} of ${most} passes ${warm}.\n`,
  );
  if (write) {
    const kept = Object.fromEntries([...ratios].map(([name, ratio]) => [name, Number(ratio.toFixed(3))]));
    writeLimits(root, { ...limits, [major]: kept });
    return true;
  }
  const held = most === USUAL_PASSES ? ratios : new Map([...ratios].filter(([name]) => name !== `${PARSER}, warm`));
  const broken = violations(held, limits[major] ?? {});
  for (const line of broken) process.stdout.write(`Above the limit for Node.js ${major}: ${line}\n`);
  return broken.length === 0;
}

/** What is held to a limit. */
function ratiosOf(counts: ReadonlyMap<string, number>, passes: number): ReadonlyMap<string, number> {
  const of = (name: string): number => counts.get(name) ?? Number.NaN;
  const ratios = new Map<string, number>();
  for (const name of counts.keys()) if (name.startsWith("galley")) ratios.set(name, of(name) / of(NOTHING));
  const reading = of(READING);
  const warm = (name: string): number => of(passesOf(name, passes)) - of(passesOf(name, passes - WARM));
  return ratios
    .set(PARSER, (of(PARSER) - reading) / (of(REFERENCE) - reading))
    .set(`${PARSER}, warm`, warm(PARSER) / warm(REFERENCE));
}
