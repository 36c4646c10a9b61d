/** Reports are read by parsers of others, and held to what the hosts demand of them. */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import { SaxesParser } from "saxes";
import type { ReporterName } from "../../src/report/index.js";
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
const hostile: readonly FileResult[] = HOSTILE.concat("]]>", '"><script>', "&amp;", "\ufffe\uffff", "日本/語 é😀").map(
  (bad, index) => {
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
  },
);
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
        assert.ok(most <= 10 + results.flatMap(({ errors }) => errors).length, `${most} of ${level}`);
      }
    });
  });
}
