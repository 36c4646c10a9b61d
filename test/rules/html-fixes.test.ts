import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { micromark } from "micromark";
import attributeQuotes from "../../rules/html/consistent-attribute-quotes.js";
import lowercaseNames from "../../rules/html/lowercase-names.js";
import noCommentedMarkup from "../../rules/html/no-commented-markup.js";
import noComments from "../../rules/html/no-comments.js";
import noInlineStyle from "../../rules/html/no-inline-style.js";
import noStyleElement from "../../rules/html/no-style-element.js";
import validMarkup from "../../rules/html/valid-markup.js";
import noIndentedHtml from "../../rules/markdown/no-indented-html.js";
import fc from "../property.js";
import { fixWith } from "./fixing.js";

const RULES = [
  attributeQuotes,
  lowercaseNames,
  noCommentedMarkup,
  noComments,
  noInlineStyle,
  noStyleElement,
  validMarkup,
  noIndentedHtml,
];

/** What is left of HTML without its tags and comments, white space folded. */
function textOf(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ")
    .trim();
}

function rendered(markdown: string): string {
  return textOf(micromark(markdown, { allowDangerousHtml: true }));
}

/** Each line carries a number, so that lines and words can be told apart. */
const LINES: readonly ((n: number) => string)[] = [
  (n) => `Words ${n} and *more* words.`,
  () => "",
  () => "",
  (n) => `<!-- <a href="#">old ${n}</a> -->`,
  (n) => `<!-- <p>old ${n}\nand older</p> -->`,
  (n) => `  <!-- ![map ${n}](map.png) -->  `,
  (n) => `Words ${n} <!-- <b>old</b> --> go on.`,
  (n) => `Words ${n}<!-- <b>old</b> -->`,
  (n) => `- item ${n}`,
  (n) => `- item ${n} <!-- <i>old</i> -->`,
  (n) => `> quote ${n}\n`,
  (n) => `> <!-- <i>old ${n}</i> -->`,
  (n) => `## Heading ${n} <!-- <i>old</i> -->`,
  () => "***",
  (n) => `\`\`\`html\n<!-- <b>code ${n}</b> -->\n\`\`\``,
  (n) => `<div class='box ${n}' style="">`,
  () => "</div>",
  (n) => `<P style="color:null" id=p${n}>paragraph ${n}</P>`,
  (n) => `<b class="a" class="b">bold ${n}</b></br>`,
  (n) => `<section><div>unclosed ${n}</section>`,
  (n) => `Words ${n}</span>`,
];
const DEEP: readonly ((n: number) => string)[] = [
  (n) => `    <p style="color:red">deep ${n}</p>`,
  (n) => `      <!-- <b>old ${n}</b> -->`,
  (n) => `\t<ul><li style='top:0'>deep ${n}</ul>`,
  (n) => `     deep words ${n}`,
  () => "    <pre>\n      kept\n    </pre>",
  () => "   ",
];

function post(lines: readonly ((n: number) => string)[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.array(fc.constantFrom(...lines), { minLength: 1, maxLength: 9 }),
      fc.constantFrom("\n", "\r\n"),
      fc.constantFrom("", "\uFEFF", "\n"),
    )
    .map(([pieces, ending, start]) =>
      `${start}${pieces.map((piece, index) => piece(index)).join("\n")}`.replaceAll("\n", ending),
    );
}

const PLAIN = /<!--|-->|style|class|unclosed|<\/|<P|<pre|^\s|older|^\s*$/;

/** Lines that no rule has anything to say about stay as they are, in their order. */
function keepsLines(before: string, after: string): void {
  const lines = after.replace("\uFEFF", "").split(/(?<=\n)/);
  let at = 0;
  for (const line of before.replace("\uFEFF", "").split(/(?<=\n)/)) {
    if (PLAIN.test(line)) continue;
    const found = lines.indexOf(line, at);
    assert.notEqual(found, -1, `lost ${JSON.stringify(line)}`);
    at = found + 1;
  }
}

/** `picky`: verify must refuse nothing. It may, where lines meet in ways that no post has. */
function checkFix(text: string, tier: "safe" | "unsafe", path: string, picky = true): string {
  const fixed = fixWith(RULES, text, { tier, path });
  assert.deepEqual(fixed.result.crashes, []);
  if (picky) assert.deepEqual(fixed.dropped, []);
  assert.deepEqual(fixed.fighting, []);
  const again = fixWith(RULES, fixed.text, { tier, path });
  assert.equal(again.text, fixed.text);
  assert.deepEqual(again.applied, []);
  keepsLines(text, fixed.text);
  return fixed.text;
}

describe("fixes of markup", () => {
  it("leave what Markdown renders as it was (safe)", () => {
    fc.assert(
      fc.property(post(LINES), (text) => {
        assert.equal(rendered(checkFix(text, "safe", "post.md")), rendered(text));
      }),
      { numRuns: 600, seed: 1, includeErrorInReport: true },
    );
  });

  it("leave the words of HTML as they were (safe)", () => {
    fc.assert(
      fc.property(post([...LINES, ...DEEP]), (text) => {
        assert.equal(textOf(checkFix(text, "safe", "post.html")), textOf(text));
      }),
      { numRuns: 300, seed: 1, includeErrorInReport: true },
    );
  });

  it("leave the words where Markdown shows HTML as code (both tiers)", () => {
    fc.assert(
      fc.property(post([...LINES, ...DEEP, ...DEEP]), fc.constantFrom("safe", "unsafe"), (lines, tier) => {
        const text = `<article>\n\n${lines.replace("\uFEFF", "")}`;
        assert.equal(textOf(checkFix(text, tier, "post.md", false)), textOf(text));
      }),
      { numRuns: 600, includeErrorInReport: true },
    );
  });
});
