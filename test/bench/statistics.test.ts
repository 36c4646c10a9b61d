import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { median, ratio, roundsWithin } from "../../bench/measure/statistics.js";
import fc from "../property.js";

describe("statistics of the bench", () => {
  it("takes the middle value, or the mean of the two in the middle", () => {
    assert.equal(median([9, 1, 5]), 5);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.equal(median([10, 9, 100]), 10);
    assert.ok(Number.isNaN(median([])));
  });

  it("has as many values above the median as below", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }), (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        assert.ok(below <= values.length / 2 && above <= values.length / 2);
      }),
    );
  });

  it("compares round by round, so that a machine that slows down changes nothing", () => {
    assert.equal(ratio([20, 40, 400], [10, 20, 200]), 2);
    assert.equal(ratio([30], [10, 1, 1]), 3);
    assert.ok(Number.isNaN(ratio([], [1])));
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 50, noNaN: true }), { minLength: 1 }), (slowness) => {
        const measured = ratio(
          slowness.map((slow) => slow * 7),
          slowness.map((slow) => slow * 2),
        );
        assert.ok(Math.abs(measured - 3.5) < 1e-9);
      }),
    );
  });

  it("gives slow programs fewer rounds, and every program one", () => {
    assert.equal(roundsWithin(60_000, 1_000, 7), 7);
    assert.equal(roundsWithin(60_000, 25_000, 7), 2);
    assert.equal(roundsWithin(60_000, 600_000, 7), 1);
  });
});
