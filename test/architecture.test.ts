import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../..");

/**
 * Parts of the code, each with the parts that it may import. A part is a folder of `src`, or one file of it; type
 * imports count. What is not written here is forbidden.
 */
const layers: Readonly<Record<string, readonly string[]>> = {
  edit: [],
  errors: [],
  closest: [],
  capabilities: [],
  dates: ["letters"],
  diagnostic: ["edit"],
  digest: [],
  letters: [],
  tree: [],
  fact: ["edit", "diagnostic"],
  directive: ["edit"],
  source: ["capabilities", "edit", "diagnostic", "digest", "dates", "closest", "letters"],
  options: ["source"],
  result: ["edit", "diagnostic", "fact", "source"],
  schema: ["edit", "errors", "closest", "source", "tree"],
  rule: ["edit", "diagnostic", "directive", "fact", "capabilities", "dates", "letters", "options", "schema", "source"],
  lint: ["edit", "diagnostic", "digest", "directive", "fact", "capabilities", "closest", "rule", "schema", "source"],
  infer: ["dates", "schema", "source"],
  fix: ["edit", "diagnostic", "lint", "result", "source"],
  examples: ["edit", "diagnostic", "fix", "lint", "result", "rule", "schema", "source"],
  testing: ["edit", "diagnostic", "examples", "rule"],
  config: ["closest", "diagnostic", "edit", "errors", "rule", "schema", "source", "tree"],
  git: ["capabilities", "errors", "tree"],
  files: ["capabilities", "errors", "source", "tree"],
  report: ["edit", "diagnostic", "digest", "result", "source"],
  run: [
    "capabilities",
    "config",
    "diagnostic",
    "digest",
    "edit",
    "errors",
    "fact",
    "files",
    "fix",
    "git",
    "infer",
    "lint",
    "result",
    "rule",
    "rules",
    "schema",
    "source",
    "tree",
  ],
  cli: [
    "closest",
    "config",
    "diagnostic",
    "errors",
    "examples",
    "files",
    "fix",
    "git",
    "lsp",
    "report",
    "result",
    "rule",
    "rules",
    "run",
    "source",
  ],
  // A type alone: it loads the command line as a chunk.
  start: ["cli"],
  lsp: ["diagnostic", "edit", "errors", "report", "result", "rules", "run", "schema", "source"],
  index: [
    "capabilities",
    "config",
    "diagnostic",
    "edit",
    "errors",
    "result",
    "rule",
    "rules",
    "run",
    "schema",
    "source",
    "testing",
  ],
  rules: ["rule"],
};

/** Packages and Node modules that only some parts may import; paths may name one file. */
const fences: Readonly<Record<string, readonly string[]>> = {
  "node:fs": ["files", "start", "cli/output", "config/load", "schema/registry", "run/version"],
  ajv: ["schema"],
  "ajv-formats": ["schema"],
  re2js: ["schema"],
  "gray-matter": ["source"],
  yaml: ["source"],
  "toml-eslint-parser": ["source"],
  "jsonc-parser": ["source"],
  "markdown-it": ["source"],
  "rehype-parse": ["source"],
  unified: ["source"],
  vfile: ["source"],
  chalk: ["report"],
  "string-width": ["report"],
  commander: ["cli"],
  "cli-progress": ["cli"],
  "supports-hyperlinks": ["cli"],
  "vscode-languageserver": ["lsp"],
  "vscode-languageserver-textdocument": ["lsp"],
  "node:process": ["cli"],
  "node:vm": ["run/deadline", "start/chunks"],
  "node:worker_threads": ["run/workers", "cli/worker"],
  "node:child_process": ["git"],
  "node:http": [],
  "node:https": [],
  "node:net": [],
};

interface Module {
  /** Without its ending, relative to the repository: `src/lint/walk`. */
  readonly name: string;
  readonly part: string;
  readonly text: string;
  readonly imports: readonly string[];
}

function modules(): readonly Module[] {
  const found: Module[] = [];
  for (const folder of ["src", "rules"]) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith(".ts")) continue;
      const path = join(entry.parentPath, entry.name);
      const name = relative(root, path).replaceAll("\\", "/").slice(0, -".ts".length);
      const text = readFileSync(path, "utf8");
      const imports = [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");
      found.push({ name, part: partOf(name), text, imports });
    }
  }
  return found;
}

function partOf(name: string): string {
  const [top = "", next = ""] = name.split("/");
  return top === "rules" ? "rules" : next;
}

/** `src/lint/walk` and `../rule.js` -> `src/rule` */
function resolve(from: string, specifier: string): string {
  return join(dirname(from), specifier).replaceAll("\\", "/").replace(/\.js$/, "");
}

describe("architecture", () => {
  const all = modules();

  it("finds the code", () => assert.ok(all.length > 40));

  it("imports only what its layer may", () => {
    const wrong: string[] = [];
    for (const { name, part, imports } of all) {
      const allowed = layers[part];
      if (allowed === undefined) wrong.push(`${name}: no layer \`${part}\``);
      for (const specifier of imports) {
        if (!specifier.startsWith(".")) continue;
        const target = partOf(resolve(name, specifier));
        if (target !== part && !(allowed ?? []).includes(target)) wrong.push(`${name} imports ${specifier}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it("lets rules import `src/rule.ts` alone", () => {
    const wrong = all.filter(
      ({ name, imports }) =>
        /^rules\/[^/]+\//.test(name) &&
        imports.some((one) => (one.startsWith(".") ? resolve(name, one) !== "src/rule" : one.startsWith("node:"))),
    );
    assert.deepEqual(
      wrong.map(({ name }) => name),
      [],
    );
  });

  it("has no cycle between its parts", () => {
    const edges = new Map<string, Set<string>>();
    for (const { name, part, imports } of all) {
      for (const specifier of imports) {
        if (!specifier.startsWith(".")) continue;
        const target = partOf(resolve(name, specifier));
        if (target !== part) edges.set(part, (edges.get(part) ?? new Set()).add(target));
      }
    }
    const done = new Set<string>();
    const visit = (part: string, path: readonly string[]): void => {
      assert.ok(!path.includes(part), `cycle: ${[...path, part].join(" -> ")}`);
      if (done.has(part)) return;
      for (const next of edges.get(part) ?? []) visit(next, [...path, part]);
      done.add(part);
    };
    for (const part of edges.keys()) visit(part, []);
  });

  it("keeps packages behind their fences", () => {
    const wrong: string[] = [];
    for (const { name, part, imports } of all) {
      for (const specifier of imports) {
        const [scope = "", next = ""] = specifier.split("/");
        const owner = specifier.startsWith("@") ? `${scope}/${next}` : scope;
        const places = Object.hasOwn(fences, owner) ? fences[owner] : undefined;
        if (places === undefined) continue;
        if (!places.some((place) => place === part || name === `src/${place}`))
          wrong.push(`${name} imports ${specifier}`);
      }
    }
    assert.deepEqual(wrong, []);
  });

  it("touches the process and the console in the command line alone", () => {
    const wrong = all.filter(
      ({ part, text }) =>
        part !== "cli" && part !== "git" && part !== "start" && /\b(?:process|console)\.\w/.test(withoutComments(text)),
    );
    assert.deepEqual(
      wrong.map(({ name }) => name),
      [],
    );
  });

  it("opens no connection and runs no text as code, by what needs no import either", () => {
    const reaching =
      /\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\(|\bEventSource\(|\beval\(|\bnew Function\(|\.innerHTML\b/;
    const wrong = all.filter(({ text }) => reaching.test(withoutComments(text)));
    assert.deepEqual(
      wrong.map(({ name }) => name),
      [],
    );
  });

  it("asks no clock and no machine zone in the core", () => {
    const core = new Set(["dates", "source", "schema", "infer", "lint", "rules", "rule", "report"]);
    const clock =
      /\bDate\.now\(|\bnew Date\(\)|\bDate\.parse\(|\bperformance\.|\.getTimezoneOffset\(|Intl\.DateTimeFormat\(\)/;
    const wrong = all.filter(({ part, text }) => core.has(part) && clock.test(withoutComments(text)));
    assert.deepEqual(
      wrong.map(({ name }) => name),
      [],
    );
  });

  // Each such object has a hidden class of its own: whoever reads it is slow, and it lives on until old memory is swept.
  it("makes nothing with getters for each file but of a class", () => {
    const each = new Set(["dates", "source", "schema", "lint", "rules", "fix"]);
    const wrong = all.filter(({ part, text }) => each.has(part) && /^\s+get \w+\(\) \{/m.test(withoutComments(text)));
    assert.deepEqual(
      wrong.map(({ name }) => name),
      [],
    );
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
}
