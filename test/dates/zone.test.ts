import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "node:test";
import { instantOf, readDate } from "../../src/dates/index.js";
import fc from "../property.js";

const zones = [
  "UTC",
  "Asia/Shanghai",
  "America/New_York",
  "Europe/Berlin",
  "Asia/Kolkata",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "Pacific/Apia",
];

/** What a zone's clocks show at an instant, as text. */
function clocks(zone: string, instant: number): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(instant);
}

function instant(text: string, timezone: string): string {
  const reading = readDate(text, { dialect: "any", timezone });
  assert.ok(reading.kind === "date", text);
  return new Date(reading.instant).toISOString();
}

describe("dates without an offset", () => {
  it("are what the zone's clocks show, unless a clock change skips them", () => {
    const moment = fc.record({
      zone: fc.constantFrom(...zones),
      // Any second from 1971 to 2037: the clocks certainly show it.
      seconds: fc.integer({ min: 31_536_000, max: 2_145_916_800 }),
    });
    fc.assert(
      fc.property(moment, ({ zone, seconds }) => {
        const shown = clocks(zone, seconds * 1000);
        const reading = readDate(shown, { dialect: "any", timezone: zone });
        assert.ok(reading.kind === "date", shown);
        assert.equal(clocks(zone, reading.instant), shown);
        // Of a reading that occurs twice, the earlier one is meant.
        assert.ok(reading.instant <= seconds * 1000);
      }),
      { numRuns: 500 },
    );
  });

  it("are carried over a gap by the offset before it", () => {
    assert.equal(instant("2021-03-14 02:30:00", "America/New_York"), "2021-03-14T07:30:00.000Z");
    assert.equal(instant("2021-03-28 02:30:00", "Europe/Berlin"), "2021-03-28T01:30:00.000Z");
    assert.equal(instant("2011-12-30 12:00:00", "Pacific/Apia"), "2011-12-30T22:00:00.000Z");
    assert.equal(instant("2021-10-03 02:15:00", "Australia/Lord_Howe"), "2021-10-02T15:45:00.000Z");
  });

  it("are the earlier of two", () => {
    assert.equal(instant("2021-11-07 01:30:00", "America/New_York"), "2021-11-07T05:30:00.000Z");
    assert.equal(instant("2021-10-31 02:30:00", "Europe/Berlin"), "2021-10-31T00:30:00.000Z");
  });

  it("follow the zone's history and reach into old times", () => {
    assert.equal(instant("1988-07-01 12:00:00", "Asia/Shanghai"), "1988-07-01T03:00:00.000Z");
    assert.equal(instant("1850-01-01 00:00:00", "UTC"), "1850-01-01T00:00:00.000Z");
    assert.equal(
      clocks("America/New_York", instantOf({ year: 1850, month: 1, day: 1 }, "America/New_York")),
      "1850-01-01 00:00:00",
    );
    assert.equal(instant("0001-01-01", "UTC"), "0001-01-01T00:00:00.000Z");
  });

  it("need a zone that exists", () => {
    assert.throws(() => readDate("2021-09-25", { dialect: "any", timezone: "Mars/Olympus" }), RangeError);
  });
});

describe("the machine's time zone", () => {
  it("does not matter", () => {
    const module = new URL("../../src/dates/index.js", import.meta.url).href;
    const script = `
      const { readDate, findDates, instantOf } = await import(${JSON.stringify(module)});
      const texts = ["2021-09-25", "2021-03-14 02:30:00", "2021-09-25T20:43:23Z", "Sat, 25 Sep 2021 20:43:23", "09/25/2021", "2023-02-30", "1970-01-01", "1632573803", "September 2021"];
      const result = ["UTC", "Asia/Shanghai", "America/New_York"].map((timezone) => [
        texts.map((text) => readDate(text, { dialect: "any", timezone })),
        findDates(texts.join(" / ")).map(({ fields }) => instantOf(fields, timezone)),
      ]);
      console.log(JSON.stringify([new Date(0).getTimezoneOffset(), result]));`;
    const outputs = ["UTC", "America/New_York", "Asia/Tokyo"].map((TZ) => {
      const text = execFileSync(process.execPath, ["--input-type=module", "-e", script], {
        env: { ...process.env, TZ },
      });
      return JSON.parse(String(text)) as readonly [number, unknown];
    });
    assert.deepEqual(
      outputs.map(([offset]) => offset),
      [0, 300, -540],
    );
    assert.deepEqual(outputs[1]?.[1], outputs[0]?.[1]);
    assert.deepEqual(outputs[2]?.[1], outputs[0]?.[1]);
  });
});
