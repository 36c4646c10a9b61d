import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { tests as specification } from "commonmark-spec";
import { generatorProfile } from "../../src/source/generators.js";
import { scanMarkdown } from "../../src/source/markdown-scanner.js";
import { readDocument } from "../../src/source/read-document.js";
import { preferReference } from "../../src/source/reference.js";
import { MarkdownMaker } from "./arbitrary-markdown.js";
import { compareMarkdown, dialects } from "./compare-markdown.js";

/** Says how many of the texts the scanner left to markdown-it; all others it must read as that does. */
function countDoubts(texts: Iterable<string>): { readonly readings: number; readonly doubts: number } {
  let readings = 0;
  let doubts = 0;
  for (const text of texts) {
    for (const dialect of dialects) {
      const { scanned, expected } = compareMarkdown(text, dialect);
      readings++;
      if (scanned === undefined) doubts++;
      else assert.deepEqual(scanned, expected, `${dialect.flavour} ${dialect.indentedCode}: ${JSON.stringify(text)}`);
    }
  }
  return { readings, doubts };
}

describe("the scanner of Markdown", () => {
  it("reads the examples of CommonMark as markdown-it does, whatever their line endings", () => {
    const texts = specification.flatMap(({ markdown }) => {
      const text = markdown.replaceAll("→", "\t");
      return [text, text.replaceAll("\n", "\r\n"), text.replaceAll("\n", "\r"), text.trimEnd()];
    });
    const { readings, doubts } = countDoubts(texts);
    assert.ok(readings > 7500);
    assert.ok(doubts / readings < 0.03, `${doubts} of ${readings} left to markdown-it`);
  });

  it("reads 4,000 composed texts in each dialect as markdown-it does", () => {
    const maker = new MarkdownMaker(20_240);
    const { readings, doubts } = countDoubts(Array.from({ length: 4000 }, () => maker.next()));
    assert.ok(doubts / readings < 0.1, `${doubts} of ${readings} left to markdown-it`);
  });

  it("reads the documentation and the examples of this project without help", () => {
    const texts = ["docs", "docs/rules", "examples/hexo-blog"].flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
        .map((name) => readFileSync(`${folder}/${name}`, "utf8")),
    );
    const { readings, doubts } = countDoubts(texts);
    assert.ok(readings > 100);
    assert.equal(doubts, 0);
  });

  it("keeps to the body", () => {
    const text = "---\na: `b\n---\n> <i\n> b> `c` [d](e)\n";
    const { scanned, expected } = compareMarkdown(text, generatorProfile("hexo").markdown, 14);
    assert.deepEqual(scanned, expected);
    assert.deepEqual(expected.prefixes, [{ start: 19, end: 21 }]);
  });

  it("gives way where markdown-it's own bounds and oddities begin", () => {
    const texts = [
      `${"[".repeat(200)}a${"]".repeat(200)}(b)`,
      `${"> ".repeat(120)}a`,
      "a <!-- b <? c ?>",
      "[a]:\n/b\n\n[a]",
      '[a]: /b "c\nd"\n\n[a]',
      "a \0 b",
      "<a b=c\u3000d=e>",
      "x [a](b&copy;c)",
    ];
    const { readings, doubts } = countDoubts(texts);
    assert.ok(doubts >= readings / 2);
  });

  it("leaves nothing behind that a document would show otherwise", () => {
    const maker = new MarkdownMaker(3);
    const profile = generatorProfile("jekyll");
    const show = (text: string): unknown => {
      const { document } = readDocument(text, "a.md", profile);
      const { masked, code, rawHtml, indentedHtml, tags, templates, blocks } = document.markup;
      const inline = blocks.map((block) => block.inline);
      const references = document.references.map(({ url, range, urlRange }) => ({ url, range, urlRange }));
      return { masked, code, rawHtml, indentedHtml, tags, templates, references, inline };
    };
    for (let round = 0; round < 300; round++) {
      const text = `---\ntitle: x\n---\n${maker.next()}`;
      const scanned = show(text);
      preferReference(true);
      try {
        assert.deepEqual(scanned, show(text), JSON.stringify(text));
      } finally {
        preferReference(false);
      }
    }
  });
});

/** Seconds for a million units; a walk over all of them for each of them takes minutes. */
const LONGEST_READING = 15;
const UNITS = 1_000_000;

it("gives up no text for brackets that nothing closes", () => {
  for (const text of ["[".repeat(5_000), "![".repeat(5_000), `[a](b)\n\n${"[".repeat(5_000)}\n\n[c](d)\n`]) {
    for (const dialect of dialects) {
      const read = scanMarkdown(text, { start: 0, end: text.length }, dialect, () => "");
      assert.equal(read?.references.length, text.includes("]") ? 2 : 0);
    }
  }
});

function* runsOfAllLengths(): Generator<string> {
  for (let length = 1, units = 0; units < UNITS; units += length + 1, length++) yield "`".repeat(length);
}

describe("the scanner of Markdown on hostile texts", () => {
  const units: Readonly<Record<string, string>> = {
    "open brackets": "[",
    "open labels": "[a ",
    "brackets of paragraphs that close none": "a [b ![c\n\n",
    "labels that name each other": "[a][",
    "links without end": "[a](b ",
    "links in quotes that do not end": '[a](b "c ',
    backticks: "a ` `` ",
    "less than": "<",
    "tags without end": '<a b="',
    "comments without end": "> a <!-- b\n> c\n\nd <!-- e\n\n",
    "deep quotes": "> > > > ",
    "many quotes": "> > > >\n",
    "lazy lines": "> a\nb\n",
    "markers of lists": "* * * a\n",
    definitions: "[a]: b\n",
    "labels of paragraphs": `[${"a".repeat(800)}\n\n`,
    "lone carriage returns": "\r",
    fences: "``` a\n\n",
  };
  const texts = Object.entries(units).map(([name, unit]) => [name, unit.repeat(UNITS / unit.length)] as const);
  for (const [name, text] of [...texts, ["runs of all lengths", [...runsOfAllLengths()].join(" ")] as const]) {
    it(`${name}: are read, or given up, within seconds`, () => {
      const started = performance.now();
      for (const dialect of dialects) scanMarkdown(text, { start: 0, end: text.length }, dialect, () => "");
      assert.ok(performance.now() - started < LONGEST_READING * 1000);
    });
  }
});
