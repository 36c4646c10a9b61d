/** Reports are read by parsers of others, and held to what the hosts demand of them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import MarkdownIt from "markdown-it";
import { SaxesParser } from "saxes";
import type { ReporterName } from "../../src/report/index.js";
import { visible } from "../../src/report/visible.js";
import type { FileResult } from "../../src/result.js";
import { fileResult, finding, HOSTILE, report } from "./results.js";

const POST = "---\ntitle: x\n---\n\nfoo bar\n";
const severities = ["error", "warn", "info"] as const;

const many: readonly FileResult[] = Array.from({ length: 300 }, (_, file) =>
  fileResult(
    `posts/${file}.md`,
    POST,
    Array.from({ length: 100 }, (_one, index) =>
      finding(POST, "foo", { severity: severities[index % 3] ?? "info", message: `Number ${index}` }),
    ),
  ),
);
/** Names that Markdown or its hosts would read something into, too. */
const MARKS = ["<img src=x onerror=alert(1)>", "@everyone", "a | b", "[x](https://example.org)", "`", "``a`b", "*x*"];
const hostile: readonly FileResult[] = HOSTILE.concat(
  MARKS,
  "]]>",
  '"><script>',
  "&amp;",
  "\ufffe\uffff",
  "日本/語 é😀",
).map((bad, index) => {
  const text = `${bad}foo${bad}\n`;
  const fix = { title: bad, safety: "safe", edits: [{ range: { start: 0, end: 1 }, text: bad }] } as const;
  return fileResult(
    `${index}/${bad}.md`,
    text,
    [finding(text, "foo", { rule: bad, message: bad, note: bad, severity: "error", fix })],
    {
      errors: [{ kind: "internal", path: bad, message: bad }],
    },
  );
});
const runs: readonly (readonly [string, readonly FileResult[]])[] = [
  ["nothing", []],
  ["a clean file", [fileResult("a.md", POST, [])]],
  ["hostile names and texts", hostile],
  ["30,000 findings", many],
];

/** Elements of an XML text by name; a parser that finds a fault throws. */
function elements(xml: string): ReadonlyMap<string, readonly Readonly<Record<string, string>>[]> {
  const found = new Map<string, Record<string, string>[]>();
  const parser = new SaxesParser({ xmlns: false });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const known = found.get(name) ?? [];
    known.push(attributes as Record<string, string>);
    found.set(name, known);
  });
  parser.write(xml).close();
  return found;
}

/** The text of a page. */
function unescaped(page: string): string {
  return page
    .replace(/<!-- -->|<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

const text = { type: "string", minLength: 1 };
const whole = { type: "integer", minimum: 1 };
const path = { type: "string", pattern: "^(?!\\./|/)[^\\\\]+$" };
const list = (items: object, most?: number): object => ({
  type: "array",
  items,
  ...(most === undefined ? {} : { maxItems: most }),
});
const object = (properties: object, required: readonly string[] = Object.keys(properties)): object => ({
  type: "object",
  properties,
  required,
});

const message = object({ text });
const region = object({ startLine: whole, startColumn: whole, endLine: whole, endColumn: whole });
const location = object({
  physicalLocation: object({ artifactLocation: object({ uri: { ...path, pattern: "^[!-~]+$" } }), region }),
});

/** What code scanning asks of SARIF, what GitLab and reviewdog ask of theirs. */
const schemas: Partial<Record<ReporterName, object>> = {
  sarif: object({
    $schema: { type: "string", pattern: "sarif.*2\\.1\\.0" },
    version: { const: "2.1.0" },
    runs: {
      minItems: 1,
      maxItems: 1,
      ...list(
        object(
          {
            tool: object({
              driver: object({
                name: text,
                rules: list(
                  object({
                    id: { ...text, maxLength: 255 },
                    shortDescription: object({ text: { ...text, maxLength: 1024 } }),
                    fullDescription: object({ text: { ...text, maxLength: 1024 } }),
                    help: message,
                  }),
                ),
              }),
            }),
            columnKind: { const: "utf16CodeUnits" },
            results: list(
              object({
                ruleId: text,
                ruleIndex: { type: "integer", minimum: 0 },
                level: { enum: ["error", "warning", "note"] },
                message,
                locations: { minItems: 1, ...list(location, 1000) },
                partialFingerprints: object({
                  primaryLocationLineHash: { type: "string", pattern: "^[0-9a-f]+:[0-9]+$" },
                }),
              }),
              25_000,
            ),
          },
          ["tool", "results", "columnKind"],
        ),
      ),
    },
  }),
  gitlab: list(
    object({
      description: text,
      check_name: text,
      fingerprint: { type: "string", pattern: "^[0-9a-f]{16,}$" },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: object({ path, lines: object({ begin: whole }) }),
    }),
  ),
  rdjson: object({
    source: object({ name: text }),
    diagnostics: list(
      object({
        message: text,
        location: object({ path, range: object({ start: object({ line: whole, column: whole }) }) }),
        severity: { enum: ["ERROR", "WARNING", "INFO"] },
        code: object({ value: text }),
      }),
    ),
  }),
};

/** The schema of OASIS. It is one of draft 4, all of whose keywords that it uses mean the same in draft 7. */
const {
  $schema: _draft,
  id: _id,
  ...oasis
} = JSON.parse(
  readFileSync(
    createRequire(import.meta.url).resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"),
    "utf8",
  ),
);
const oasisAjv = new Ajv({ strict: false, unicodeRegExp: false });
addFormats.default(oasisAjv);
const isSarif = oasisAjv.compile(oasis);

for (const [what, results] of runs) {
  const count = results.flatMap(({ diagnostics }) => diagnostics).length;
  describe(`reports of ${what}`, () => {
    for (const [name, schema] of Object.entries(schemas) as [ReporterName, object][]) {
      it(`${name} is what its schema says`, () => {
        const ajv = new Ajv({ strict: false });
        const check = ajv.compile(schema);
        const data: unknown = JSON.parse(report(name, results));
        assert.ok(check(data), ajv.errorsText(check.errors));
      });
    }

    it("sarif is what OASIS says", () => {
      const failed = results.map((one) => ({ ...one, baselined: one.diagnostics.slice(0, 1) }));
      for (const given of [results, failed]) {
        assert.ok(isSarif(JSON.parse(report("sarif", given))), oasisAjv.errorsText(isSarif.errors));
      }
    });

    it("markdown is text, a table and lists, and fits a summary", () => {
      const markdown = report("markdown", results);
      assert.ok(Buffer.byteLength(markdown) < 1024 * 1024);
      const page = new MarkdownIt({ html: true, linkify: false }).render(markdown);
      const tags = new Set([...page.matchAll(/<(\w+)([^>]*)>/g)].map(([, name, rest]) => `${name}${rest}`));
      const ours = /^(?:h3|p|ul|li|code|details|summary|table|thead|tbody|tr|t[hd](?: style="text-align:right")?)$/;
      for (const tag of tags) assert.match(tag, ours);
      const shown = unescaped(page);
      for (const { diagnostics } of results.slice(0, 100)) {
        for (const { message } of diagnostics.slice(0, 50)) {
          const said = visible(message.trim().replace(/\s+/g, " "));
          assert.ok(shown.includes(said), `${JSON.stringify(said)} is not to be read`);
        }
      }
      assert.doesNotMatch(page.replace(/<code>.*?<\/code>/g, ""), /@\w/, "nobody is called");
    });

    it("gitlab tells all findings apart", () => {
      const data: readonly { fingerprint: string }[] = JSON.parse(report("gitlab", results));
      const failures = results.flatMap(({ errors }) => errors).length;
      assert.ok(data.length >= count && data.length <= count + failures);
      assert.equal(new Set(data.map(({ fingerprint }) => fingerprint)).size, data.length);
    });

    it("junit is XML, and its counts add up", () => {
      const found = elements(report("junit", results));
      const of = (name: string): readonly Readonly<Record<string, string>>[] => found.get(name) ?? [];
      const sum = (key: string): number => of("testsuite").reduce((total, suite) => total + Number(suite[key] ?? 0), 0);
      assert.equal(sum("tests"), of("testcase").length);
      assert.equal(sum("errors"), of("error").length);
      const errors = results.flatMap(({ diagnostics }) => diagnostics.filter(({ severity }) => severity === "error"));
      assert.equal(of("failure").length, errors.length);
    });

    it("checkstyle is XML with every finding", () => {
      const found = elements(report("checkstyle", results)).get("error") ?? [];
      const failures = results.flatMap(({ errors }) => errors).length;
      assert.ok(found.length >= count && found.length <= count + failures);
      for (const { severity } of found) assert.ok(["error", "warning", "info"].includes(severity ?? ""));
    });

    it("ndjson has JSON on each line", () => {
      const lines = report("ndjson", results).trimEnd().split("\n");
      for (const line of lines) JSON.parse(line);
      assert.ok(lines.length > results.length);
    });

    it("github gives the runner whole commands alone", () => {
      const commands = report("github", results)
        .split("\n")
        .filter((line) => line.trimStart().startsWith("::"));
      const shown = commands.filter((line) => !/^::(?:group|endgroup)::/.test(line));
      for (const line of shown) assert.match(line, /^::(?:error|warning|notice)(?: (?:\w+=[^:,]*,?)+)?::.+$/);
      for (const level of ["error", "warning", "notice"]) {
        const most = shown.filter((line) => line.startsWith(`::${level}`)).length;
        assert.ok(most <= 10, `${most} of ${level}`);
      }
      const failures = results.flatMap(({ errors }) => errors).length;
      const said = (noun: string): number => {
        const line = new RegExp(`^(\\d+) ${noun}s? without an annotation`, "m").exec(report("github", results));
        return Number(line?.[1] ?? 0);
      };
      assert.equal(shown.length + said("finding") + said("failure"), count + failures, "the rest is counted");
    });
  });
}
