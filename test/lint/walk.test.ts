import assert from "node:assert/strict";
import { test } from "node:test";
import { defineRule, type Range, type Rule, type RuleContext, type Visitor } from "../../src/rule.js";
import { lintWith } from "./lint-with.js";

/** What a visitor made by `make` says that it saw, in order. */
function seen(text: string, make: (note: (what: string) => void, context: RuleContext) => Visitor): readonly string[] {
  const all: string[] = [];
  const rule = defineRule({
    id: "test/see",
    summary: "See",
    why: "A rule for tests.",
    recommended: "warn",
    fixes: "none",
    messages: { seen: "Seen" },
    examples: [],
    create: (context) => make((what) => all.push(what), context as unknown as RuleContext),
  }) as unknown as Rule;
  const { crashes } = lintWith(rule, text, "post.html");
  assert.deepEqual(crashes, []);
  return all;
}

const slice = (text: string, { start, end }: Range): string => text.slice(start, end);

test("shows elements by attribute, behind their tag's own handler, once for each name", () => {
  const text = '<p id="a" onclick="x" ontide="y">b</p><i>c</i><b BGCOLOR=red id=d>e</b>';
  const show = seen(text, (note) => ({
    element: { p: () => note("p") },
    attribute: {
      id: ({ tagName }) => note(`id on ${tagName}`),
      bgColor: ({ tagName }) => note(`bgColor on ${tagName}`),
      "on*": ({ tagName }) => note(`on* on ${tagName}`),
    },
  }));
  assert.deepEqual(show, ["p", "id on p", "on* on p", "on* on p", "bgColor on b", "id on b"]);
});

test("tells comments from what only looks like one", () => {
  const text = "<p><!-- a --><?b><!c></2></p><!-- d";
  const show = seen(text, (note) => ({
    comment: (_node, range) => note(`comment ${slice(text, range)}`),
    bogusComment: (_node, range) => note(`bogus ${slice(text, range)}`),
  }));
  assert.deepEqual(show, ["comment <!-- a -->", "bogus <?b>", "bogus <!c>", "bogus </2>"]);
});

test("references are the same whoever goes through the tree for them", () => {
  const text = '<p><a href="a">b</a><img src="c"></p><video poster="d"></video><table><img src="e"><tr><td>f</table>';
  const show = seen(text, (note, { document }) => ({
    image: ({ url }) => note(`image ${url}`),
    link: ({ url }) => note(`link ${url}`),
    end: () => note(document.references.map(({ url }) => url).join(" ")),
  }));
  const [whole] = seen(text, (note, { document }) => ({
    source: () => note(document.references.map(({ url }) => url).join(" ")),
  }));
  assert.deepEqual(show, ["link a", "image c", "image d", "image e", "a c d e"]);
  assert.equal(whole, "a c d e");
});
