/** The package as users get it: packed, installed into an empty project, and used from there. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");
const timeout = 180_000;

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

const badPost = "---\ntitle: The ferry is late\ndate: 2023-02-30\n---\n\nIt waits.\n";

const consumer = `import { defineConfig, defineRule, lintFiles, lintText, rules, testRule, UserError } from "galley";
import type { Config, Diagnostic, FileResult } from "galley";

const config: Config = defineConfig({ extends: ["recommended"], rules: { "html/no-comments": "warn" } });
const found: readonly Diagnostic[] = lintText(${JSON.stringify(badPost)}, { path: "a.md", config }).diagnostics;

const rule = defineRule({
  id: "house/no-shouting",
  summary: "Disallow titles in capitals",
  why: "They are hard to read.",
  recommended: "warn",
  fixes: "none",
  messages: { loud: "\`{{title}}\` shouts" },
  examples: [
    { bad: "---\\ntitle: «LATE»\\n---\\n", says: ["\`LATE\` shouts"] },
    { good: "---\\ntitle: Late\\n---\\n" },
  ],
  create: ({ report }) => ({
    frontMatter(frontMatter) {
      const title = frontMatter.scalar("/title")?.text;
      const range = frontMatter.locate("/title", "value");
      if (title !== undefined && range !== undefined && title === title.toUpperCase()) report({ range, message: "loud", data: { title } });
    },
  }),
});

const files: FileResult[] = [];
for await (const result of lintFiles({ cwd: process.cwd() })) files.push(result);
let refused = false;
try {
  lintText("", { path: "a.md", config: { timezone: "Nowhere/Town" } });
} catch (error) {
  refused = error instanceof UserError;
}
console.log(
  JSON.stringify({
    text: found.map(({ rule }) => rule),
    files: files.map(({ path, diagnostics }) => [path, diagnostics.map(({ rule }) => rule)]),
    own: testRule(rule),
    catalogue: rules.flatMap((one) => testRule(one, { others: rules })),
    refused,
  }),
);
`;

describe("the package", { timeout: 2 * timeout }, () => {
  let folder = "";
  let installed = "";
  let packed: Packed;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "galley-package-"));
    // What is tested is the code that is there: no script builds it anew under the tests that run beside this one.
    const options = ["pack", "--json", "--ignore-scripts", "--pack-destination", folder];
    const [first] = JSON.parse(
      execFileSync("npm", options, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }),
    );
    packed = first;
    writeFileSync(join(folder, "package.json"), '{ "name": "consumer", "private": true, "type": "module" }\n');
    execFileSync(
      "npm",
      ["install", "--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts", join(folder, packed.filename)],
      { cwd: folder, stdio: "pipe", timeout },
    );
    installed = join(folder, "node_modules", "galley");
    mkdirSync(join(folder, "posts"));
    writeFileSync(join(folder, "posts/late.md"), badPost);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it("holds what it needs, and nothing of its workshop", () => {
    const paths = packed.files.map(({ path }) => path);
    const strange = paths.filter(
      (path) =>
        !/^(?:bin\/|dist\/cli\/(?:start\.cjs|licenses\.txt|report\/page\/page\.js|chunks\/(?:[\w-]+\.cjs|lint-worker\.js))$|dist\/(?:src\/(?!cli\/|lsp\/|start\/)|rules\/).+\.(?:js|d\.ts)$|schemas\/.+\.json$|docs\/|package\.json$|LICENSE$|[A-Z]+\.md$)/.test(
          path,
        ),
    );
    assert.deepEqual(strange, []);
    for (const path of [
      "bin/galley.js",
      "bin/package.json",
      "dist/cli/start.cjs",
      "dist/cli/chunks/main.cjs",
      "dist/cli/chunks/lint-worker.js",
      "dist/cli/chunks/schema-hexo.cjs",
      "dist/cli/licenses.txt",
      "dist/src/index.js",
      "dist/src/index.d.ts",
      "schemas/report.schema.json",
      "LICENSE",
    ]) {
      assert.ok(paths.includes(path), path);
    }
  });

  it("runs nobody's code when it is installed", () => {
    const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
    const entries: [string, { hasInstallScript?: boolean }][] = Object.entries(lock.packages);
    assert.ok(entries.length > 10);
    assert.deepEqual(
      entries.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([name]) => name),
      [],
    );
    const { scripts = {} } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
    assert.deepEqual(
      ["preinstall", "install", "postinstall", "prepare"].filter((name) => Object.hasOwn(scripts, name)),
      [],
    );
  });

  it("has a program that reports as the schema says", () => {
    const { status, stdout, stderr } = spawnSync(
      join(folder, "node_modules/.bin/galley"),
      ["lint", "--format", "json"],
      {
        cwd: folder,
        encoding: "utf8",
      },
    );
    assert.deepEqual([status, stderr], [1, ""]);
    const validate = new Ajv2020().compile(
      JSON.parse(readFileSync(join(installed, "schemas/report.schema.json"), "utf8")),
    );
    const report = JSON.parse(stdout);
    assert.equal(validate(report), true, JSON.stringify(validate.errors));
    assert.deepEqual(
      report.files.map(({ path }: { path: string }) => path),
      ["posts/late.md"],
    );
    assert.equal(report.summary.errors, 1);
  });

  it("is a library with types", () => {
    writeFileSync(join(folder, "consumer.ts"), consumer);
    const options = {
      strict: true,
      target: "es2022",
      lib: ["es2023"],
      module: "nodenext",
      types: ["node"],
      typeRoots: [join(root, "node_modules/@types")],
    };
    // The declarations of dependencies are checked, too: a missing one would make types \`any\` in silence.
    const tsconfig = {
      compilerOptions: { ...options, exactOptionalPropertyTypes: true, skipLibCheck: false },
      files: ["consumer.ts"],
    };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
    const tsc = spawnSync(join(root, "node_modules/.bin/tsc"), ["-p", "."], { cwd: folder, encoding: "utf8" });
    assert.equal(tsc.stdout, "");
    const said = JSON.parse(execFileSync(process.execPath, ["consumer.js"], { cwd: folder, encoding: "utf8" }));
    assert.deepEqual(said, {
      text: ["front-matter/valid-date"],
      files: [["posts/late.md", ["front-matter/valid-date"]]],
      own: [],
      catalogue: [],
      refused: true,
    });
  });

  it("passes the tests of the command line", () => {
    const suite = join(root, "dist/test/cli");
    const tests = readdirSync(suite).filter((name) => name.endsWith(".test.js"));
    assert.ok(tests.length > 0);
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const { status, stdout } = spawnSync(process.execPath, ["--test", ...tests.map((name) => join(suite, name))], {
      cwd: folder,
      encoding: "utf8",
      env: { ...env, GALLEY_PACKAGE: installed },
    });
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^(?:#|ℹ) pass [1-9]\d/m);
  });

  it("satisfies publint and are-the-types-wrong", () => {
    const tarball = join(folder, packed.filename);
    for (const [tool, ...args] of [
      ["publint", "run", tarball, "--strict"],
      ["attw", tarball, "--profile", "esm-only"],
    ] as const) {
      const { status, stdout, stderr } = spawnSync(join(root, "node_modules/.bin", tool), args, { encoding: "utf8" });
      assert.equal(status, 0, `${tool}\n${stdout}${stderr}`);
    }
  });
});
