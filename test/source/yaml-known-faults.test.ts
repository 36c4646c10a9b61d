import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseDocument } from "yaml";
import { explain } from "../../src/source/yaml-explain.js";
import { knownFault } from "../../src/source/yaml-known-faults.js";
import fc from "../property.js";

const OPTIONS = { version: "1.2", schema: "core", uniqueKeys: false, logLevel: "silent", prettyErrors: false } as const;

describe("known faults of YAML", () => {
  it("are the commonest", () => {
    for (const text of ["author: @name\n", "title: 海: a'b\r\n", 'tags: ["a", b\n\n', "tags: [海\n"])
      assert.ok(knownFault(text) !== undefined, text);
    for (const text of [
      "a: b\n",
      "a: 'b: c'\n",
      "a: b # c: d\n",
      "a: [b]\n",
      "a: |\n  b: c\n",
      "a: b:\n",
      "a: b\n  c: d\n",
    ])
      assert.equal(knownFault(text), undefined, text);
  });

  const piece = fc.constantFrom(
    ..."@`[](){}, .-!?'\"#:_/&*|>%~\\\t",
    ": ",
    ", ",
    '"a b"',
    '"sea"',
    "海",
    "，",
    "é",
    "a",
    "1",
    "b: c",
  );
  const entry = fc.record({
    key: fc.constantFrom("a", "title", "k_1"),
    first: fc.constantFrom("", "@", "[", "a", "海"),
    rest: fc.array(piece, { maxLength: 6 }),
    end: fc.constantFrom("", "\n", "\r\n", "\n\n"),
  });

  it("are told and explained as by the parser, whatever the entry", () => {
    fc.assert(
      fc.property(entry, ({ key, first, rest, end }) => {
        const text = `${key}: ${first}${rest.join("")}${end}`;
        const fault = knownFault(text);
        if (fault === undefined) return;
        const { errors } = parseDocument(text, OPTIONS);
        assert.equal(fault.code, errors[0]?.code, text);
        assert.ok(
          errors.every(({ code }) => code !== "MISSING_CHAR"),
          text,
        );
        const whole = { key, range: { start: 0, end: text.length } };
        const cause = explain(text, whole, fault);
        assert.notEqual(cause.code, "syntax-unreadable", text);
        if (errors[0] !== undefined) assert.deepEqual(cause, explain(text, whole, errors[0]), text);
      }),
    );
  });
});
