import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { type FoundFile, filesBelow, indexOfPath } from "../../src/files/file-list.js";
import { below } from "../../src/files/paths.js";

const base = join("/", "sites", "harbor");
/** Names of all widths, and half of a surrogate pair, which Windows lets through. */
const name = fc
  .array(fc.constantFrom("a", "B", "-", " ", ".", "é", "ÿ", "Ā", "中", "🎉", "\ud83c"), { minLength: 1, maxLength: 6 })
  .map((letters) => `x${letters.join("")}`);
const paths = fc.uniqueArray(
  fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/")),
  { maxLength: 12 },
);
const folders = fc.constantFrom(base, join(base, "xa"), join("/", "sites"), join("/", "other"));

const plain = (cwd: string, fromBase: string): FoundFile => {
  const absolute = join(base, fromBase);
  return { absolute, path: below(cwd, absolute), fromBase };
};

test("a list of files is what an array of them would be", () => {
  fc.assert(
    fc.property(paths, folders, (given, cwd) => {
      const files = filesBelow(base, cwd, given);
      const expected = given.map((path) => plain(cwd, path));
      assert.equal(files.length, given.length);
      assert.deepEqual([...files], expected);
      const visited: [number, FoundFile][] = [];
      files.forEach((file, index) => {
        visited.push([index, file]);
      });
      assert.deepEqual(visited, [...expected.entries()]);
      assert.equal(files.at(given.length), undefined);
      const short = ({ fromBase }: FoundFile): boolean => fromBase.length % 2 === 0;
      assert.deepEqual([...files.filter(short)], expected.filter(short));
    }),
  );
});

test("a file is found by what reports show, and no other is taken for it", () => {
  fc.assert(
    fc.property(paths, name, folders, (given, other, cwd) => {
      const shown = given.map((path) => plain(cwd, path)).sort((a, b) => (a.path < b.path ? -1 : 1));
      const files = filesBelow(
        base,
        cwd,
        shown.map(({ fromBase }) => fromBase),
      );
      for (const [index, { path }] of shown.entries()) assert.equal(indexOfPath(files, path), index);
      const stranger = plain(cwd, other);
      assert.equal(
        indexOfPath(files, stranger.path),
        shown.findIndex(({ path }) => path === stranger.path),
      );
    }),
  );
});
