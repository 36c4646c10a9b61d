import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  type DateFields,
  daysInMonth,
  fieldsOfInstant,
  findDates,
  generatorDialects,
  instantOf,
  isLeapYear,
  isoText,
  readDate,
  sayDate,
  writeFormat,
} from "../../src/dates/index.js";
import fc from "../property.js";

const two = (value: number): string => String(value).padStart(2, "0");
const four = (value: number): string => String(value).padStart(4, "0");
const shortMonth = (month: number): string => sayDate({ year: 1, month, day: 1 }).slice(2, 5);
const longMonth = (month: number): string => sayDate({ year: 1, month, day: 1 }).slice(2, -2);

const date = fc
  .record({
    year: fc.integer({ min: 1, max: 9999 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  })
  .filter(({ year, month, day }) => day <= daysInMonth(year, month) && !(year === 1970 && month === 1));
const time = fc.record({
  hour: fc.integer({ min: 0, max: 23 }),
  minute: fc.integer({ min: 0, max: 59 }),
  second: fc.integer({ min: 0, max: 59 }),
});
const offset = fc.integer({ min: -14 * 60, max: 14 * 60 });

type Day = { readonly year: number; readonly month: number; readonly day: number };
const dateShapes: readonly ((day: Day) => string)[] = [
  ({ year, month, day }) => `${four(year)}-${two(month)}-${two(day)}`,
  ({ year, month, day }) => `${four(year)}-${month}-${day}`,
  ({ year, month, day }) => `${four(year)}/${two(month)}/${two(day)}`,
  ({ year, month, day }) => `${four(year)}.${month}.${day}`,
  ({ year, month, day }) => `Mon, ${two(day)} ${shortMonth(month)} ${four(year)}`,
  ({ year, month, day }) => `${day} ${longMonth(month)} ${four(year)}`,
  ({ year, month, day }) => `${longMonth(month)} ${day}, ${four(year)}`,
];

function offsetText(minutes: number, colon: string): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}${colon}${two(size % 60)}`;
}

function read(text: string): DateFields & { readonly instant: number } {
  const reading = readDate(text, { dialect: "any", timezone: "UTC" });
  assert.ok(reading.kind === "date", `${text}: ${JSON.stringify(reading)}`);
  return reading;
}

describe("every date that exists", () => {
  it("reads back in every shape", () => {
    fc.assert(
      fc.property(date, time, offset, (day, clock, minutes) => {
        for (const write of dateShapes) {
          const text = write(day);
          const alone = read(text);
          assert.deepEqual({ year: alone.year, month: alone.month, day: alone.day }, { ...day }, text);
          const withTime = `${text} ${two(clock.hour)}:${two(clock.minute)}:${two(clock.second)}`;
          for (const colon of ["", ":"]) {
            const full = read(`${withTime} ${offsetText(minutes, colon)}`);
            const { year, month, day: ofMonth, hour, minute, second, offsetMinutes } = full;
            const expected = { ...day, ...clock, offsetMinutes: minutes };
            assert.deepEqual({ year, month, day: ofMonth, hour, minute, second, offsetMinutes }, expected, withTime);
            assert.equal(full.instant, read(withTime).instant - minutes * 60_000);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("has the instant that JavaScript's own calendar gives it", () => {
    fc.assert(
      fc.property(date, time, (day, clock) => {
        const theirs = new Date(0);
        theirs.setUTCFullYear(day.year, day.month - 1, day.day);
        theirs.setUTCHours(clock.hour, clock.minute, clock.second);
        const { instant } = read(theirs.toISOString());
        assert.equal(instant, theirs.getTime());
        assert.deepEqual(fieldsOfInstant(instant), { ...day, ...clock, millisecond: 0 });
      }),
      { numRuns: 300 },
    );
  });

  it("is found in a text, at its place", () => {
    fc.assert(
      fc.property(
        date,
        fc.constantFrom("", "by Ann on ", "（", "— "),
        fc.constantFrom("", ".", "）", " in town", ", 3 min"),
        (day, before, after) => {
          for (const write of dateShapes) {
            const text = before + write(day) + after;
            const [found] = findDates(text);
            assert.ok(found !== undefined, text);
            assert.equal(text.slice(found.start, found.end), write(day));
            assert.deepEqual(found.fields, { ...day });
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it("is written as ISO 8601 in a form that every generator reads", () => {
    fc.assert(
      fc.property(date, fc.option(time), fc.option(offset), (day, clock, minutes) => {
        const zone = clock === null || minutes === null ? {} : { offsetMinutes: minutes };
        const fields = { ...day, ...clock, ...zone };
        for (const dialect of generatorDialects) {
          const reading = readDate(isoText(fields), { dialect, timezone: "Asia/Shanghai" });
          assert.ok(reading.kind === "date", `${dialect}: ${isoText(fields)}`);
          assert.equal(reading.instant, instantOf(fields, "Asia/Shanghai"));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is written in a format as it is read in it", () => {
    fc.assert(
      fc.property(date, fc.constantFrom("MM/DD/YYYY", "D.M.YYYY", "YYYY年M月D日", "YYYY-MM-DD"), (day, format) => {
        const reading = readDate(writeFormat(day, format) ?? "", { dialect: "any", timezone: "UTC", format });
        assert.ok(reading.kind === "date");
        assert.deepEqual({ year: reading.year, month: reading.month, day: reading.day }, { ...day });
      }),
    );
  });
});

describe("days that a month lacks", () => {
  it("are no dates in any shape", () => {
    for (const year of [1900, 2000, 2023, 2024]) {
      for (let month = 1; month <= 12; month++) {
        for (let day = daysInMonth(year, month) + 1; day <= 31; day++) {
          for (const write of dateShapes) {
            const text = write({ year, month, day });
            const reading = readDate(text, { dialect: "any", timezone: "UTC" });
            assert.ok(reading.kind === "invalid" && reading.reason === "day", text);
            assert.deepEqual(findDates(text), []);
          }
        }
      }
    }
  });

  it("follow the leap years of the Gregorian calendar", () => {
    assert.deepEqual(
      [4, 100, 1900, 2000, 2023, 2024, 2100, 2400].filter((year) => isLeapYear(year)),
      [4, 2000, 2024, 2400],
    );
  });
});
