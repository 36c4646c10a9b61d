import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { applyEdits } from "../../src/fix/apply-edits.js";
import { schemaRepair } from "../../src/schema/repair.js";
import { faultsOf, frontMatterOf } from "./faults.js";

const schema = {
  additionalProperties: false,
  properties: {
    title: { type: "string" },
    tags: { type: "array", items: { type: "string" } },
    draft: { type: "boolean" },
    weight: { type: "integer" },
    layout: { enum: ["post", "page"] },
    date: { type: "string", format: "date" },
    "aliases list": { type: "string" },
    map: { additionalProperties: false, properties: { zoom: { type: "number" } } },
  },
};

/** The lines after the repair of the first fault; "none" when nothing is repaired. */
function repaired(content: string): string {
  const text = /^[{+]/.test(content) ? content : `---\n${content}\n---\n`;
  const [fault] = faultsOf(schema, text);
  assert.notEqual(fault, undefined, `nothing is wrong with ${content}`);
  const fix = fault === undefined ? undefined : schemaRepair(fault, frontMatterOf(text), text);
  if (fix === undefined) return "none";
  assert.equal(fix.safety, "unsafe");
  const after = applyEdits(text, fix.edits);
  return text === content ? after : after.slice(4, -5);
}

describe("schemaRepair", () => {
  it("renames keys, quoted or nested", () => {
    assert.equal(repaired("titel: Tides"), "title: Tides");
    assert.equal(repaired('"titel": Tides # c'), '"title": Tides # c');
    assert.equal(repaired("map:\n  zom: 3"), "map:\n  zoom: 3");
    assert.equal(repaired('+++\ntitel = "Tides"\n+++\n'), '+++\ntitle = "Tides"\n+++\n');
    assert.equal(repaired('{\n  "titel": "Tides"\n}\n'), '{\n  "title": "Tides"\n}\n');
  });

  it("leaves keys whose name is taken, or is no plain word", () => {
    assert.equal(repaired("title: Tides\ntitel: Ebb"), "none");
    assert.equal(repaired("alias list: x\ntitle: Tides"), "none");
    assert.equal(repaired("colour: red"), "none");
  });

  it("changes the kind of a value and keeps its characters", () => {
    assert.equal(repaired("title: 3.10"), 'title: "3.10"');
    assert.equal(repaired("title: 012 # c"), 'title: "012" # c');
    assert.equal(repaired("title: true"), 'title: "true"');
    assert.equal(repaired('draft: "false"'), "draft: false");
    assert.equal(repaired("draft: yes"), "draft: true");
    assert.equal(repaired("weight: '3'"), "weight: 3");
    assert.equal(repaired("tags: sea"), "tags: [sea]");
    assert.equal(repaired("tags: 'sea: deep'"), "tags: ['sea: deep']");
    assert.equal(repaired("tags: sea, no，海"), "tags: [sea, 'no', 海]");
    assert.equal(repaired("tags: 1984"), 'tags: ["1984"]');
    assert.equal(repaired('+++\ntags = "sea"\n+++\n'), '+++\ntags = ["sea"]\n+++\n');
    assert.equal(repaired("layout: psot"), "layout: post");
  });

  it("does not guess further", () => {
    assert.equal(repaired("draft: maybe"), "none");
    assert.equal(repaired("weight: '012'"), "none");
    assert.equal(repaired("weight: '3.5'"), "none");
    assert.equal(repaired("title: [a]"), "none");
    assert.equal(repaired("title:"), "none");
    assert.equal(repaired("date: tomorrow"), "none");
    assert.equal(repaired("tags: |\n  sea\n  ebb"), "none");
    assert.equal(repaired("weight: &x 37\ntitle: *x"), "none");
  });
});
