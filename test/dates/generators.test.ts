import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { consequenceOf, readDate } from "../../src/dates/index.js";
import { allAnswers, columns } from "./generators/answers.js";
import { scalars } from "./generators/scalars.js";

/** Where galley reads more kindly than the generator, or another instant, and why that is left so. */
const kinder: Readonly<Record<string, string>> = {
  "20230302": "unquoted it is a number, quoted a date: the text alone does not tell",
  "'1677752430'": "quoted it is text, unquoted seconds: the text alone does not tell",
  "'1677752430000'": "quoted it is text, unquoted milliseconds: the text alone does not tell",
  "2023-03": "a month, which Ruby reads by its name alone",
  "'2023-03'": "a month, which Ruby reads by its name alone",
  "2023-03-02t10:20:30": "a small `t` is ISO 8601",
  "2023-03-02 24:00:00": "the end of the day is ISO 8601",
  "0001-01-01": "no post is that old: it stands for no date, and is read so by no generator alike",
  "Mar 02, 2023": "Go wants the day first",
  "2023-03-02 10:20:30 JST": "Ruby passes over names of zones that it does not know",
  "2023-03-02 10:20:30 GMT+8": "Ruby takes it for GMT, Luxon refuses it",
  "Thu Mar 02 2023 10:20:30 GMT+0800": "Ruby takes it for GMT",
  "Thu Mar 02 2023 10:20:30 GMT+0800 (CST)": "Ruby takes it for GMT",
};

/** Reasons for which galley reports what a generator reads: it reads another date than the one that is written. */
const stricter: ReadonlySet<string> = new Set(
  "day month hour minute second year ambiguous epoch placeholder offset no-date trailing".split(" "),
);
/** Reads right what galley reports nevertheless. */
const odd: Readonly<Record<string, string>> = {
  "2023-03-02, 10:20:30": "a comma that only lax parsers pass over",
  "2023-03-02 10:20:30 +0800 CST": "V8 takes the name, which means another zone there",
  "2023-03-02T10:20:30,456": "a comma that only strict ISO parsers know",
  "2023-03-02 at 10:20": "Ruby finds a date in nearly anything",
  "20230302": "a number of milliseconds, seconds or nothing",
  "'20230302'": "a number of milliseconds, seconds or nothing",
  "1677752430000": "a number of milliseconds or of seconds",
};

const unquoted = (scalar: string): string => (/^['"]/.test(scalar) ? scalar.slice(1, -1) : scalar);
const seconds = (instant: number): string => new Date(Math.floor(instant / 1000) * 1000).toISOString();
const isInstant = (answer: string): boolean => /^[+\d]/.test(answer);

describe("the date engine agrees with the generators", () => {
  const answers = allAnswers();
  const each = function* () {
    for (const scalar of scalars) {
      for (const [index, { generator, label }] of columns.entries()) {
        const reading = readDate(unquoted(scalar), { dialect: generator, timezone: "UTC" });
        yield { scalar, generator, label, answer: answers.get(scalar)?.[index] ?? "unknown", reading };
      }
    }
  };

  it("has an answer of each of seven generators for more than 120 values", () => {
    assert.ok(scalars.length >= 120 && new Set(scalars).size === scalars.length, String(scalars.length));
    assert.equal(columns.length, 7);
    for (const { answer, scalar, label } of each()) assert.notEqual(answer, "unknown", `${label}: ${scalar}`);
  });

  it("reads what they read, as the same instant", () => {
    const wrong: string[] = [];
    for (const { scalar, label, answer, reading } of each()) {
      if (reading.kind !== "date" || Object.hasOwn(kinder, scalar)) continue;
      const real = isInstant(answer) ? seconds(Date.parse(answer)) : answer;
      if (real !== seconds(reading.instant))
        wrong.push(`${label}: ${scalar}: ${seconds(reading.instant)}, really ${real}`);
    }
    assert.deepEqual(wrong, []);
  });

  it("reports what they read only where it is read as something else than it says", () => {
    const wrong: string[] = [];
    for (const { scalar, label, answer, reading } of each()) {
      if (reading.kind !== "invalid" || !isInstant(answer) || Object.hasOwn(odd, scalar)) continue;
      if (!stricter.has(reading.reason)) wrong.push(`${label}: ${scalar}: ${reading.reason}, really ${answer}`);
    }
    assert.deepEqual(wrong, []);
  });

  it("says what becomes of an invalid date", () => {
    const wrong: string[] = [];
    let said = 0;
    for (const { scalar, generator, label, answer, reading } of each()) {
      if (reading.kind !== "invalid" && reading.kind !== "empty") continue;
      const quoted = scalar !== unquoted(scalar);
      const text = unquoted(scalar);
      const sentence = consequenceOf(generator, { language: "yaml", key: "date", text, quoted, reading });
      if (sentence === undefined) continue;
      said++;
      const [, day, , year] = /(\d+) (\w+) (\d{4})/.exec(sentence) ?? [];
      const date = new Date(answer);
      const holds =
        day !== undefined
          ? isInstant(answer) && date.getUTCDate() === Number(day) && date.getUTCFullYear() === Number(year)
          : /refuses/.test(sentence)
            ? answer === "refused" || (/older versions/.test(sentence) && answer === "none")
            : answer === "none";
      if (!holds) wrong.push(`${label}: ${scalar}: ${sentence} Really ${answer}`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(said > 150, String(said));
  });
});
