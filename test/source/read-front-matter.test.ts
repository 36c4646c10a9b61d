import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type GeneratorName, generatorProfile } from "../../src/source/generators.js";
import { readFrontMatter } from "../../src/source/read-front-matter.js";
import { sourceText } from "../../src/source/source-text.js";

function read(text: string, generator?: GeneratorName, path = "post.md") {
  const reading = readFrontMatter(sourceText(text), generatorProfile(generator), path);
  return {
    ...reading,
    body: text.slice(reading.bodyStart),
    codes: reading.problems.map(({ code }) => code),
    places: reading.problems.map(({ code, range }) => [code, text.slice(range.start, range.end)]),
    data: JSON.parse(JSON.stringify(reading.frontMatter?.data ?? null)),
  };
}

describe("front matter in its dialects", () => {
  const dialects: readonly (readonly [string, string])[] = [
    ["---\ntitle: Tides\n---\nBody\n", "yaml"],
    ["---yaml\ntitle: Tides\n---\nBody\n", "yaml"],
    ["--- yml\ntitle: Tides\n---\nBody\n", "yaml"],
    ['---toml\ntitle = "Tides"\n---\nBody\n', "toml"],
    ['---json\n{"title": "Tides"}\n---\nBody\n', "json"],
    ['+++\ntitle = "Tides"\n+++\nBody\n', "toml"],
    ['{\n  "title": "Tides"\n}\nBody\n', "json"],
    ['<!--{\n\t"title": "Tides"\n}-->\nBody\n', "json"],
    ['\n\n<!--{ "title": "Tides" }-->\nBody\n', "json"],
  ];
  for (const [text, language] of dialects) {
    for (const variant of [text, text.replaceAll("\n", "\r\n"), text.replaceAll("\n", "\r")]) {
      it(JSON.stringify(variant), () => {
        const reading = read(variant);
        assert.equal(reading.frontMatter?.language, language);
        assert.deepEqual(reading.data, { title: "Tides" });
        assert.equal(reading.body.trimEnd(), "Body");
        assert.deepEqual(reading.codes, []);
        const { openingFence, content, block } = reading.frontMatter ?? assert.fail();
        assert.ok(block.start <= openingFence.start && openingFence.end <= content.end && content.end <= block.end);
      });
    }
  }

  it("reads Hexo's JSON between semicolons and calls it a fault elsewhere", () => {
    const text = ';;;\n"title": "Tides",\n"tags": ["a"]\n;;;\nBody';
    assert.deepEqual(read(text, "hexo").data, { title: "Tides", tags: ["a"] });
    assert.deepEqual(read(text, "hexo").codes, []);
    assert.deepEqual(read(text).codes, ["fence-semicolons"]);
    const range = read(text, "hexo").frontMatter?.locate("/title", "pair");
    assert.equal(text.slice(range?.start, range?.end), '"title": "Tides"');
  });

  it("takes an empty block for empty data", () => {
    for (const text of [
      "---\n---\n",
      "---\r\n---\r\nBody",
      "---\n\n---\n",
      "---\n# a note\n---\n",
      "+++\n+++\n",
      "---\n---",
    ]) {
      assert.deepEqual(read(text).data, {}, text);
      assert.deepEqual(read(text).codes, [], text);
    }
  });
});

describe("what stands above front matter", () => {
  it("is told, and the front matter read all the same", () => {
    const rest = "---\ntitle: Tides\n---\nBody";
    for (const [lead, code] of [
      ["\n", "leading-blank-lines"],
      [" \t\r\n\n", "leading-blank-lines"],
      ["\uFEFF", "leading-bom"],
      ["\uFEFF\n", "leading-bom-and-blank-lines"],
      ["\n\uFEFF", "leading-bom-and-blank-lines"],
    ] as const) {
      const reading = read(lead + rest);
      assert.deepEqual(reading.places, [[code, lead]]);
      assert.deepEqual(reading.data, { title: "Tides" });
      assert.equal(reading.body, "Body");
    }
  });

  it("hides it when it is text", () => {
    const reading = read("Draft\n---\ntitle: Tides\n---\n", "hexo");
    assert.equal(reading.frontMatter, undefined);
    assert.equal(reading.bodyStart, 0);
    assert.deepEqual(reading.codes, []);
  });
});

describe("ordinary Markdown", () => {
  const pages = [
    "---\n\nA line across the page.\n\n---\n\nAnother.\n",
    "---\nProse right under it.\n---\n",
    "---\n",
    "---",
    "----\n\ntext\n",
    "--- Title ---\n\ntext\n",
    "---more\n\ntext\n",
    "---\n\n# Heading\n\n---\n\n- item\n",
    "---\n- a list\n- of items\n---\n",
    "---\nNote: one pair alone, and no fence below.\n\nText.\n",
    "Title: of a page\n---\n\nText.\n",
    "Question: one?\nAnswer: two.\n\nText\n---\n",
    "Note: this\nruns on\n---\n",
    "# Heading\n\ntext\n---\n",
    "{{< figure >}}\n\ntext\n",
    "{% raw %}\n{% endraw %}\n",
    "{: .class }\ntext\n",
    '{"json": "that goes on"} in a sentence\n',
    "<!-- { not json -->\ntext\n",
    "<!-- a note -->\n---\n",
    "+++\n\ntext\n",
    ";;;\n",
    "***\n\ntitle: x\n",
    " ---\ntitle: x\n---\n",
    "",
    "\uFEFF",
    "\n\n",
  ];
  for (const page of pages) {
    for (const generator of ["hexo", "hugo", "jekyll", undefined] as const) {
      it(`${JSON.stringify(page)} for ${generator ?? "any generator"}`, () => {
        const reading = read(page, generator);
        assert.equal(reading.frontMatter, undefined);
        assert.equal(reading.bodyStart, 0);
        assert.deepEqual(reading.codes, []);
      });
    }
  }
});

describe("fences that are nearly right", () => {
  const title = { title: "Tides" };
  const cases: readonly (readonly [string, readonly (readonly [string, string])[], string, GeneratorName?])[] = [
    ["--- \ntitle: Tides\n---\nBody", [["fence-trailing-space", " "]], "Body"],
    ["---\ntitle: Tides\n---\t\nBody", [["fence-trailing-space", "\t"]], "Body"],
    [
      "----\ntitle: Tides\n----\nBody",
      [
        ["fence-too-long", "----"],
        ["fence-too-long", "----"],
      ],
      "Body",
    ],
    ["---\ntitle: Tides\n...\nBody", [["fence-dots", "..."]], "Body"],
    ["---\ntitle: Tides\n...\nBody", [], "Body", "jekyll"],
    ["---\ntitle: Tides\n+++\n\nBody\n\n---\n", [["fence-mismatch", "+++"]], "\nBody\n\n---\n"],
    ["---\ntitle: Tides\n\nBody\n", [["fence-missing-closing", "---"]], "\nBody\n"],
    ["---\ntitle: Tides\n\nBody\n\n---\n\nMore\n", [["fence-missing-closing", "---"]], "\nBody\n\n---\n\nMore\n"],
    ["---\ntitle: Tides", [["fence-missing-closing", "---"]], ""],
    ['+++\ntitle = "Tides"\n\nBody', [["fence-missing-closing", "+++"]], "\nBody"],
  ];
  for (const [text, places, body, generator] of cases) {
    it(JSON.stringify(text), () => {
      const reading = read(text, generator);
      assert.deepEqual(reading.places, places);
      assert.deepEqual(reading.data, title);
      assert.equal(reading.body, body);
    });
  }

  it("reads Hexo's block without an opening fence", () => {
    const text = "title: Tides\ndate: 2024-05-01\ntags:\n  - sea\n---\nBody";
    const reading = read(text, "hexo");
    assert.deepEqual(reading.places, [["fence-missing-opening", "title: Tides"]]);
    assert.deepEqual(reading.data, { title: "Tides", date: "2024-05-01", tags: ["sea"] });
    assert.equal(reading.body, "Body");
    assert.equal(read(text, "hugo").frontMatter, undefined);
  });

  it("does not look past prose in quotes for the closing fence", () => {
    const text = '---\ntitle: "Tides\n\nand what they do"\ndate: 2024-05-01\n---\nBody';
    assert.equal(read(text).body, "Body");
    assert.deepEqual(read(text).codes, ["syntax-unindented-quoted"]);
    assert.deepEqual(read(text).data, { title: "Tides\nand what they do", date: "2024-05-01" });
  });

  it("tells a second block under the first", () => {
    const reading = read("---\ntitle: undefined\n---\n---\ntitle: Tides\n---\nBody");
    assert.deepEqual(reading.places, [["syntax-second-block", "---\ntitle: Tides\n---"]]);
    assert.deepEqual(read("---\ntitle: Tides\n---\n---\n\nBody\n\n---\n").codes, []);
  });
});

describe("front matter that is a program", () => {
  it("is told and never run", () => {
    const mark = Symbol.for("front matter ran");
    for (const language of [
      "js",
      "javascript",
      "JS",
      " js",
      "coffee",
      "cson",
      "constructor",
      "__proto__",
      "toString",
    ]) {
      const code = "(globalThis[Symbol.for('front matter ran')] = true, { title: 'x' })";
      const reading = read(`---${language}\n${code}\n---\nBody`);
      assert.equal(Reflect.has(globalThis, mark), false, language);
      assert.deepEqual(reading.places, [["syntax-language", language.trim()]]);
      assert.equal(reading.frontMatter, undefined);
      assert.equal(reading.body, "Body");
    }
  });

  it("is what Eleventy reads: no fault there", () => {
    assert.deepEqual(read("---js\n{}\n---\n", "eleventy").problems, []);
    assert.equal(read("---coffee\n{}\n---\n", "eleventy").problems[0]?.code, "syntax-language");
  });
});

describe("scaffolds", () => {
  it("hold template code by right", () => {
    assert.deepEqual(read("---\ntitle: {{ title }}\n---\n", "hexo", "scaffolds/post.md").codes, []);
    assert.deepEqual(read("---\ntitle: {{ title }}\n---\n", "hexo", "source/_posts/post.md").codes, [
      "syntax-template",
    ]);
  });
});

describe("size", () => {
  it("does not matter in the body", () => {
    const text = `---\ntitle: Tides\n---\n${"Water rises and falls.\n".repeat(450_000)}`;
    const before = performance.now();
    assert.deepEqual(read(text).data, { title: "Tides" });
    assert.ok(performance.now() - before < 500);
  });

  it("ends in a finding when the block is huge", () => {
    const reading = read(`---\ntitle: Tides\n${"k: v # x\n".repeat(20_000)}---\nBody`);
    assert.deepEqual(reading.codes, ["syntax-too-large"]);
    assert.equal(reading.body, "Body");
  });

  it("stays linear for blank lines, which gray-matter takes badly", () => {
    const before = performance.now();
    read(`---\ntitle: x\n${"\n".repeat(60_000)}# y\n---\n`);
    read(`---\n${" \n".repeat(500_000)}`);
    read("---\n".repeat(200_000));
    read(`---\n${"x: [\n".repeat(100_000)}`);
    assert.ok(performance.now() - before < 2000);
  });
});
