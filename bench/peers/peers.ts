import { join } from "node:path";
import type { View } from "../corpus/write-corpus.js";

/** What a run says of itself. */
export interface Said {
  readonly files: number;
  readonly findings: number;
}

/** A linter beside galley, with the settings that somebody who has posts would give it. */
export interface Peer {
  readonly id: string;
  /** As the table names it. */
  readonly name: string;
  /** Packages whose versions the table shows; the first has the program. */
  readonly packages: readonly string[];
  readonly view: View;
  readonly checks: string;
  readonly misses: string;
  /** `peers` is where they are installed, their settings beside them. */
  readonly words: (peers: string) => readonly string[];
  /** More words for the run that proves that it works: formats that can be counted. */
  readonly proof?: readonly string[];
  /** Exit codes of runs that did their work, and found something. */
  readonly codes: readonly number[];
  readonly said: (stdout: string, stderr: string) => Said;
  /** It names only the files in which it finds something: a third of all must be named. */
  readonly partial?: boolean;
}

const number = (text: string, pattern: RegExp): number => Number(pattern.exec(text)?.[1] ?? Number.NaN);

/** Lines, and the different files that they begin with. */
function named(text: string, pattern: RegExp): Said {
  const found = [...text.matchAll(pattern)];
  return { files: new Set(found.map((match) => match[1])).size, findings: found.length };
}

function eslintSaid(stdout: string): Said {
  const results = JSON.parse(stdout) as readonly { readonly messages: readonly unknown[] }[];
  return { files: results.length, findings: results.reduce((sum, { messages }) => sum + messages.length, 0) };
}

/** The one peer whose findings are mostly about long lines: shown with what posts want of it, and as it is installed. */
function rumdl(id: string, name: string, settings: Peer["words"]): Peer {
  return {
    id,
    name,
    packages: ["rumdl"],
    view: "markdown",
    checks: "Markdown style",
    misses: "HTML, dates, schemas",
    words: (at) => ["check", "--no-cache", ...settings(at), "."],
    codes: [1],
    said: (stdout) => ({
      files: number(stdout, /issues? in \d+\/(\d+) files/),
      findings: number(stdout, /Found (\d+) issues?/),
    }),
  };
}

export const peers: readonly Peer[] = [
  rumdl("rumdl", "rumdl", (at) => ["--config", join(at, "rumdl.toml")]),
  rumdl("rumdl-defaults", "rumdl, all its rules", () => ["--no-config"]),
  {
    id: "biome",
    name: "Biome, HTML",
    packages: ["@biomejs/biome"],
    view: "html",
    checks: "HTML syntax and rules, also CSS and JavaScript inside",
    misses: "Markdown, front matter",
    words: (at) => ["lint", `--config-path=${join(at, "html.biome.json")}`, "."],
    codes: [1],
    said: (stdout, stderr) => ({
      files: number(stdout + stderr, /Checked (\d+) files/),
      findings: number(stdout + stderr, /Found (\d+) errors/),
    }),
  },
  {
    id: "htmlhint",
    name: "HTMLHint",
    packages: ["htmlhint"],
    view: "html",
    checks: "10 rules on tags, no tree",
    misses: "Markdown, front matter",
    words: (at) => ["--nocolor", "--config", join(at, "htmlhint.json"), "."],
    codes: [1],
    said: (stdout) => ({
      files: number(stdout, /Scanned (\d+) files/),
      findings: number(stdout, /found (\d+) errors/),
    }),
  },
  {
    id: "html-validate",
    name: "html-validate",
    packages: ["html-validate"],
    view: "html",
    checks: "HTML against its content model",
    misses: "Markdown, front matter",
    words: (at) => ["--config", join(at, "html-validate.json"), "."],
    codes: [1],
    said: (stdout) => ({
      files: named(stdout, /^(\S+\.html)$/gm).files,
      findings: number(stdout, /(\d+) problems? \(/),
    }),
    partial: true,
  },
  {
    id: "eslint-markdown",
    name: "ESLint, Markdown",
    packages: ["eslint", "@eslint/markdown"],
    view: "markdown",
    checks: "Markdown links, images, headings",
    misses: "HTML, dates, schemas",
    words: (at) => ["--config", join(at, "eslint-markdown.config.js"), "."],
    proof: ["--format", "json"],
    codes: [1],
    said: eslintSaid,
  },
  {
    id: "eslint-html",
    name: "ESLint, HTML",
    packages: ["eslint", "@html-eslint/eslint-plugin"],
    view: "html",
    checks: "HTML rules on a tree",
    misses: "Markdown, front matter",
    words: (at) => ["--config", join(at, "eslint-html.config.js"), "."],
    proof: ["--format", "json"],
    codes: [1],
    said: eslintSaid,
  },
  {
    id: "markdownlint",
    name: "markdownlint-cli2",
    packages: ["markdownlint-cli2"],
    view: "markdown",
    checks: "Markdown style",
    misses: "HTML, dates, schemas",
    words: (at) => ["--config", join(at, ".markdownlint-cli2.jsonc"), "**/*.md"],
    codes: [1],
    said: (stdout) => ({
      files: number(stdout, /Linting: (\d+) file/),
      findings: number(stdout, /Summary: (\d+) error/),
    }),
  },
  {
    id: "remark",
    name: "remark-lint with schema",
    packages: ["remark-cli", "remark-lint-frontmatter-schema"],
    view: "markdown",
    checks: "Markdown style, front matter against a schema",
    misses: "HTML, dates",
    words: (at) => ["--no-stdout", "--frail", "--no-color", "--rc-path", join(at, "remark.config.js"), "."],
    codes: [1],
    said: (_, stderr) => ({
      files: named(stderr, /^(\S+\.md)(?:: no issues found)?$/gm).files,
      findings: number(stderr, /(\d+) warnings?\s*$/),
    }),
  },
  {
    id: "prettier",
    name: "Prettier --check",
    packages: ["prettier"],
    view: "site",
    checks: "How Markdown, HTML and YAML are laid out",
    misses: "Everything but layout and syntax",
    words: () => ["--check", "--no-config", "source/_posts"],
    // 2: files that it cannot read are among them.
    codes: [1, 2],
    said: (_, stderr) => named(stderr, /^\[(?:warn|error)\] (source\/\S+\.(?:md|html))(?::|$)/gm),
    partial: true,
  },
];
