import assert from "node:assert/strict";
import { it } from "node:test";
import { applyEdits } from "../../src/fix/apply-edits.js";
import { caseEdits } from "../../src/source/case-edits.js";

const repaired = (url: string, near: string) => applyEdits(`x${url}`, caseEdits(url, 1, near)).slice(1);

it("the case of a path follows the file, and nothing else of the address changes", () => {
  assert.equal(repaired("/img/Pier.JPG?v=A#Top", "source/img/pier.jpg"), "/img/pier.jpg?v=A#Top");
  assert.equal(repaired("../Img/./The%20PIER.jpg", "content/Img/The pier.jpg"), "../Img/./The%20pier.jpg");
  assert.equal(repaired("Docs/%C3%84pfel.png", "docs/äpfel.png"), "docs/%C3%A4pfel.png");
  assert.equal(repaired("a.png", "img/a.png"), "a.png");
});

it("names that differ in more than case are left alone", () => {
  assert.deepEqual(caseEdits("peer.jpg", 0, "pier.jpg"), []);
  assert.deepEqual(caseEdits("img/Pier.jpg", 0, "img/pier.jpeg"), []);
});
