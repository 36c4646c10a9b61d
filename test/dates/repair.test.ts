import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type DateCandidate, instantOf, readDate, repairDate, settleDate } from "../../src/dates/index.js";

const timezone = "Asia/Shanghai";

function candidate(source: DateCandidate["source"], text: string, says: DateCandidate["says"] = "published") {
  const reading = readDate(text, { dialect: "any", timezone });
  assert.ok(reading.kind === "date", text);
  const { kind: _kind, shape: _shape, instant: _instant, ...fields } = reading;
  return { source, text, fields, instant: instantOf(fields, timezone), range: undefined, name: undefined, says };
}

function repair(
  value: string,
  candidates: readonly DateCandidate[],
  { format = "auto", others = [] as readonly string[], dialect = "hexo" as const } = {},
): string {
  const reading = readDate(value, { dialect, timezone });
  assert.ok(reading.kind === "invalid" || reading.kind === "empty", value);
  const options = { dialect, timezone, expected: undefined, format, others };
  const found = repairDate({ text: value, reading }, candidates, options);
  return found === undefined ? "nothing" : `${found.safety}: ${found.text}`;
}

const body = candidate("element", "2021-09-25 20:43:23");
const path = candidate("path", "2021-09-25");
const commit = candidate("commit", "2021-09-25T21:10:00+08:00", "there");

describe("settleDate", () => {
  const standing = (...candidates: DateCandidate[]): string => settleDate(candidates, timezone)?.standing ?? "nothing";

  it("counts sources of one kind once", () => {
    assert.equal(standing(), "nothing");
    assert.equal(standing(body), "single");
    assert.equal(standing(body, candidate("label", "2021-09-25"), candidate("time", "2021-09-25")), "single");
    assert.equal(standing(body, path), "agreed");
    assert.equal(standing(path, candidate("address", "2021-09-25")), "agreed");
    assert.equal(standing(path, commit), "agreed");
  });

  it("compares days on the clocks of the zone", () => {
    const late = candidate("time", "2021-09-24T17:00:00Z");
    assert.equal(standing(late, path), "agreed");
    assert.equal(standing(late, candidate("path", "2021-09-24")), "disputed");
  });

  it("lets a change and a commit be later, but not earlier", () => {
    assert.equal(standing(path, candidate("sibling", "2021-10-01", "there")), "single");
    assert.equal(standing(path, body, candidate("commit", "2022-01-01T00:00:00Z", "there")), "agreed");
    assert.equal(standing(path, candidate("commit", "2021-09-01T00:00:00Z", "there")), "disputed");
    assert.equal(standing(candidate("sibling", "2021-09-25", "there"), commit), "single");
  });

  it("takes the most precise time, which no other may contradict", () => {
    assert.equal(standing(body, candidate("sibling", "2021-09-25 20:43")), "agreed");
    assert.equal(standing(body, candidate("sibling", "2021-09-25 20:44")), "disputed");
    assert.equal(settleDate([path, candidate("label", "2021-09-25 20:43"), body], timezone)?.fields.second, 23);
    assert.equal(settleDate([path, commit], timezone)?.fields.minute, 10);
    assert.equal(settleDate([path, body, commit], timezone)?.fields.minute, 43);
    assert.equal(
      settleDate([path, candidate("sibling", "2021-09-25 09:00", "there")], timezone)?.fields.hour,
      undefined,
    );
  });
});

describe("repairDate", () => {
  it("is as bold as its sources", () => {
    assert.equal(repair("Invalid Date", []), "nothing");
    assert.equal(repair("Invalid Date", [body]), "unsafe: 2021-09-25T20:43:23+08:00");
    assert.equal(repair("Invalid Date", [path]), "unsafe: 2021-09-25");
    assert.equal(repair("Invalid Date", [body, path]), "safe: 2021-09-25T20:43:23+08:00");
    assert.equal(repair("Invalid Date", [body, candidate("path", "2021-09-26")]), "manual: 2021-09-26");
  });

  it("writes in the zone, in the form of the other dates, or in the form asked for", () => {
    const utc = candidate("time", "2021-09-25T12:43:23Z");
    assert.equal(repair("undefined", [utc]), "unsafe: 2021-09-25T20:43:23+08:00");
    for (const [other, written] of [
      ["2020-01-02 03:04:05", "2021-09-25 20:43:23"],
      ["2020/1/2 03:04", "2021/9/25 20:43"],
      ["2020-01-02 03:04:05 +0900", "2021-09-25 20:43:23 +0800"],
      ["2020-01-02T03:04:05.000Z", "2021-09-25T12:43:23.000Z"],
      ["Thu, 02 Jan 2020 03:04:05 GMT", "Sat, 25 Sep 2021 12:43:23 GMT"],
      ["2020-01-02", "2021-09-25"],
      ["January 2, 2020", "2021-09-25T20:43:23+08:00"],
    ] as const) {
      assert.equal(repair("undefined", [utc], { others: [other] }), `unsafe: ${written}`, other);
    }
    assert.equal(repair("undefined", [path], { others: ["2020-01-02 03:04:05"] }), "unsafe: 2021-09-25");
    assert.equal(repair("undefined", [body], { format: "YYYY-MM-DD HH:mm" }), "unsafe: 2021-09-25 20:43");
    // Nobody reads that form: what is written must be a date.
    assert.equal(repair("undefined", [body], { format: "YYYY MM DD" }), "unsafe: 2021-09-25T20:43:23+08:00");
  });

  it("guesses nothing from the value alone", () => {
    for (const value of ["2023-02-30", "2023-13-01", "04/05/2024", "2024-02-07:00:00Z", "{{ date }}", ""]) {
      assert.equal(repair(value, []), "nothing", value);
    }
    assert.equal(repair("2021-02-30", [path]), "unsafe: 2021-09-25");
    assert.equal(repair("2023-02-30", [path]), "manual: 2021-09-25");
    assert.equal(repair("{{ date }}", [path, body]), "unsafe: 2021-09-25T20:43:23+08:00");
    assert.equal(repair("", [path, body]), "unsafe: 2021-09-25T20:43:23+08:00");
  });

  it("takes the reading of an ambiguous date that a source names", () => {
    const may = candidate("path", "2024-05-04");
    assert.equal(repair("04/05/2024", [may]), "safe: 2024-05-04");
    assert.equal(repair("04/05/2024 08:00", [may]), "safe: 2024-05-04T08:00:00+08:00");
    assert.equal(repair("04/05/2024", [candidate("path", "2024-06-01")]), "nothing");
    assert.equal(repair("04/05/2024", [may, candidate("label", "2024-04-05")]), "nothing");
    assert.equal(repair("04/05/2024", [may, candidate("label", "2024-06-01")]), "manual: 2024-05-04");
    assert.equal(repair("04/05/2024", [candidate("commit", "2024-05-04", "there")]), "unsafe: 2024-05-04");
  });

  it("shows the date that an epoch date was computed from", () => {
    const epoch = "Mon, 19 Jan 1970 12:17:23 GMT";
    assert.equal(repair(epoch, []), "manual: 2020-09-07");
    assert.equal(repair(epoch, [candidate("path", "2020-09-07")]), "unsafe: 2020-09-07");
    assert.equal(repair(epoch, [path]), "manual: 2021-09-25");
    assert.equal(repair("1970-01-01T00:00:00Z", [path]), "unsafe: 2021-09-25");
  });

  it("keeps a time of day that only a hand can save", () => {
    assert.equal(repair("2021-09-25 18:30:22 2021 -0800", [path]), "manual: 2021-09-25");
    assert.equal(repair("2021-09-25:00:00Z", [path]), "safe: 2021-09-25");
  });
});
