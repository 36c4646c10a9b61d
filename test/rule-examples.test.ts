import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { rules } from "../rules/index.js";
import { testRule } from "../src/testing.js";

describe("examples of the rules", () => {
  for (const rule of rules) {
    it(rule.id, () => assert.deepEqual(testRule(rule, { others: rules }), []));
  }
});
