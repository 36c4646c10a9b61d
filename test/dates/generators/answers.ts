/** What seven generators make of a value of `date:` in YAML front matter, in a site in UTC. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse as parseDateString } from "@11ty/parse-date-strings";
import matter from "gray-matter";
import { parse as parseHexo } from "hexo-front-matter";
import { load as loadYaml } from "js-yaml-4";
import { DateTime } from "luxon";
import moment from "moment-timezone";
import { z } from "zod";
import type { GeneratorName } from "../../../src/source/generators.js";
import { scalars } from "./scalars.js";

/** An instant as ISO 8601 in UTC; `refused`: the build stops; `none`: the post has no date of its own. */
export type Answer = string;

export interface Column {
  readonly generator: GeneratorName;
  readonly label: string;
  /** How the answers were found. */
  readonly source: string;
  readonly answer: (scalar: string) => Answer;
}

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);

function version(name: string): string {
  const manifest = readFileSync(
    join(dirname(require.resolve("typescript/package.json")), "..", name, "package.json"),
    "utf8",
  );
  return `${name} ${(JSON.parse(manifest) as { version: string }).version}`;
}

/** Recorded by scripts/record-dates.ts from a real run. */
function recorded(name: "jekyll" | "hugo"): {
  readonly version: string;
  readonly answers: Readonly<Record<string, Answer>>;
} {
  const file = join(here, "../../../../test/dates/generators", `${name}.json`);
  return JSON.parse(readFileSync(file, "utf8")) as ReturnType<typeof recorded>;
}

function iso(date: Date): Answer {
  return Number.isNaN(date.getTime()) ? "refused" : date.toISOString();
}

function attempt(run: () => Answer): Answer {
  try {
    return run();
  } catch {
    return "refused";
  }
}

const page = (scalar: string): string => `---\ndate: ${scalar}\n---\n`;
/** With options gray-matter keeps no cache. */
const grayDate = (scalar: string): unknown =>
  (matter(page(scalar), {}).data as Readonly<Record<string, unknown>>)["date"];

/** lib/plugins/processor: what is no Date goes to `new Date`; without one the file's own time counts. */
function hexo(scalar: string): Answer {
  const { date } = parseHexo(page(scalar)) as { readonly date?: unknown };
  if (date === undefined || date === null || date === "" || date === false || date === 0) return "none";
  const made = date instanceof Date ? date : new Date(date as string);
  if (Number.isNaN(made.getTime())) return "none";
  return iso(moment(made).tz("UTC").toDate());
}

/** The blog's schema takes what Joi's `date()` takes: a Date, or a text or number for `new Date`. */
function docusaurus(scalar: string): Answer {
  const date = grayDate(scalar);
  if (date === undefined || date === null) return "none";
  if (date instanceof Date) return iso(date);
  if (typeof date === "string" && /^\d+$/.test(date)) return iso(new Date(Number(date)));
  return typeof date === "string" || typeof date === "number" ? iso(new Date(date)) : "refused";
}

/** Themes and data loaders call `new Date` on what gray-matter gives them. */
function vitepress(scalar: string): Answer {
  const date = grayDate(scalar);
  if (date === undefined || date === null || date === "") return "none";
  const made = new Date(date as string);
  return Number.isNaN(made.getTime()) ? "none" : iso(made);
}

function eleventy(scalar: string): Answer {
  const date = grayDate(scalar);
  if (date === undefined || date === null || date === "" || date === false) return "none";
  if (date instanceof Date) return iso(date);
  if (typeof date !== "string") return "refused";
  const strict = DateTime.fromISO(date, { zone: "utc" });
  if (strict.isValid) return iso(strict.toJSDate());
  return attempt(() => iso(parseDateString(date)));
}

/** A collection whose schema says `z.coerce.date()`, as the documentation does. */
function astro(scalar: string): Answer {
  const { date } = loadYaml(`date: ${scalar}\n`) as { readonly date?: unknown };
  const result = z.coerce.date().safeParse(date);
  return result.success ? iso(result.data) : "refused";
}

const jekyll = recorded("jekyll");
const hugo = recorded("hugo");

export const columns: readonly Column[] = [
  {
    generator: "hexo",
    label: "Hexo",
    source: `${version("hexo-front-matter")}, ${version("moment-timezone")}, run`,
    answer: (scalar) => attempt(() => hexo(scalar)),
  },
  {
    generator: "jekyll",
    label: "Jekyll",
    source: `${jekyll.version}, recorded`,
    answer: (scalar) => jekyll.answers[scalar] ?? "unknown",
  },
  {
    generator: "hugo",
    label: "Hugo",
    source: `${hugo.version}, recorded`,
    answer: (scalar) => hugo.answers[scalar] ?? "unknown",
  },
  {
    generator: "eleventy",
    label: "Eleventy",
    source: `${version("gray-matter")}, ${version("luxon")}, ${version("@11ty/parse-date-strings")}, run`,
    answer: (scalar) => attempt(() => eleventy(scalar)),
  },
  {
    generator: "astro",
    label: "Astro",
    source: `${version("js-yaml-4")}, ${version("zod")} \`z.coerce.date()\`, run`,
    answer: (scalar) => attempt(() => astro(scalar)),
  },
  {
    generator: "docusaurus",
    label: "Docusaurus",
    source: `${version("gray-matter")}, run`,
    answer: (scalar) => attempt(() => docusaurus(scalar)),
  },
  {
    generator: "vitepress",
    label: "VitePress",
    source: `${version("gray-matter")}, run`,
    answer: (scalar) => attempt(() => vitepress(scalar)),
  },
];

/** All answers, by scalar; parsers that read a time without an offset in the machine's zone get UTC. */
export function allAnswers(): ReadonlyMap<string, readonly Answer[]> {
  const before = process.env["TZ"];
  process.env["TZ"] = "UTC";
  try {
    return new Map(scalars.map((scalar) => [scalar, columns.map(({ answer }) => answer(scalar))]));
  } finally {
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  }
}
