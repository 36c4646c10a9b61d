import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Element, Nodes } from "hast";
import markdownIt from "markdown-it";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import { parse } from "yaml";
import type { Edit } from "../../src/edit.js";
import { applyEdits } from "../../src/fix/apply-edits.js";
import fc from "../property.js";
import { verdict } from "./marked.js";

/** Every `@` becomes a word of its own, every `#` behind `id=` a number of its own. */
const BLOCKS = [
  "@ @ *@* @.",
  "@\n@",
  "@ <b id=#>@</b> @",
  "## @ @",
  "@\n---",
  "- @\n- @\n\n  @",
  "1. @\n   - @",
  "> @\n> @",
  "```\n@ <b>\n@\n```",
  "    @ @",
  "@ `@ <b>` @",
  "[@](/@) ![@](/@.png)",
  "<p id=# class='@'>@</p>",
  '<div id=#>\n<p id=# title="@">@ <i id=#>@</i></p>\n<p id=#>@</p>\n</div>',
  "<div id=#>\n\n@ @\n\n</div>",
  "<!-- @ -->",
  "<!-- @\n\n@ -->",
  "@ <!-- @ --> @",
  "<pre id=#>\n@  @\n</pre>",
  "<ul id=#>\n<li id=#>@\n<li id=#>@\n</ul>",
  "<table id=#><tr id=#><td id=#>@</td><td id=#>@</td></tr></table>",
  "<p id=#>@",
  '<textarea id=#>@</textarea> <img id=# alt="@">',
  "1 < @ and @ > 2 &amp; @",
];

const LINES = [
  "title: @ @",
  'name: "@ @"',
  "sub: '@'",
  "tags: [@, @]",
  "list:\n  - @\n  - @",
  "author:\n  name: @\n  mail: @",
  "text: |\n  @\n    @",
  "fold: >-\n  @\n  @",
  "# @",
  "empty:",
  "draft: no",
  "count: 3.10",
  "date: 2021-09-25 20:43:23 # @",
];

const PIECES = [
  "<",
  ">",
  "-->",
  "<!--",
  '"',
  "'",
  "    ",
  "  ",
  "\n",
  "\n\n",
  "---\n",
  "`",
  "```\n",
  "- ",
  "> ",
  "# ",
  ": ",
  "</b>",
  "</div>",
  "<div>",
  "<script>",
  "<b ",
  "&",
  "\t",
  "]",
  "(",
  "\\",
  ",",
  "x",
  "\n===\n",
];

const post = fc
  .tuple(
    fc.uniqueArray(fc.constantFrom(...LINES), { maxLength: 5 }),
    fc.array(fc.tuple(fc.constantFrom(...BLOCKS), fc.constantFrom("\n\n", "\n\n", "\n")), {
      minLength: 1,
      maxLength: 5,
    }),
  )
  .map(([lines, blocks]) => {
    let number = 100;
    const front = lines.length === 0 ? "" : `---\n${lines.join("\n")}\n---\n\n`;
    const text = front + blocks.map(([block, gap]) => block + gap).join("");
    return text.replace(/@/g, () => `w${++number}w`).replace(/id=#/g, () => `id=e${++number}`);
  });

/** A place, how much is deleted there, and what is inserted; half of them at the start of a line or at a tag. */
const change = fc.tuple(fc.nat(), fc.boolean(), fc.constantFrom(0, 0, 1, 2, 3, 5, 9), fc.constantFrom("", ...PIECES));

const markdown = markdownIt("commonmark", { html: true });
const html = unified().use(rehypeParse, { fragment: true }).freeze();
const FRONT_MATTER = /^---\n([\s\S]*?)^---[ \t]*\n/m;
/** What an unsafe edit inside a paragraph may change in it. */
const INLINE = new Set(["em", "strong", "a", "br"]);

/** Where every word of a page stands: the elements around it, or the attribute that holds it. */
function placesOf(text: string, path: string): ReadonlyMap<string, string> {
  const body = FRONT_MATTER.exec(text)?.index === 0 ? text.replace(FRONT_MATTER, "") : text;
  const places = new Map<string, string>();
  const note = (value: string, place: string): void => {
    for (const [word] of value.matchAll(/w\d+w/g)) places.set(word, `${places.get(word) ?? ""} ${place}`);
  };
  const open: { readonly node: Nodes; readonly around: string }[] = [
    { node: html.parse(path.endsWith(".html") ? body : markdown.render(body)), around: "" },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, around } = next;
    // A blank line makes paragraphs of all items of its list.
    if (node.type === "text") note(node.value, around.replaceAll("/li/p", "/li"));
    if (node.type === "element") {
      for (const [key, value] of Object.entries(node.properties)) note(String(value), `@${key} of ${nameOf(node)}`);
    }
    const inner = node.type === "element" && !INLINE.has(node.tagName) ? `${around}/${nameOf(node)}` : around;
    if ("children" in node) for (const child of node.children) open.push({ node: child, around: inner });
  }
  return places;
}

function nameOf({ tagName, properties: { id } }: Element): string {
  return `${tagName.replace(/^h\d$/, "heading")}${typeof id === "string" ? `#${id}` : ""}`;
}

/** Every word of the data with its path. */
function dataOf(text: string): ReadonlyMap<string, string> | undefined {
  const match = FRONT_MATTER.exec(text);
  if (match?.index !== 0) return new Map();
  const words = new Map<string, string>();
  let data: unknown;
  try {
    data = parse(match[1] ?? "");
  } catch {
    return undefined;
  }
  const open: (readonly [string, unknown])[] = [["", data]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [path, value] = next;
    if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) open.push([`${path}/${key}`, inner]);
    } else {
      words.set(path, String(value));
      for (const [word] of String(value).matchAll(/w\d+w/g)) words.set(word, path);
    }
  }
  return words;
}

/** What changes outside the edit, by parsers that are not galley's. */
function harmOf(text: string, edit: Edit, path: string): string | undefined {
  const fixed = applyEdits(text, [edit]);
  const { start, end } = edit.range;
  const near = text.slice(Math.max(0, text.lastIndexOf("w", start - 1) - 9), end + 9);
  const edited = new Set(Array.from(near.matchAll(/w\d+w/g), ([word]) => word));
  const front = FRONT_MATTER.exec(text)?.[0].length ?? 0;
  if (start < front) {
    // A changed key renames the path of all that lies below it.
    let from = text.lastIndexOf("\n", start - 1) + 1;
    while (from > 0 && /[\s-]/.test(text.charAt(from))) from = text.lastIndexOf("\n", from - 2) + 1;
    const next = text.slice(end).search(/\n[a-z-]/);
    for (const [word] of text.slice(from, end + Math.max(next, 0)).matchAll(/w\d+w/g)) edited.add(word);
  }
  const tags = [...text.matchAll(/<\/?[a-z]+[^<>]*>|!?\[[^\]\n]*\]\([^)\n]*\)/g)];
  // What lies in an element or link of which the edit changes a tag may move.
  if (tags.some((tag) => tag.index <= end && start <= tag.index + tag[0].length)) return undefined;
  const [before, after] = [placesOf(text, path), placesOf(fixed, path)];
  const [old, now] = [dataOf(text), dataOf(fixed)];
  if (old !== undefined && now === undefined) return "the data cannot be read";
  for (const [word] of text.matchAll(/w\d+w/g)) {
    if (edited.has(word)) continue;
    if (before.get(word) !== after.get(word)) return `${word} stood in ${before.get(word)}, now in ${after.get(word)}`;
    if (old?.get(word) !== now?.get(word))
      return `${word} was the value of ${old?.get(word)}, now of ${now?.get(word)}`;
  }
  return undefined;
}

describe("verify", () => {
  for (const path of ["post.md", "post.html"]) {
    it(`refuses every edit of ${path} that changes what other parsers read elsewhere`, () => {
      let refused = 0;
      let harmful = 0;
      fc.assert(
        fc.property(post, change, (text, [at, snap, length, piece]) => {
          let start = at % (text.length + 1);
          if (snap) start = text.lastIndexOf("\n", start) + 1;
          const edit = { range: { start, end: Math.min(start + length, text.length) }, text: piece };
          const said = verdict(text, [edit], "unsafe", { path });
          if (said !== undefined) refused++;
          const harm = harmOf(text, edit, path);
          if (harm === undefined) return;
          harmful++;
          const marked = `${text.slice(0, start)}‹${text.slice(start, edit.range.end)}|${piece}›${text.slice(edit.range.end)}`;
          assert.ok(said !== undefined, `let through: ${harm}\n${marked}`);
        }),
        { numRuns: 800, seed: 1, includeErrorInReport: true },
      );
      assert.ok(harmful > 20 && refused >= harmful, "the edits are too tame to prove anything");
    });
  }
});
