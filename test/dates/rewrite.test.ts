import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import matter from "gray-matter";
import { generatorDialects, readDate, rewriteDate, writeDate } from "../../src/dates/index.js";
import fc from "../property.js";

const machineZone = process.env["TZ"];
const zones = ["UTC", "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Europe/London"];
const forms = [
  ...["YYYY-MM-DD HH:mm:ss", "YYYY/M/D H:mm", "YYYY-MM-DDTHH:mm:ss", "YYYY-MM-DDTHH:mm:ssZ", "YYYY-MM-DD HH:mm:ss ZZ"],
  ...["ddd, DD MMM YYYY HH:mm:ss ZZ", "YYYY-MM-DDTHH:mm:ss.SSSZ", "YYYY-MM-DD"],
];
/** Minutes around which the clocks of the zones above are changed, and any others. */
const instants = fc.oneof(
  fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2040, 0) }),
  ...["2021-03-14T07:00Z", "2021-11-07T06:00Z", "2021-04-03T15:00Z", "2021-10-02T15:30Z", "2021-03-28T01:00Z"].map(
    (at) => fc.integer({ min: -7200, max: 7200 }).map((seconds) => Date.parse(at) + seconds * 1000),
  ),
);

describe("rewriteDate", () => {
  after(() => {
    if (machineZone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = machineZone;
  });

  for (const machine of ["UTC", "America/New_York", "Asia/Tokyo"]) {
    it(`gives the same instant, on a machine in ${machine}`, () => {
      process.env["TZ"] = machine;
      let rewritten = 0;
      fc.assert(
        fc.property(
          instants,
          fc.constantFrom(...zones),
          fc.constantFrom(...forms),
          fc.constantFrom("iso", ...forms),
          fc.constantFrom("any" as const, ...generatorDialects),
          fc.boolean(),
          (instant, timezone, from, to, dialect, dateAlone) => {
            const at = new Date(instant);
            const fields = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
            const time = { hour: at.getUTCHours(), minute: at.getUTCMinutes(), second: at.getUTCSeconds() };
            const whole = dateAlone ? fields : { ...fields, ...time, millisecond: 0 };
            const text = writeDate(whole, { date: dateAlone ? "YYYY-M-D" : from, time: "" }, timezone);
            if (text === undefined) return;
            const before = readDate(text, { dialect, timezone });
            const found = rewriteDate(text, to, { dialect, timezone });
            if (before.kind !== "date") return assert.equal(found, undefined);
            if (found?.text === undefined) return;
            rewritten++;
            const now = readDate(found.text, { dialect, timezone });
            assert.ok(now.kind === "date", found.text);
            assert.equal(now.instant, before.instant, `${text} -> ${found.text}`);
            assert.equal(now.hour === undefined && before.hour !== undefined && now.instant !== before.instant, false);
            assert.equal(rewriteDate(found.text, to, { dialect, timezone })?.text, undefined, "a second time");
          },
        ),
        { numRuns: 400 },
      );
      assert.ok(rewritten > 50, String(rewritten));
    });
  }

  const rewrite = (text: string, format = "iso", timezone = "America/New_York"): string | undefined =>
    rewriteDate(text, format, { dialect: "any", timezone })?.text;

  it("names the offset of readings that a clock change skips or repeats", () => {
    assert.equal(rewrite("2021-03-14 02:30:00"), "2021-03-14T02:30:00-05:00");
    assert.equal(rewrite("2021-11-07 01:30:00"), "2021-11-07T01:30:00-04:00");
    assert.equal(rewrite("2021-11-07T01:30:00-04:00", "YYYY-MM-DD HH:mm:ss"), "2021-11-07 01:30:00");
    assert.equal(rewrite("2021-11-07T01:30:00-05:00", "YYYY-MM-DD HH:mm:ss"), undefined);
  });

  it("leaves alone what is right, what is no date, and what would lose something", () => {
    for (const text of [
      ...["2021-09-25", "2021-09-25T20:43:23Z", "2021-09-25T20:43:23+00:00", "2021-09-25T20:43:23.000Z", "2021-09"],
      ...["Invalid Date", "04/05/2024", "2021-02-30", "", "{{ date }}", "1632573803"],
    ]) {
      assert.equal(rewrite(text), undefined, text);
    }
    assert.equal(rewrite("2021-09-25 20:43:23", "YYYY-MM-DD"), undefined);
    assert.equal(rewrite("2021-09-25T20:43:23.5Z", "YYYY-MM-DDTHH:mm:ssZ"), undefined);
    assert.equal(rewrite("2021-09-25 20:43:23", "MM/DD/YYYY at HH"), undefined);
  });

  it("keeps the instant that a YAML parser makes of an unquoted date, whatever the zone", () => {
    const parsed = (text: string): number => new Date(matter(`---\ndate: ${text}\n---\n`, {}).data["date"]).getTime();
    for (const dialect of ["jekyll", "eleventy", "astro", "docusaurus", "vitepress"] as const) {
      for (const text of ["2021-09-25 20:43:23", "2021-09-25T20:43:23", "2021-9-5 8:43:23"]) {
        const found = rewriteDate(text, "iso", { dialect, timezone: "Asia/Shanghai", unquoted: true });
        assert.equal(parsed(found?.text ?? ""), parsed(text), `${dialect}: ${text}`);
        assert.equal(found?.inUtc, true);
        const quoted = rewriteDate(text, "iso", { dialect, timezone: "Asia/Shanghai" })?.text;
        assert.ok(quoted?.endsWith("+08:00") !== false, quoted);
      }
      const to = { dialect, timezone: "Asia/Shanghai", unquoted: true };
      assert.equal(rewriteDate("2021-09-25T12:43:23Z", "YYYY-MM-DD HH:mm:ss", to)?.text, undefined);
    }
    const hexo = { dialect: "hexo", timezone: "Asia/Shanghai", unquoted: true } as const;
    assert.equal(rewriteDate("2021-09-25 20:43:23", "iso", hexo)?.text, "2021-09-25T20:43:23+08:00");
  });

  it("keeps dates without a time of day, fractions and offsets", () => {
    assert.equal(rewrite("2021/9/5"), "2021-09-05");
    assert.equal(rewrite("2021-9-5", "YYYY-MM-DD HH:mm"), undefined);
    assert.equal(rewrite("2021-09-25 20:43:23.500 +0800"), "2021-09-25T20:43:23.500+08:00");
    assert.equal(rewrite("2021-09-25 20:43 +0530", "YYYY-MM-DD HH:mm:ss ZZ"), "2021-09-25 20:43:00 +0530");
  });
});
