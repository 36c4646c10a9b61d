import assert from "node:assert/strict";
import { describe, it } from "node:test";
import noCommentedMarkup from "../../rules/html/no-commented-markup.js";
import noComments from "../../rules/html/no-comments.js";
import { lintDocument } from "../../src/lint/lint-document.js";
import type { Rule } from "../../src/rule.js";
import { defaultOptions } from "../../src/rule.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";
import fc from "../property.js";

const PIECES = [
  "<a href='#'>",
  "</a>",
  "text",
  " ",
  "\n",
  "![a](b)",
  "div class='x'>",
  "</div ",
  "more",
  "{{ x }}",
  "wp:",
  "-",
];

describe("rules about comments", () => {
  it("report a comment once at most, and as a whole", () => {
    const rules = [noCommentedMarkup, noComments] as unknown as readonly Rule[];
    const settings = {
      rules: rules.map((rule) => ({ rule, severity: "warn" as const, options: defaultOptions(rule) })),
      knownRules: new Set(rules.map(({ id }) => id)),
      capabilities: {},
      timezone: "UTC",
      root: undefined,
      validate: undefined,
    };
    const content = fc.array(fc.constantFrom(...PIECES), { maxLength: 8 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(
        content.filter((text) => !/^-?>|--/.test(text) && !text.endsWith("-")),
        (text) => {
          const comment = `<!--${text}-->`;
          const post = `<p>before</p>\n${comment}\n<p>after</p>\n`;
          const reading = readDocument(post, "post.html", generatorProfile(undefined));
          const { diagnostics } = lintDocument(reading, settings);
          assert.ok(diagnostics.length <= 1);
          for (const { range } of diagnostics) assert.equal(post.slice(range.start, range.end), comment);
        },
      ),
      { numRuns: 300 },
    );
  });
});
