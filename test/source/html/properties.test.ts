import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { html } from "property-information";
import { findForm, formOf } from "../../../src/source/html/properties.js";

it("knows the forms of attributes as property-information has them", () => {
  const known = Object.keys(html.normal);
  assert.ok(known.length > 400);
  for (const name of [
    ...known,
    "wibble",
    "constructor",
    "tostring",
    "data",
    "data-",
    "data--x",
    "data-a.b:c",
    "dataset",
  ]) {
    assert.deepEqual(formOf(name, false), findForm(name, false), name);
  }
  const letters = fc.stringMatching(/^data[-.:_a-z\dÀ]{0,12}$/);
  fc.assert(fc.property(letters, (name) => assert.deepEqual(formOf(name, false), findForm(name, false))));
});
