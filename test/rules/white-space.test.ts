import assert from "node:assert/strict";
import { describe, it } from "node:test";
import markdownIt from "markdown-it";
import noLazySource from "../../rules/images/no-lazy-source.js";
import consistentLineEndings from "../../rules/text/consistent-line-endings.js";
import noInvisibleCharacters from "../../rules/text/no-invisible-characters.js";
import noMultipleBlankLines from "../../rules/text/no-multiple-blank-lines.js";
import noTrailingSpaces from "../../rules/text/no-trailing-spaces.js";
import requireFinalNewline from "../../rules/text/require-final-newline.js";
import { converge } from "../../src/fix/converge.js";
import { lintDocument } from "../../src/lint/lint-document.js";
import type { Rule } from "../../src/rule.js";
import { defaultOptions } from "../../src/rule.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";
import fc from "../property.js";

const normalizers = [
  noTrailingSpaces,
  noMultipleBlankLines,
  consistentLineEndings,
  requireFinalNewline,
] as unknown as readonly Rule[];

function fix(text: string, rules: readonly Rule[], path = "post.md") {
  const settings = {
    rules: rules.map((rule) => ({ rule, severity: "warn" as const, options: defaultOptions(rule) })),
    knownRules: new Set(rules.map(({ id }) => id)),
    capabilities: {},
    timezone: "UTC",
    root: undefined,
    validate: undefined,
  };
  return converge(text, {
    tier: "safe",
    read: (current) => readDocument(current, path, generatorProfile(undefined)),
    lint: (reading) => lintDocument(reading, settings),
  });
}

const PIECES = [
  "The pier",
  "is *open*",
  "for **all** ",
  "- one",
  "  two",
  "1. three",
  "> four",
  "# Head",
  "===",
  "---",
  "```",
  "    indented",
  "`code",
  "end`",
  "<div>",
  "</div>",
  "<p>five</p>",
  "<pre>\nkept  \n\n\nkept </pre>",
  "<!-- note",
  "-->",
  "[a]: /b",
  "[a]",
  "![x](y.jpg)",
  "back\\",
  "",
  "",
  "",
];
const SPACES = ["", "", "", " ", "  ", "   ", "\t", " \t"];

const line = fc.tuple(fc.constantFrom(...PIECES), fc.constantFrom(...SPACES)).map((parts) => parts.join(""));
const ended = fc
  .array(fc.tuple(line, fc.constantFrom("\n", "\n", "\r\n")), { minLength: 1, maxLength: 14 })
  .map((lines) => lines.map((parts) => parts.join("")).join(""));
const body = fc.tuple(ended, fc.constantFrom("", "The end", "The end  ")).map((parts) => parts.join(""));

/** What CommonMark makes of a text; white space at line ends and between blocks shows nowhere outside `pre`. */
function rendered(text: string): string {
  const html = markdownIt("commonmark").render(text.replace(/\r\n?/g, "\n"));
  return html
    .split(/(<pre>[\s\S]*?(?:<\/pre>|$)|<!--[\s\S]*?(?:-->|$))/)
    .map((part) =>
      /^<pre/.test(part) ? part.replace(/\s+(?=<\/code><\/pre>$)/, "") : part.replace(/[ \t\n]+/g, " ").trim(),
    )
    .join("\n")
    .trimEnd();
}

describe("rules that normalize white space", () => {
  it("keep the page, finish, and find nothing afterwards", () => {
    fc.assert(
      fc.property(body, fc.boolean(), (text, fenced) => {
        const post = fenced ? `---\ntitle: A post\n---\n${text}` : `Start.\n\n${text}`;
        const result = fix(post, normalizers);
        const bodyOf = (one: string) => (fenced ? one.slice(one.indexOf("---", 3) + 3) : one);
        assert.equal(rendered(bodyOf(result.text)), rendered(bodyOf(post)), JSON.stringify([post, result.text]));
        assert.deepEqual(result.dropped, []);
        assert.deepEqual(result.fighting, []);
        assert.equal(fix(result.text, normalizers).text, result.text);
      }),
      { numRuns: 300 },
    );
  });

  it("leave nothing but spaces, blank lines and line endings changed", () => {
    fc.assert(
      fc.property(body, (text) => {
        const visible = (one: string) => one.split(/\r\n?|\n/).flatMap((each) => each.trimEnd() || []);
        assert.deepEqual(visible(fix(text, normalizers).text), visible(text));
      }),
      { numRuns: 300 },
    );
  });

  it("know where preformatted text ends", () => {
    const inner = "<pre>\n<pre>\n</pre>\nThe pier \n</pre>\n";
    assert.equal(fix(inner, normalizers).text, inner);
    assert.equal(fix("<pre>a </pre>\nThe pier \n", normalizers).text, "<pre>a </pre>\nThe pier\n");
  });

  it("leave tidy posts alone to the byte", () => {
    const post = "---\r\ntitle: A post\r\n---\r\n\r\nOne  \r\ntwo\r\n\r\n```\r\na  \r\n\r\n\r\nb\r\n```\r\n";
    assert.equal(fix(post, normalizers).text, post);
  });
});

describe("text/no-invisible-characters", () => {
  const hidden = fc.constantFrom("\u200B", "\u00AD", "\u2060", "\uFEFF", "\u200E", "\b", "\u200D");
  const word = fc.constantFrom(
    "pier",
    "海",
    "x",
    "*bold*",
    "<b>b</b>",
    "[a](b)",
    "👩‍👧",
    "`c`",
    "1.",
    "#",
    "-",
    ".",
    "&amp;",
    " ",
  );
  const mixed = fc
    .array(fc.oneof(word, word, hidden, fc.constantFrom(" ", "\n", "\n\n")), { maxLength: 20 })
    .map((pieces) => pieces.join(""));

  it("keeps what Markdown makes of the text, but for what nobody sees", () => {
    const seen = (text: string) =>
      rendered(text)
        .replace(/[\u200B\u00AD\u2060\uFEFF\u200E\b\u200D]/g, "")
        .replace(/ +/g, " ")
        .replace(/ (?=<\/(?:p|li|h\d)>)|(?<=<(?:p|li|h\d)>) /g, "");
    fc.assert(
      fc.property(mixed, (text) => {
        const post = `Start.\n\n${text}\n`;
        const result = fix(post, [noInvisibleCharacters as unknown as Rule]);
        assert.equal(seen(result.text), seen(post), JSON.stringify([post, result.text]));
        assert.deepEqual(result.dropped, []);
        assert.equal(fix(result.text, [noInvisibleCharacters as unknown as Rule]).text, result.text);
      }),
      { numRuns: 500 },
    );
  });
});

describe("images/no-lazy-source", () => {
  const quote = fc.constantFrom('"', "'", "");
  const src = fc.constantFrom(undefined, "", "loading.gif", "https://example.com/undefined", "pier.jpg");
  const holder = fc.constantFrom("data-src", "data-original", "data-srcset", "alt");
  const url = fc.constantFrom("https://img.example.com/a.jpg?x=1&amp;y=2", "/img/b.png", "//img.example.com/c.webp");

  it("shows the address that the tag names, and leaves all other bytes", () => {
    fc.assert(
      fc.property(quote, src, holder, url, fc.constantFrom("\n", "\r\n"), (mark, shown, name, address, end) => {
        const own = shown === undefined || (shown === "" && mark === "") ? "" : ` src=${mark}${shown}${mark}`;
        const post = `One.${end}${end}<p>Two <img${own} ${name}=${mark}${address}${mark} class="x"> three.</p>${end}`;
        const result = fix(post, [noLazySource as unknown as Rule]);
        assert.deepEqual(result.dropped, []);
        const rest = (text: string) => text.replace(/ (?:src|data-srcset|srcset)=(?:"[^"]*"|'[^']*'|[^\s>]*)/g, "");
        assert.equal(rest(result.text), rest(post));
        const wanted = name === "alt" || shown === "pier.jpg" ? shown : address;
        const found = / src=(?:"([^"]*)"|'([^']*)'|([^\s>]*))/
          .exec(result.text)
          ?.slice(1)
          .find((one) => one !== undefined);
        assert.equal(found ?? "", wanted ?? "");
        assert.equal(fix(result.text, [noLazySource as unknown as Rule]).text, result.text);
      }),
      { numRuns: 300 },
    );
  });
});
