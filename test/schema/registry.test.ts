import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { UserError } from "../../src/errors.js";
import { createSchemaRegistry, loadSchema } from "../../src/schema/registry.js";
import { frontMatterOf } from "./faults.js";

describe("schema files", () => {
  let folder = "";
  let root = "";
  const write = (path: string, text: string): string => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const messages = (file: string, post: string): readonly string[] =>
    loadSchema(file, root)
      .validate(frontMatterOf(post))
      .map(({ message }) => message);
  const complaint = (file: string): string => {
    try {
      loadSchema(file, root);
    } catch (error) {
      assert.ok(error instanceof UserError, String(error));
      return error.message;
    }
    return "";
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "galley-schema-"));
    root = join(folder, "project");
    mkdirSync(root);
    writeFileSync(join(folder, "outside.json"), "{}");
  });
  after(() => rmSync(folder, { recursive: true }));

  it("are read as JSON and as YAML", () => {
    const json = write("a.json", '\uFEFF{ "required": ["title"] }');
    const yaml = write("a.yaml", "# a schema\nrequired: [title]\nproperties:\n  n: { const: { a: 1 } }\n");
    assert.deepEqual(messages(json, "---\na: 1\n---\n"), ["Missing key `title`"]);
    assert.deepEqual(messages(yaml, "---\nn: { a: 1 }\n---\n"), ["Missing key `title`"]);
  });

  it("refer to each other by path, with and without `$id`", () => {
    write("parts/name.json", '{ "type": "object", "properties": { "name": { "$ref": "text.yml#/$defs/short" } } }');
    write("parts/text.yml", "$defs:\n  short: { type: string, maxLength: 3 }\n");
    const plain = write("plain.json", '{ "properties": { "a": { "$ref": "parts/name.json" } } }');
    const named = write(
      "named.json",
      '{ "$id": "https://example.com/s/named.json", "properties": { "a": { "$ref": "parts/name.json" } } }',
    );
    const relative = write(
      "relative.json",
      '{ "$id": "relative.json", "properties": { "a": { "$ref": "./parts/name.json" } } }',
    );
    for (const file of [plain, named, relative]) {
      assert.deepEqual(messages(file, "---\na: { name: abcd }\n---\n"), [
        "Key `a.name` must have at most 3 characters, but has 4",
      ]);
    }
  });

  it("may build on a shipped schema", () => {
    const file = write("mine.json", '{ "allOf": [{ "$ref": "galley:hexo" }], "required": ["cover"] }');
    assert.deepEqual(messages(file, "---\ntitle: [a]\n---\n"), [
      "Missing key `cover`",
      "Key `title` must be text, but is a list",
    ]);
  });

  it("stay inside the project and off the network", () => {
    assert.match(
      complaint(write("up.json", '{ "$ref": "../outside.json" }')),
      /refers to .*outside\.json, which lies outside the project/,
    );
    symlinkSync(join(folder, "outside.json"), join(root, "link.json"));
    assert.match(complaint(join(root, "link.json")), /link\.json is a link that leads out of the project/);
    assert.match(complaint(write("via.json", '{ "$ref": "link.json" }')), /lies outside the project/);
    assert.match(
      complaint(write("gone.json", '{ "$ref": "gone/x.json" }')),
      /refers to gone\/x\.json, and there is no such file/,
    );
    assert.match(
      complaint(write("net.json", '{ "$ref": "https://example.com/x.json" }')),
      /`https:\/\/example.com\/x.json` leads nowhere/,
    );
  });

  it("name themselves when they cannot be read", () => {
    assert.equal(complaint(join(root, "none.json")), "There is no schema none.json");
    assert.match(complaint(write("broken.json", "{")), /^The schema broken.json is no valid JSON/);
    assert.match(
      complaint(write("broken.yaml", "a: 1\nb: {\n")),
      /^The schema broken.yaml is no valid YAML, see line \d/,
    );
    assert.match(complaint(write("typo.json", '{ "propertes": {} }')), /^Schema `typo.json` at \/propertes/);
  });

  it("are compiled once", () => {
    const get = createSchemaRegistry(root);
    const path = write("once.json", "{}");
    assert.equal(get({ kind: "file", path }), get({ kind: "file", path }));
    assert.equal(get({ kind: "shipped", name: "hexo" }).title, "Hexo");
  });
});
