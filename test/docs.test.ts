import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, sep } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import type { Command } from "commander";
import { rules } from "../rules/index.js";
import { createProgram } from "../src/cli/program.js";
import { validateConfig } from "../src/config/validate.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

const pages: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "examples/hexo-blog/README.md",
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name.split(sep).join("/")}`)
    .sort(),
];

interface Page {
  /** Lines outside fences. */
  readonly prose: readonly string[];
  readonly blocks: readonly { readonly language: string; readonly text: string }[];
  /** The line of a fence that is never closed. */
  readonly open: number | undefined;
}

function split(text: string): Page {
  const prose: string[] = [];
  const blocks: { language: string; text: string }[] = [];
  let fence: { marks: string; language: string; line: number; lines: string[] } | undefined;
  for (const [index, line] of text.split("\n").entries()) {
    const [, marks = "", language = ""] = /^(`{3,})([a-z]*)$/.exec(line) ?? [];
    if (fence === undefined && marks !== "") fence = { marks, language, line: index + 1, lines: [] };
    else if (fence === undefined) prose.push(line);
    else if (marks.length >= fence.marks.length && language === "") {
      blocks.push({ language: fence.language, text: fence.lines.join("\n") });
      fence = undefined;
    } else fence.lines.push(line);
  }
  return { prose, blocks, open: fence?.line };
}

/** Fragments of headings, as GitHub makes them. */
function fragments(page: Page): ReadonlySet<string> {
  const found = new Set<string>();
  for (const line of page.prose) {
    const heading = /^#+ (.+)$/.exec(line)?.[1];
    if (heading === undefined) continue;
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase();
    const base = plain.replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-");
    let fragment = base;
    for (let count = 1; found.has(fragment); count++) fragment = `${base}-${count}`;
    found.add(fragment);
  }
  return found;
}

function links(page: Page): readonly string[] {
  const text = page.prose.join("\n").replace(/(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, "code");
  return [...text.matchAll(/\]\(([^()\s]+)\)/g)].map((match) => match[1] ?? "");
}

const program = createProgram(
  {
    stdout: { write: () => undefined, isTTY: false, columns: undefined, failure: undefined },
    stderr: { write: () => undefined, isTTY: false, columns: undefined, failure: undefined },
    readStdin: () => Promise.resolve(new Uint8Array()),
    stdinPieces: async function* () {},
    env: {},
    cwd: root,
    clock: () => 0,
    now: () => 0,
    pause: () => Promise.resolve(),
    cores: 1,
    onInterrupt: () => () => undefined,
  },
  undefined,
  () => undefined,
);

const flagsOf = (command: Command): readonly string[] =>
  command.options.flatMap((option) => [option.long, option.short]).filter((flag) => typeof flag === "string");

describe("documentation", () => {
  it("closes every fence", () => {
    for (const file of pages) assert.equal(split(read(file)).open, undefined, `a fence of ${file}`);
  });

  it("leads every relative link to a file and a heading", () => {
    const broken: string[] = [];
    for (const file of pages) {
      for (const link of links(split(read(file)))) {
        if (/^[a-z]+:/.test(link)) continue;
        const [path = "", fragment] = link.split("#");
        const target = path === "" ? file : posix.join(posix.dirname(file), decodeURIComponent(path));
        if (!existsSync(join(root, target))) broken.push(`${file}: ${link}`);
        else if (fragment !== undefined && !fragments(split(read(target))).has(fragment)) {
          broken.push(`${file}: ${link} has no such heading`);
        }
      }
    }
    assert.deepEqual(broken, []);
  });

  it("can be reached from the README", () => {
    const seen = new Set(["README.md"]);
    for (const file of seen) {
      for (const link of links(split(read(file)))) {
        const [path = ""] = link.split("#");
        const target = posix.join(posix.dirname(file), path);
        if (target.endsWith(".md") && existsSync(join(root, target))) seen.add(target);
      }
    }
    assert.deepEqual(
      pages.filter((file) => !seen.has(file) && !file.startsWith("examples/")),
      [],
    );
  });

  it("has a page for every rule, and no other", () => {
    const expected = rules.map(({ id }) => `docs/rules/${id}.md`).sort();
    assert.deepEqual(
      pages.filter((file) => /^docs\/rules\/.+\//.test(file)),
      expected,
    );
  });

  it("describes every option of every command in its section", () => {
    const sections = read("docs/cli.md").split(/^## /m);
    const missing: string[] = [];
    for (const command of program.commands) {
      const section = sections.find((one) => one.startsWith(`galley ${command.name()}\n`)) ?? "";
      for (const { flags } of command.options) {
        if (!section.split("\n").some((line) => line.startsWith(`| \`${flags}\` `)))
          missing.push(`galley ${command.name()} ${flags}`);
      }
    }
    for (const flag of flagsOf(program)) if (!read("docs/cli.md").includes(flag)) missing.push(flag);
    assert.deepEqual(missing, []);
  });

  it("names only options and commands that exist", () => {
    const unknown: string[] = [];
    for (const file of pages) {
      for (const { language, text } of split(read(file)).blocks) {
        for (const [, name = "", rest = ""] of text.matchAll(/^\$? ?(?:.*\| )?npx galley ([a-z]+)(.*)$/gm)) {
          if (language !== "sh" && language !== "text") continue;
          const command = program.commands.find((one) => one.name() === name);
          if (command === undefined) unknown.push(`${file}: galley ${name}`);
          else {
            const flags = flagsOf(command);
            for (const [, flag = ""] of rest.matchAll(/ (--?[a-z0-9][a-z-]*)/g)) {
              if (!flags.includes(flag)) unknown.push(`${file}: galley ${name} ${flag}`);
            }
          }
        }
      }
    }
    assert.deepEqual(unknown, []);
  });

  it("gives commands in the README and the guide that package.json has", () => {
    const { scripts } = JSON.parse(read("package.json")) as { readonly scripts: Readonly<Record<string, string>> };
    const named = new Set<string>();
    for (const file of ["README.md", "CONTRIBUTING.md", "examples/hexo-blog/README.md"]) {
      for (const [, run, script = ""] of read(file).matchAll(/npm (run )?([a-z-]+)/g)) {
        if (run !== undefined || script === "test") named.add(script);
      }
    }
    assert.ok(named.has("example") && named.has("test") && named.has("generate"));
    assert.deepEqual(
      [...named].filter((script) => !Object.hasOwn(scripts, script)),
      [],
    );
  });
});

describe("the schema of configurations", () => {
  const validate = new Ajv({ strictTypes: false, allErrors: true }).compile(
    JSON.parse(read("schemas/config.schema.json")),
  );
  const good: readonly unknown[] = [
    {},
    { extends: ["recommended", "hexo", "./shared.yaml"], files: ["a/**"], ignore: [], timezone: "UTC", root: "source" },
    { schemas: { "a/**": "off", "b/**": "hugo", "c/**": "schemas/c.json" }, plugins: ["./rules.js"] },
    { rules: { "html/no-comments": "off", "html/no-inline-style": ["warn", { allow: ["text-align"] }] } },
    {
      rules: { "html/no-comments": ["error"] },
      fixes: { safe: ["html/*"], unsafe: ["html/no-comments"], never: ["*"] },
    },
    { overrides: [{ files: ["a/**"], generator: "hugo", rules: { "html/no-comments": "info" } }] },
  ];
  const bad: readonly unknown[] = [
    [],
    { extend: ["recommended"] },
    { extends: "recommended" },
    { files: "a/**" },
    { rules: { "html/no-comments": "warning" } },
    { rules: { "html/no-inline-style": ["warn", { alow: [] }] } },
    { rules: { "html/no-inline-style": ["warn", {}, {}] } },
    { rules: { "markdown/no-indented-html": ["warn", {}] } },
    { overrides: [{ rules: {} }] },
    { overrides: [{ files: [], generator: "hugoo" }] },
    { fixes: { sometimes: [] } },
    { timezone: 8 },
  ];

  for (const config of good) {
    it(`takes what galley takes: ${JSON.stringify(config)}`, () => {
      assert.deepEqual(validateConfig(config, rules), []);
      assert.equal(validate(config), true, JSON.stringify(validate.errors));
    });
  }
  for (const config of bad) {
    it(`refuses what galley refuses: ${JSON.stringify(config)}`, () => {
      assert.notDeepEqual(validateConfig(config, rules), []);
      assert.equal(validate(config), false);
    });
  }

  it("lets the rules of plugins through", () => assert.equal(validate({ rules: { "house/no-logo": "warn" } }), true));
});
