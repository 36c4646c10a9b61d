import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lintDocument } from "../../src/lint/lint-document.js";
import { type DirectiveUse, defineRule, type Rule } from "../../src/rule.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readDocument } from "../../src/source/read-document.js";

/** Reports each occurrence of a word, front matter included. */
function wordRule(id: `${string}/${string}`, word: string): Rule {
  return defineRule({
    id,
    summary: `Disallow \`${word}\``,
    why: "A rule for tests.",
    recommended: "warn",
    fixes: "none",
    messages: { word: "Found {{word}}" },
    examples: [],
    create: ({ report }) => ({
      source({ text }) {
        for (const match of text.matchAll(new RegExp(word, "g"))) {
          const range = { start: match.index, end: match.index + word.length };
          report({ range, message: "word", data: { word } });
        }
      },
    }),
  }) as unknown as Rule;
}

const foo = wordRule("test/no-foo", "FOO");
const bar = wordRule("test/no-bar", "BAR");

/** Lints with `rules`; a rule `test/off` exists but does not run. */
function lint(text: string, { path = "post.md", rules = [foo, bar], known = ["test/off"] } = {}) {
  const uses: DirectiveUse[] = [];
  const observer = defineRule({
    id: "test/observer",
    summary: "Require nothing",
    why: "Collects directives.",
    recommended: "warn",
    fixes: "none",
    messages: {},
    examples: [],
    create: () => ({ directive: (use) => uses.push(use) }),
  }) as unknown as Rule;
  const running = [...rules, observer];
  const reading = readDocument(text, path, generatorProfile(undefined));
  const result = lintDocument(reading, {
    rules: running.map((rule) => ({ rule, severity: "warn", options: {} })),
    knownRules: new Set([...running.map(({ id }) => id), ...known]),
    capabilities: {},
    timezone: "UTC",
    root: undefined,
    validate: undefined,
  });
  const { source } = reading.document;
  return {
    found: result.diagnostics.map(({ message, range }) => `${message.slice(6)} ${source.position(range.start).line}`),
    suppressed: result.suppressed,
    uses,
    slice: (range: { readonly start: number; readonly end: number }) => source.slice(range),
  };
}

/** Runs a text with LF and with CR LF: line for line the same must come out. */
function lintBoth(text: string, options: Parameters<typeof lint>[1] = {}) {
  const lf = lint(text, options);
  const crlf = lint(text.replaceAll("\n", "\r\n"), options);
  assert.deepEqual(crlf.found, lf.found);
  assert.equal(crlf.suppressed, lf.suppressed);
  assert.deepEqual(
    crlf.uses.map(({ used }) => used),
    lf.uses.map(({ used }) => used),
  );
  return lf;
}

describe("directives in HTML comments", () => {
  it("silence the next line and no other", () => {
    const { found, suppressed } = lintBoth("FOO\n<!-- galley-disable-next-line -->\nFOO BAR\nFOO\n");
    assert.deepEqual(found, ["FOO 1", "FOO 4"]);
    assert.equal(suppressed, 2);
  });

  it("count the next line from the end of a comment of several lines", () => {
    assert.deepEqual(lintBoth("<!-- galley-disable-next-line\n  test/no-foo -->\nFOO\nFOO\n").found, ["FOO 4"]);
  });

  it("silence their own line", () => {
    assert.deepEqual(lintBoth("FOO <!-- galley-disable-line --> BAR\nFOO\n").found, ["FOO 2"]);
  });

  it("silence a region up to the next enable, or to the end", () => {
    const text = "FOO\n\n<!-- galley-disable -->\n\nFOO\n\n<!-- galley-enable -->\n\nFOO\n";
    assert.deepEqual(lintBoth(text).found, ["FOO 1", "FOO 9"]);
    assert.deepEqual(lintBoth("FOO\n\n<!-- galley-disable -->\n\nFOO BAR\n").found, ["FOO 1"]);
  });

  it("end a region of named rules by the same names or by none", () => {
    const region = (close: string): readonly string[] =>
      lintBoth(`<!-- galley-disable test/no-foo -->\n\nFOO BAR\n\n<!-- galley-enable${close} -->\n\nFOO\n`).found;
    assert.deepEqual(region(""), ["BAR 3", "FOO 7"]);
    assert.deepEqual(region(" test/no-foo"), ["BAR 3", "FOO 7"]);
    assert.deepEqual(region(" test/no-bar"), ["BAR 3"]);
  });

  it("silence the whole file, also what stands before them", () => {
    assert.deepEqual(lintBoth("---\ntitle: FOO\n---\n\nFOO\n\n<!-- galley-disable-file -->\n").found, []);
    assert.deepEqual(lintBoth("FOO BAR\n\n<!-- galley-disable-file test/no-bar -->\n").found, ["FOO 1"]);
  });

  it("silence the named rules alone, however they are separated", () => {
    for (const names of ["test/no-foo,test/no-bar", "test/no-foo, test/no-bar", "test/no-foo test/no-bar"]) {
      assert.deepEqual(lintBoth(`<!-- galley-disable-next-line ${names} -->\nFOO BAR\n`).found, []);
    }
    assert.deepEqual(lintBoth("<!-- galley-disable-next-line test/no-foo -->\nFOO BAR\n").found, ["BAR 2"]);
  });

  it("may give a reason, which names no rule", () => {
    const { found, uses } = lintBoth(
      "<!-- galley-disable-next-line test/no-foo -- quoted, as test/no-bar is -->\nFOO BAR\n",
    );
    assert.deepEqual(found, ["BAR 2"]);
    assert.deepEqual(
      uses.map(({ rules }) => rules.map(({ name }) => name)),
      [["test/no-foo"]],
    );
    assert.deepEqual(lintBoth("<!-- galley-disable-next-line -- for once -->\nFOO BAR\n").found, []);
  });

  it("do nothing inside code", () => {
    const { found, uses } = lintBoth(
      "`<!-- galley-disable-file -->`\n\n```html\n<!-- galley-disable-file -->\n```\n\nFOO\n",
    );
    assert.deepEqual(found, ["FOO 7"]);
    assert.deepEqual(uses, []);
  });

  it("do nothing when the comment only begins like one", () => {
    assert.deepEqual(lintBoth("<!-- galley-slaves: galley-disable-file -->\n\nFOO\n").found, ["FOO 3"]);
    assert.deepEqual(lintBoth("<!-- about galley-disable-file -->\n\nFOO\n").uses, []);
  });

  it("do nothing on the last line when they mean the next one", () => {
    const { found, uses } = lint("FOO\n\n<!-- galley-disable-next-line -->", { known: [] });
    assert.deepEqual(found, ["FOO 1"]);
    assert.deepEqual(
      uses.map(({ used }) => used),
      [false],
    );
  });

  it("work in HTML files", () => {
    assert.deepEqual(
      lintBoth("<p>FOO</p>\n<!-- galley-disable-next-line -->\n<p>FOO</p>\n", { path: "a.html" }).found,
      ["FOO 1"],
    );
  });
});

describe("directives elsewhere", () => {
  it("are read in MDX comments", () => {
    assert.deepEqual(
      lintBoth("FOO\n\n{/* galley-disable-next-line test/no-foo -- why */}\nFOO BAR\n", { path: "a.mdx" }).found,
      ["FOO 1", "BAR 4"],
    );
  });

  it("are read in comments of YAML", () => {
    const text =
      "---\n# galley-disable-next-line test/no-foo -- a name\ntitle: FOO BAR\nsub: FOO # galley-disable-line\ntags: [FOO]\n---\n\nFOO\n";
    assert.deepEqual(lintBoth(text).found, ["BAR 3", "FOO 5", "FOO 8"]);
  });

  it("are read in comments of TOML", () => {
    const text =
      '+++\n# galley-disable-next-line\ntitle = "FOO"\nsub = "FOO" # galley-disable-line test/no-foo\nx = "FOO"\n+++\n\nFOO\n';
    assert.deepEqual(lintBoth(text).found, ["FOO 5", "FOO 8"]);
  });

  it("reach from the front matter into the body", () => {
    assert.deepEqual(lintBoth("---\ntitle: FOO\n# galley-disable test/no-foo\nsub: FOO\n---\n\nFOO BAR\n").found, [
      "FOO 2",
      "BAR 7",
    ]);
    assert.deepEqual(lintBoth("---\ntitle: FOO\n# galley-disable-file\n---\n\nFOO BAR\n").found, []);
    assert.deepEqual(
      lintBoth("---\n# galley-disable test/no-foo\ntitle: FOO\n---\n\nFOO\n\n<!-- galley-enable -->\n\nFOO\n").found,
      ["FOO 10"],
    );
  });

  it("are no directives inside a text of the front matter", () => {
    assert.deepEqual(lintBoth("---\ntitle: '# galley-disable-file'\n---\n\nFOO\n").found, ["FOO 5"]);
  });
});

describe("what became of a directive", () => {
  it("is told with its place", () => {
    const { uses, slice } = lint("<!-- galley-disable-next-line test/no-foo -->\nFOO\n");
    assert.equal(uses.length, 1);
    const [use] = uses;
    assert.equal(use?.kind, "disable-next-line");
    assert.equal(use === undefined ? "" : slice(use.range), "<!-- galley-disable-next-line test/no-foo -->");
    assert.deepEqual(
      use?.rules.map((rule) => slice(rule.range)),
      ["test/no-foo"],
    );
  });

  const used = (text: string): readonly boolean[] => lintBoth(text).uses.map((use) => use.used);

  it("is used when it silenced something", () => {
    assert.deepEqual(used("<!-- galley-disable-next-line test/no-foo -->\nFOO\n"), [true]);
    assert.deepEqual(used("<!-- galley-disable-next-line test/no-foo -->\nBAR\n"), [false]);
    assert.deepEqual(used("<!-- galley-disable-file test/no-foo -->\n\nBAR\n"), [false]);
  });

  it("is told of each rule", () => {
    const { uses } = lintBoth("<!-- galley-disable-next-line test/no-foo, test/no-bar -->\nFOO\n");
    assert.deepEqual(
      uses[0]?.rules.map((rule) => rule.used),
      [true, false],
    );
  });

  it("is open for a rule that did not run, and for all rules when some did not", () => {
    assert.deepEqual(used("<!-- galley-disable-next-line test/off -->\nBAR\n"), [true]);
    assert.deepEqual(used("<!-- galley-disable-next-line -->\nnothing\n"), [true]);
    const everythingRan = lint("<!-- galley-disable-next-line -->\nnothing\n", { known: [] });
    assert.deepEqual(
      everythingRan.uses.map((use) => use.used),
      [false],
    );
  });

  it("is unused for an enable without a disable before it", () => {
    assert.deepEqual(used("<!-- galley-enable -->\n\nFOO\n\n<!-- galley-disable -->\n\nFOO\n"), [false, true]);
    assert.deepEqual(used("<!-- galley-disable -->\n\nFOO\n\n<!-- galley-enable -->\n"), [true, true]);
  });

  it("names what is meant by an unknown directive or rule", () => {
    const { uses, found } = lintBoth(
      "<!-- galley-disable-nextline -->\nFOO\n\n<!-- galley-disable-file no-foo, x/y -->\n",
    );
    assert.deepEqual(found, ["FOO 2"]);
    assert.deepEqual(
      uses.map(({ name, kind, suggestion }) => [name, kind, suggestion]),
      [
        ["disable-nextline", undefined, "disable-next-line"],
        ["disable-file", "disable-file", undefined],
      ],
    );
    assert.deepEqual(
      uses[1]?.rules.map(({ known, suggestion }) => [known, suggestion]),
      [
        [false, "test/no-foo"],
        [false, undefined],
      ],
    );
  });
});

describe("directives and the rules about them", () => {
  it("cannot silence a fault of the file as such", () => {
    const deep = "<div>".repeat(400);
    const reading = readDocument(
      `---\n# galley-disable-file\ntitle: x\n---\n\n${deep}\n`,
      "post.md",
      generatorProfile(undefined),
    );
    const result = lintDocument(reading, {
      rules: [{ rule: wordRule("test/no-foo", "FOO"), severity: "warn", options: {} }],
      knownRules: new Set(["test/no-foo"]),
      capabilities: {},
      timezone: "UTC",
      root: undefined,
      validate: undefined,
    });
    void reading.document.markup;
    assert.deepEqual([...result.diagnostics, ...reading.faults].map(({ rule }) => rule).slice(0, 1), [
      "source/too-deep",
    ]);
  });
});
