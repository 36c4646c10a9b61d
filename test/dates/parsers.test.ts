import assert from "node:assert/strict";
import { describe, it } from "node:test";
import matter from "gray-matter";
import { type DateFields, readDate, rollsOverTo } from "../../src/dates/index.js";

// The parsers compared with read dates without an offset in the machine's zone.
Object.assign(process.env, { TZ: "UTC" });

const dates = ["2021-09-25", "2021-9-5", "2024-02-29", "2021/09/25", "2021/9/5", "2021.09.25"];
const names = [
  "25 Sep 2021",
  "5 September 2021",
  "Sat, 25 Sep 2021",
  "Sept. 5, 2021",
  "September 25, 2021",
  "9/25/2021",
];
const times = [
  "",
  " 20:43",
  " 3:04",
  " 3:4",
  " 3:4:5",
  "T03:04:5",
  " 20:43:23",
  "T20:43",
  "T20:43:23",
  "T3:04:05",
  " 20:43:23.5",
  "T20:43:23.123",
  " 8:43 PM",
];
const zones = [
  "",
  "Z",
  " Z",
  "+08",
  " +08",
  " +8",
  "+0800",
  " +0800",
  "+08:00",
  " -08:00",
  " UTC",
  " GMT",
  " EST",
  " CET",
  " GMT+0800",
];
const texts = [...dates, ...names].flatMap((date) =>
  times.flatMap((time) => (time === "" ? [date] : zones.map((zone) => date + time + zone))),
);

/** What a YAML parser with timestamps makes of the scalar, then `new Date` of what stayed text. */
function javascript(text: string): number {
  const { value } = matter(`---\nvalue: ${text}\n---\n`, {}).data;
  return value instanceof Date ? value.getTime() : new Date(String(value)).getTime();
}

describe("dates in JavaScript generators", () => {
  it("are read exactly when the parsers read them, and as the same instant", () => {
    const wrong = texts.flatMap((text) => {
      const reading = readDate(text, { dialect: "docusaurus", timezone: "UTC" });
      const theirs = javascript(text);
      const ours = reading.kind === "date" ? reading.instant : Number.NaN;
      return Object.is(ours, theirs) ? [] : [`${text}: ${ours}, parsers say ${theirs}`];
    });
    const read = texts.filter((text) => !Number.isNaN(javascript(text))).length;
    assert.ok(read > 500 && texts.length - read > 500, `${read} of ${texts.length}`);
    assert.deepEqual(wrong, []);
  });

  it("roll over as the parsers do", () => {
    const overflowing = [
      ...[
        "2023-02-30",
        "2023-02-29",
        "1900-02-29",
        "2021-04-31",
        "2021-13-01",
        "2021-00-10",
        "2021-12-32",
        "0000-00-00",
      ],
      ...["2021-09-25 25:00:00", "2021-09-25 20:61:00", "2021-12-31 23:59:75", "2023-02-30 10:00:00", "2021-06-00"],
    ];
    for (const text of overflowing) {
      const rolled = rollsOverTo(text, false);
      assert.ok(rolled !== undefined, text);
      assert.equal(utc(rolled), javascript(text), text);
    }
    for (const text of ["2023-02-30", "2021-04-31", "2021/02/30", "31 Apr 2021", "2023-02-29T10:00:00Z"]) {
      const rolled = rollsOverTo(text, true);
      assert.ok(rolled !== undefined, text);
      assert.equal(utc(rolled), Math.floor(new Date(text).getTime() / 86_400_000) * 86_400_000, text);
    }
    for (const text of ["2021-13-01", "2021-09-25 25:61:00"]) {
      assert.equal(rollsOverTo(text, true), undefined);
      assert.ok(Number.isNaN(new Date(text).getTime()));
    }
  });
});

function utc({ year, month, day, hour = 0, minute = 0, second = 0 }: DateFields): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
