import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { collectionSchema } from "../../src/infer/collection-schema.js";
import { mergeInferred } from "../../src/infer/merge.js";
import { observe } from "../../src/infer/observe.js";
import { schemaSkeleton } from "../../src/infer/skeleton.js";
import { compileSchema, type SchemaValidator } from "../../src/schema/compile.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readFrontMatter } from "../../src/source/read-front-matter.js";
import { sourceText } from "../../src/source/source-text.js";
import { readYaml, removeYamlPair, setYamlPair } from "../../src/source/yaml-edit.js";
import fc from "../property.js";

const generator = generatorProfile(undefined);
const read = (data: unknown) => {
  const text = `---\n${JSON.stringify(data)}\n---\n`;
  return readFrontMatter(sourceText(text), generator, "a.md").frontMatter;
};

/** The schema that is written for these posts, compiled as galley compiles it. */
function inferred(posts: readonly unknown[]): SchemaValidator {
  const observed = posts.flatMap((data) => {
    const frontMatter = read(data);
    const post = frontMatter && observe(frontMatter, { path: "a.md", dialect: "any", timezone: "UTC" });
    return post === undefined ? [] : [post];
  });
  const { parts } = collectionSchema({ posts: observed }, new Map());
  const { text } = mergeInferred(schemaSkeleton("Posts"), parts);
  const { data, problems } = readYaml(text);
  assert.deepEqual(problems, []);
  return compileSchema(JSON.parse(JSON.stringify(data)), { name: "inferred" });
}

const key = fc.oneof(
  fc.constantFrom(
    "title",
    "date",
    "tags",
    "layout",
    "titel",
    "author",
    "nested",
    "title ",
    "标题",
    "a/b~c",
    "#",
    "- x",
    "yes",
  ),
  fc.string({ maxLength: 8 }),
);
const value = fc.oneof(
  fc.constantFrom("post", "page", "psot", "2024-03-01", "2024-03-01 10:00:00", "", "yes", "12", "a: b", "# x"),
  fc.constantFrom(null, true, 1, 2.5),
  fc.array(fc.oneof(fc.constantFrom("a", "b", "3"), fc.integer()), { maxLength: 3 }),
  fc.dictionary(fc.constantFrom("x", "y", "z"), fc.oneof(fc.boolean(), fc.string()), { maxKeys: 3 }),
);

describe("inferred schema", () => {
  it("compiles, and few of the posts depart from it in any one way", () => {
    fc.assert(
      fc.property(fc.array(fc.dictionary(key, value, { maxKeys: 6 }), { maxLength: 60 }), (posts) => {
        const validator = inferred(posts);
        const ways = new Map<string, number>();
        for (const post of posts) {
          const frontMatter = read(post);
          const faults = frontMatter === undefined ? [] : validator.validate(frontMatter);
          for (const { pointer, keyword, key: name } of faults) {
            const way = `${pointer.split("/").slice(0, 2).join("/")} ${keyword} ${name ?? ""}`;
            ways.set(way, (ways.get(way) ?? 0) + 1);
          }
        }
        // An item or a field may be rare among its own kind while posts are few: then it is an outlier, too.
        for (const count of ways.values())
          assert.ok(count <= Math.max(1, posts.length * 0.05), JSON.stringify([...ways]));
        if (posts.length < 20) assert.deepEqual([...ways], []);
      }),
      { numRuns: 150 },
    );
  });

  it("holds posts that are alike", () => {
    const record = fc.record({ title: fc.string(), n: fc.integer(), tags: fc.array(fc.string()) });
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 60 }), (posts) => {
        const validator = inferred(posts);
        for (const post of posts) {
          const frontMatter = read(post);
          assert.deepEqual(frontMatter === undefined ? [] : validator.validate(frontMatter), []);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("pairs put into YAML", () => {
  it("reads back as put, with all else as it was", () => {
    const before = "# top\na: 1 # one\nb:\n    c: [x] # list\n    d: {}\n\n# end\n";
    const cases: readonly (readonly [pointer: string, value: unknown, text: string])[] = [
      ["/a", 2, "# top\n# inferred: why\na: 2 # one\nb:\n    c: [x] # list\n    d: {}\n\n# end\n"],
      ["/b/c", { e: 1 }, "# top\na: 1 # one\nb:\n    # inferred: why\n    c:\n      e: 1 # list\n    d: {}\n\n# end\n"],
      [
        "/b/f",
        "yes",
        '# top\na: 1 # one\nb:\n    c: [x] # list\n    d: {}\n    # inferred: why\n    f: "yes"\n\n# end\n',
      ],
      ["/b/d/g", 3, "# top\na: 1 # one\nb:\n    c: [x] # list\n    d:\n      # inferred: why\n      g: 3\n\n# end\n"],
    ];
    for (const [pointer, given, text] of cases) {
      const after = setYamlPair(before, { pointer, value: given, comment: ["why"] });
      assert.equal(after, text);
    }
    assert.equal(removeYamlPair("a: 1\nb:\n  # inferred: x\n  c: 1\n", "/b/c"), "a: 1\nb: {}\n");
    assert.equal(setYamlPair("a: {b: 1}\n", { pointer: "/a/c", value: [2], comment: [] }), 'a: {b: 1, "c": [2] }\n');
    assert.equal(setYamlPair("a: [1]\n", { pointer: "/a/c", value: 1, comment: [] }), undefined);
  });

  it("puts any pair", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value), { maxLength: 8 }), (pairs) => {
        let text: string | undefined = "top: 1\n";
        const wanted = new Map<string, unknown>();
        for (const [name, given] of pairs) {
          if (["__proto__", "constructor", "prototype", "<<", "top"].includes(name)) continue;
          const pointer = `/in/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
          text = text && setYamlPair(text, { pointer, value: given, comment: ["n"] });
          wanted.set(name, JSON.parse(JSON.stringify(given)));
        }
        const data = JSON.parse(JSON.stringify(readYaml(text ?? "").data));
        assert.deepEqual(data, { top: 1, ...(wanted.size === 0 ? {} : { in: Object.fromEntries(wanted) }) });
      }),
      { numRuns: 200 },
    );
  });
});
