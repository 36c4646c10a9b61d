import assert from "node:assert/strict";
import { it } from "node:test";
import { findForm, formOf, usualAttributes } from "../../../src/source/html/properties.js";

it("knows the forms of usual attributes as the table of all has them", () => {
  assert.ok(usualAttributes.includes("class") && usualAttributes.includes("href"));
  for (const name of usualAttributes) assert.deepEqual(formOf(name, false), findForm(name, false), name);
});
