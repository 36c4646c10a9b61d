import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generalAdvice, readDate } from "../../src/dates/index.js";

function advice(text: string, timezone = "Europe/Berlin", expected?: string): string {
  const reading = readDate(text, { dialect: "any", timezone, ...(expected === undefined ? {} : { format: expected }) });
  assert.ok(reading.kind === "invalid" || reading.kind === "empty", text);
  return generalAdvice(reading, { expected, timezone });
}

describe("what is said of a date of which nothing else is known", () => {
  it("names the forms that every generator reads, with the offset of the zone", () => {
    assert.equal(advice("soon"), "Write a date such as `2024-05-04`, or with a time `2024-05-04T08:00:00+02:00`.");
    assert.match(advice("Invalid Date", "UTC"), /`2024-05-04T08:00:00Z`/);
  });

  it("names the form that is asked for", () => {
    assert.equal(advice("soon", "UTC", "MM/DD/YYYY"), "Write a date such as `05/04/2024`.");
    assert.equal(advice("", "UTC", "MM/DD/YYYY"), "Write a date such as `05/04/2024`, or remove the key.");
    assert.equal(advice("soon", "UTC", "YYYY/MM/DD HH:mm"), "Write a date such as `2024/05/04 08:00`.");
  });

  it("keeps what the value tells", () => {
    assert.match(
      advice("2024-02-07:00:00Z"),
      /^Write it as `2024-02-07`, or with a time `2024-02-07T08:00:00\+01:00`\.$/,
    );
    assert.equal(advice("2024-02-07 10:00:00 foo"), "Write it as `2024-02-07T10:00:00`.");
    assert.equal(advice("2023-02-30"), "Choose a day from 1 to 28.");
    assert.match(advice("2024-02-16 13:12:05 +/-T"), /^Write the offset as/);
    assert.match(advice("{{ date }}"), /^Write the date in its place/);
  });
});
