import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { pointerSegment } from "../../src/source/front-matter.js";
import { generatorNames, generatorProfile } from "../../src/source/generators.js";
import type { ParsedMapping } from "../../src/source/parsed-mapping.js";
import { readFrontMatter } from "../../src/source/read-front-matter.js";
import { preferReference } from "../../src/source/reference.js";
import { sourceText } from "../../src/source/source-text.js";
import { parseYamlMapping } from "../../src/source/yaml.js";
import { scannedMapping } from "../../src/source/yaml-scan.js";
import { scanYaml } from "../../src/source/yaml-subset.js";
import fc from "../property.js";
import { yamlTexts } from "./yaml-texts.js";

after(() => preferReference(false));

function byReference<T>(read: () => T): T {
  preferReference(true);
  try {
    return read();
  } finally {
    preferReference(false);
  }
}

function pointersOf(data: unknown, pointer = "", found: string[] = [""]): readonly string[] {
  if (typeof data !== "object" || data === null) return found;
  for (const [key, value] of Object.entries(data)) {
    const inner = `${pointer}/${pointerSegment(key)}`;
    found.push(inner);
    pointersOf(value, inner, found);
  }
  return found;
}

/** Everything that can be asked of a mapping. */
function observed(mapping: Omit<ParsedMapping, "problems">, data = mapping.data) {
  const pointers = new Set([...pointersOf(data), ...mapping.scalars.map(({ pointer }) => pointer), "/nothing", "/0"]);
  const { scalars, comments } = mapping;
  return {
    data: mapping.data,
    order: pointersOf(mapping.data),
    scalars,
    comments,
    places: [...pointers].map((pointer) => [
      pointer,
      mapping.locate(pointer, "key"),
      mapping.locate(pointer, "value"),
      mapping.locate(pointer, "pair"),
      mapping.scalar(pointer),
    ]),
  };
}

/** Compares where the scanner is certain; says whether it was. */
function agrees(yaml: string): boolean {
  const file = `\n---\n${yaml}---\nbody: x\n  - y\n`;
  const range = { start: 5, end: 5 + yaml.length };
  const scan = scanYaml(file, range);
  if (scan === undefined) return false;
  const expected = byReference(() => parseYamlMapping(file, range));
  assert.deepEqual(expected.problems, [], yaml);
  assert.deepStrictEqual(observed(scannedMapping(scan)), observed(expected), yaml);
  return true;
}

const PLAINEST = [
  "title: The pier\n",
  "title: The pier # at night\n# why\ndate: 2021-09-25 20:43:23 +0800\n\ntags:\n  - a\n  - 'b'\n",
  'tags:\n- a\n- "b \\"c\\""\n-\nx: 1\n',
  "a:\n  b:\n    c: 1\n  d: [x, 'y', 3]\ne: {}\nf:\n",
  "team:\n  - name: A\n    role: x\n  - name: B\n",
  "excerpt: |\n  one\n\n  two\nother: >-\n  folded\n  text\n",
  "excerpt: words that go on\n  on the next line\n  and the next\nid: 7\n",
  "a: 1\r\nb:\r\n  - x\r\n",
  "excerpt: 'it''s  \n\n  folded\n\n\n  text'\nother: \"two\r\n  lines\"\nlist:\n  - 'a\n    b'\n",
  "a: '\n  b'\n",
  "'quoted': x\n\"other\" : y\n201: z\n",
  "title: C# in depth, a:b and http://x/#y\n",
  "title: x",
];

const LEFT_TO_THE_PARSER = [
  "",
  "# nothing\n",
  "a: &x 1\nb: *x\n",
  "<<: x\n",
  "a: !!str 1\n",
  "a: 1\na: 2\n",
  "a: b: c\n",
  "a:\n\t- b\n",
  "? a\n: b\n",
  "%YAML 1.2\n",
  "--- a\n",
  "a: 1\n...\n",
  "a: 'b\nc'\n",
  'a: "\\x41"\n',
  "a: [b\n  c]\n",
  "a: {b: c}\n",
  "a:\n  - - b\n",
  "a: |+\n  b\n",
  "a: 1\n  b: 2\n",
  " a: 1\n",
  "__proto__: 1\n",
  "a: @b\n",
  "a: 1\rb: 2\n",
  "a\n",
];

describe("the scanner of plain YAML", () => {
  it("reads what posts are made of", () => {
    for (const yaml of PLAINEST) assert.ok(agrees(yaml), yaml);
  });

  it("leaves what it is not certain of to the parser", () => {
    for (const yaml of LEFT_TO_THE_PARSER) assert.equal(agrees(yaml), false, yaml);
  });

  it("says what the parser says, or nothing, of all kinds of texts", () => {
    let texts = 0;
    let read = 0;
    const check = (yaml: string): void => {
      texts++;
      if (agrees(yaml)) read++;
    };
    fc.assert(fc.property(yamlTexts, check), { numRuns: Number(process.env["GALLEY_RUNS"] ?? 3000) });
    // Were it never certain, this would test nothing.
    assert.ok(read > texts / 4, `${read} of ${texts}`);
  });

  it("changes nothing of what any generator's front matter is read as", () => {
    const profiles = [undefined, ...generatorNames].map(generatorProfile);
    const check = (yaml: string, before: string, closing: string, profile: number): void => {
      const source = sourceText(`${before}---\n${yaml}${closing}\nText: x\n\n---\n`);
      const generator = profiles[profile % profiles.length] ?? generatorProfile(undefined);
      const read = () => {
        const { frontMatter, ...rest } = readFrontMatter(source, generator, "_posts/a.md");
        return { ...rest, frontMatter: frontMatter && { ...frontMatter, ...observed(frontMatter) } };
      };
      const plain = ({ frontMatter, ...rest }: ReturnType<typeof read>) => {
        const { locate: _locate, scalar: _scalar, ...seen } = frontMatter ?? {};
        return { ...rest, seen };
      };
      assert.deepStrictEqual(plain(read()), plain(byReference(read)), yaml);
    };
    const before = fc.constantFrom("", "", "\n", "\ufeff", "\r\n\n");
    const closing = fc.constantFrom("---", "---", "\n---", "...", "--- ", "----", "");
    const property = fc.property(yamlTexts, before, closing, fc.nat(100), check);
    fc.assert(property, { numRuns: Number(process.env["GALLEY_RUNS"] ?? 1000) });
  });
});
