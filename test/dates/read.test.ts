import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type DateDialect, generatorDialects, readDate } from "../../src/dates/index.js";

const all = "hexo hugo jekyll eleventy astro docusaurus vitepress";
const notHugo = all.replace(" hugo", "");
const javascript = "hexo astro docusaurus vitepress";

/** Scalar, and the generators that read it. With no generator known it is right if anybody reads it. */
const valid: readonly (readonly [text: string, readBy: string])[] = [
  ["2021-09-25", all],
  ["2024-02-29", all],
  ["2000-02-29", all],
  ["0987-12-31", all],
  ["2021-9-5", `${javascript} jekyll`],
  ["2021-09-25T20:43:23Z", all],
  ["2021-09-25t20:43:23z", all],
  ["2021-09-25T20:43:23", all],
  ["2021-09-25T20:43:23.5", all],
  ["2021-09-25T20:43:23.123Z", all],
  ["2021-09-25T20:43:23.123456789Z", all],
  ["2021-09-25T20:43:23+08:00", all],
  ["2021-09-25T20:43:23-05:30", all],
  ["2021-09-25T20:43:23+0800", all],
  ["2021-09-25T20:43:23+08", notHugo],
  ["2021-09-25T2:43:23+08:00", all],
  ["2021-09-25T20:43:23 +08:00", notHugo],
  ["2021-09-25T20:43", `${javascript} jekyll eleventy`],
  ["2021-09-25T20:43+08:00", `${javascript} jekyll eleventy`],
  ["2021-09-25T20:43-0500", `${javascript} jekyll eleventy`],
  ["2021-09-25 20:43:23", all],
  ["2021-09-25 0:03:09", all],
  ["2021-09-25  20:43:23", all],
  ["2021-09-25 20:43:23.5", all],
  ["2021-09-25 20:43:23Z", all],
  ["2021-09-25 20:43:23 Z", notHugo],
  ["2021-09-25 20:43:23 +08:00", all],
  ["2021-09-25 20:43:23+08:00", all],
  ["2021-09-25 20:43:23 +08", notHugo],
  ["2021-09-25 20:43:23 +8", notHugo],
  ["2021-09-25 20:43:23 -8:00", all],
  ["2021-09-25 20:43:23 +0800", `${javascript} jekyll hugo`],
  ["2021-09-25 20:43:23+0800", `${javascript} jekyll hugo eleventy`],
  ["2021-09-25 20:43:23 UTC", `${javascript} jekyll`],
  ["2021-09-25 20:43:23 GMT+0800", `${javascript} jekyll hugo`],
  ["2021-09-25 20:43:23 PST", `${javascript} jekyll`],
  ["2021-09-25 20:43:23 CET", "jekyll"],
  ["2021-09-25 20:43:23 UtC", `${javascript} jekyll`],
  ["2021-09-25 +0800", "jekyll"],
  ["2021-09-25 20:43:23.280857863 +0200 IST", "jekyll hugo"],
  ["2021-09-25 20:43", `${javascript} jekyll eleventy`],
  ["2021-09-25 20:43 +0800", `${javascript} jekyll`],
  ["2013-1-5 3:04:05", notHugo],
  ["2013-1-5 3:04:05 +0900", `${javascript} jekyll`],
  ["2013-1-5 13:04 +0900", `${javascript} jekyll`],
  ["2013-1-5T03:04:05+09:00", notHugo],
  ["2024-1-1 9:5:3", `${javascript} jekyll`],
  ["2024-01-01 9:5:3", `${javascript} jekyll`],
  ["2024-01-01 9:5", `${javascript} jekyll`],
  ["2024-01-01 09:05:3 +0800", `${javascript} jekyll`],
  ["2024-01-01T9:5:3", "jekyll"],
  ["2024-01-01T9:5:3Z", "jekyll"],
  ["2024/1/1 9:5:3", `${javascript} jekyll`],
  ["2021-09-25 24:00:00", all],
  ["2021-09-25 8:43 PM", `${javascript} jekyll`],
  ["2021-09-25 8:43PM", "jekyll"],
  ["2021-09-25 12:00 am", `${javascript} jekyll`],
  ["2021/09/25", `${javascript} jekyll`],
  ["2021/9/5 3:04", `${javascript} jekyll`],
  ["2021/09/25 20:43:23 +0800", `${javascript} jekyll`],
  ["2021.09.25", `${javascript} jekyll`],
  ["20210925", "jekyll eleventy"],
  ["2021-09", `${javascript} jekyll eleventy`],
  ["September 2021", `${javascript} jekyll`],
  ["Sat, 25 Sep 2021 20:43:23 GMT", `${javascript} jekyll hugo`],
  ["Sat, 25 Sep 2021 20:43:23 +0800", `${javascript} jekyll hugo`],
  ["Sat, 25 Sep 2021 20:43:23 UTC", `${javascript} jekyll hugo`],
  ["Mon, 25 Sep 2021 20:43:23 GMT", `${javascript} jekyll hugo`],
  ["Sat, 25 Sep 2021 20:43 GMT", `${javascript} jekyll`],
  ["25 Sep 2021 20:43:23 EST", `${javascript} jekyll`],
  ["Sat, 5 Sep 2021 20:43:23 GMT", `${javascript} jekyll`],
  ["Thu, 31 Dec 1936 00:00:00 GMT", `${javascript} jekyll hugo`],
  ["09 Aug 2022", `${javascript} jekyll hugo`],
  ["9 Aug 2022", `${javascript} jekyll`],
  ["21 September 2022", `${javascript} jekyll`],
  ["21. September 2022", `${javascript} jekyll`],
  ["25-Sep-2021", `${javascript} jekyll`],
  ["2021-Sep-25", `${javascript} jekyll`],
  ["Sept. 25, 2021", `${javascript} jekyll`],
  ["September 25, 2021", `${javascript} jekyll`],
  ["Saturday, September 25, 2021", `${javascript} jekyll`],
  ["Sep 25, 2021 8:43 pm", `${javascript} jekyll`],
  ["September 25th, 2021", "jekyll"],
  ["Sat Sep 25 20:43:23 2021", `${javascript} jekyll hugo`],
  ["Sat Sep 25 20:43:23 +0800 2021", `${javascript} jekyll hugo`],
  ["Sat Sep 25 2021 20:43:23 GMT+0800 (China Standard Time)", `${javascript} jekyll`],
  ["09/25/2021", javascript],
  ["9/25/2021 20:43", javascript],
  ["25/09/2021", "jekyll"],
  ["25.09.2021", "jekyll"],
  ["05/05/2024", `${javascript} jekyll`],
  ["1632573803", "hugo"],
  ["1632573803000", javascript],
];

describe("readDate: what each generator reads", () => {
  for (const [text, readBy] of valid) {
    it(text, () => {
      const readers = generatorDialects.filter(
        (dialect) => readDate(text, { dialect, timezone: "Asia/Shanghai" }).kind === "date",
      );
      assert.deepEqual(readers.toSorted(), readBy.split(" ").toSorted());
      assert.equal(readDate(text, { dialect: "any", timezone: "Asia/Shanghai" }).kind, "date");
    });
  }
});

/** Scalar, and why it is no date for anybody. */
const invalid: readonly (readonly [text: string, reason: string])[] = [
  ["Invalid Date", "placeholder"],
  ["invalid date", "placeholder"],
  ["NaN-NaN-NaN", "placeholder"],
  ["NaN-NaN-NaN NaN:NaN:NaN", "placeholder"],
  ["undefined", "placeholder"],
  ["[object Object]", "placeholder"],
  ["0000-00-00", "placeholder"],
  ["0000-00-00 00:00:00", "placeholder"],
  ["YYYY-MM-DD", "placeholder"],
  ["YYYY-mm-dd", "placeholder"],
  ["YYYY-MM-DD HH:mm:ss", "placeholder"],
  ["TBD", "placeholder"],
  ["{{ date }}", "template"],
  ["{{ .Date }}", "template"],
  ["<%= date %>", "template"],
  ["last spring", "no-date"],
  ["2021", "no-date"],
  ["12:30", "no-date"],
  ["tomorrow at noon", "no-date"],
  ["2023-02-30", "day"],
  ["2023-02-29", "day"],
  ["1900-02-29", "day"],
  ["2021-04-31 10:00:00", "day"],
  ["2021-06-00", "day"],
  ["31 Apr 2021", "day"],
  ["2021-13-01", "month"],
  ["2021-00-10", "month"],
  ["13/13/2021", "month"],
  ["0000-05-05", "year"],
  ["25/09/21", "year"],
  ["2021-09-25 25:00:00", "hour"],
  ["2021-09-25 24:00:01", "hour"],
  ["2021-09-25 20:61:00", "minute"],
  ["2021-09-25T20:43:75Z", "second"],
  ["2021-09-25T20:43:23+25:00", "offset"],
  ["2021-09-25 20:43:23 +0875", "offset"],
  ["2024-02-16 13:12:05 +/-TTTT", "offset"],
  ["2024-02-07:00:00Z", "trailing"],
  ["2023-01-29 18:30:22 2023 -0800", "trailing"],
  ["2021-09-25 by the sea", "trailing"],
  ["04/05/2024", "ambiguous"],
  ["4-5-2024", "ambiguous"],
  ["04.05.2024 10:00", "ambiguous"],
  ["Mon, 19 Jan 1970 12:17:23 GMT", "epoch"],
  ["1970-01-01", "epoch"],
  ["1970-01-19 00:00:00", "epoch"],
  ["2021年9月25日", "format"],
];

describe("readDate: what is no date", () => {
  for (const [text, reason] of invalid) {
    it(text, () => {
      for (const dialect of [...generatorDialects, "any"] as const) {
        const reading = readDate(text, { dialect, timezone: "UTC" });
        assert.equal(reading.kind === "invalid" ? reading.reason : reading.kind, reason, dialect);
      }
    });
  }
});

describe("readDate", () => {
  const read = (text: string, dialect: DateDialect = "any", format?: string) =>
    readDate(text, { dialect, timezone: "Asia/Shanghai", ...(format === undefined ? {} : { format }) });

  it("gives the fields that are written, and the instant", () => {
    assert.deepEqual(read("2021-09-25 20:43:23"), {
      ...{ kind: "date", year: 2021, month: 9, day: 25, hour: 20, minute: 43, second: 23 },
      ...{ instant: 1632573803000, shape: "iso" },
    });
    assert.deepEqual(read("Sat, 25 Sep 2021 20:43 -0430"), {
      ...{ kind: "date", year: 2021, month: 9, day: 25, hour: 20, minute: 43, offsetMinutes: -270 },
      ...{ instant: 1632618780000, shape: "rfc2822" },
    });
  });

  it("takes nothing for empty, and a computed date for one that the generator computes", () => {
    for (const text of ["", "  ", "~", "null", "Null"]) assert.equal(read(text).kind, "empty");
    assert.equal(read("git Last Modified", "eleventy").kind, "computed");
    assert.equal(read("Last Modified", "hexo").kind, "invalid");
  });

  it("says both readings of an ambiguous date", () => {
    const reading = read("04/05/2024");
    assert.ok(reading.kind === "invalid" && reading.reason === "ambiguous");
    assert.deepEqual(
      [reading.monthFirst, reading.dayFirst],
      [
        { year: 2024, month: 4, day: 5 },
        { year: 2024, month: 5, day: 4 },
      ],
    );
  });

  it("says how long the month is", () => {
    const reading = read("2023-02-30");
    assert.ok(reading.kind === "invalid" && reading.reason === "day");
    assert.deepEqual([reading.monthName, reading.daysInMonth], ["February", 28]);
  });

  it("computes the likely date of seconds that were read as milliseconds", () => {
    const reading = read("Mon, 19 Jan 1970 12:17:23 GMT");
    assert.ok(reading.kind === "invalid" && reading.reason === "epoch");
    assert.equal(reading.likely, Date.UTC(2020, 8, 7, 1, 43, 20));
    const zero = read("1970-01-01T00:00:00Z");
    assert.ok(zero.kind === "invalid" && zero.reason === "epoch" && zero.likely === undefined);
  });

  it("lets a configured form replace the dialect's", () => {
    const asked = read("04/05/2024", "hugo", "MM/DD/YYYY");
    assert.ok(asked.kind === "date" && asked.month === 4 && asked.day === 5);
    const other = read("2024-04-05", "hugo", "MM/DD/YYYY");
    assert.ok(other.kind === "invalid" && other.reason === "format" && other.expected === "MM/DD/YYYY");
    const wrong = read("02/30/2024", "hugo", "MM/DD/YYYY");
    assert.ok(wrong.kind === "invalid" && wrong.reason === "day" && wrong.daysInMonth === 29);
    const full = read("5.4.2024 07:08:09 +0200", "any", "D.M.YYYY HH:mm:ss ZZ");
    assert.ok(full.kind === "date" && full.instant === Date.UTC(2024, 3, 5, 5, 8, 9));
  });

  it("says who would read a writing that this generator does not", () => {
    const reading = read("25/09/2021", "hugo");
    assert.ok(reading.kind === "invalid" && reading.reason === "format");
    assert.deepEqual(reading.readBy, ["jekyll"]);
  });

  it("stays fast on hostile values", () => {
    for (const piece of ["2021-09-25 ", "1", " ", "Sep ", "{{", "0000-", "+08", "NaN", "[object ", "x-"]) {
      const started = performance.now();
      read(piece.repeat(Math.ceil(100_000 / piece.length)));
      assert.ok(performance.now() - started < 200, piece);
    }
  });
});
