import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { tests as specification } from "commonmark-spec";
import { parse, postprocess, preprocess } from "micromark";
import { generatorProfile } from "../../src/source/generators.js";
import { readMarkdown } from "../../src/source/markdown.js";
import { sourceText } from "../../src/source/source-text.js";

/** Which characters are raw HTML (`h`), code (`c`) or neither (`.`); white space and container prefixes are left out. */
function galleyMap(text: string): string {
  const reading = readMarkdown(
    text,
    sourceText(text),
    { start: 0, end: text.length },
    generatorProfile("hexo").markdown,
    text.includes("\0"),
  );
  const map = Array.from({ length: text.length }, () => ".");
  const paint = (start: number, end: number, mark: string): void => {
    for (let at = start; at < end; at++) map[at] = mark;
  };
  for (const { start, end } of reading.rawHtml) paint(start, end, "h");
  for (const { start, end } of reading.prefixes) paint(start, end, ".");
  for (const { start, end } of reading.code) paint(start, end, "c");
  return show(text, map);
}

/** The same by a parser of another make. */
function referenceMap(text: string): string {
  const events = postprocess(
    parse()
      .document()
      .write(preprocess()(text, undefined, true)),
  );
  const map = Array.from({ length: text.length }, () => ".");
  const marks: Readonly<Record<string, string>> = {
    htmlFlow: "h",
    htmlText: "h",
    codeFenced: "c",
    codeIndented: "c",
    codeText: "c",
    blockQuotePrefix: ".",
    listItemIndent: ".",
    listItemPrefix: ".",
  };
  for (const [kind, token] of events) {
    const mark = marks[token.type];
    if (kind !== "enter" || mark === undefined) continue;
    for (let at = token.start.offset; at < token.end.offset; at++) map[at] = mark;
  }
  return show(text, map);
}

/** Prefixes inside code are blanked with it, so `>` in code counts as code; white space counts for neither side. */
function show(text: string, map: readonly string[]): string {
  return map.map((mark, at) => (/[\s>]/.test(text.charAt(at)) ? " " : mark)).join("");
}

describe("raw HTML and code in Markdown", () => {
  it("agrees with a reference parser on every example of CommonMark", () => {
    assert.ok(specification.length >= 650);
    for (const { markdown, number } of specification) {
      const text = markdown.replaceAll("→", "\t");
      assert.equal(galleyMap(text), referenceMap(text), `example ${number}: ${JSON.stringify(text)}`);
    }
  });

  it("keeps HTML blocks apart that follow each other line by line", () => {
    const text = "<!-- a -->\n<!-- b -->\n<script src=x></script>\n<script src=y></script>\n";
    assert.equal(galleyMap(text), referenceMap(text));
    assert.match(galleyMap(text), /^[h ]+$/);
  });

  it("agrees on the same examples with CR LF", () => {
    for (const { markdown, number } of specification) {
      const crlf = markdown.replaceAll("→", "\t").replaceAll("\n", "\r\n");
      assert.equal(galleyMap(crlf), referenceMap(crlf), `example ${number} with CR LF`);
    }
  });
});
