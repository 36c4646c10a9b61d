import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { assumedZones, isTimezone } from "../../src/config/zones.js";

describe("time zones", () => {
  it("takes none for granted that the platform does not know", () => {
    for (const zone of assumedZones) {
      assert.doesNotThrow(() => new Intl.DateTimeFormat("en", { timeZone: zone }), zone);
      assert.ok(isTimezone(zone), zone);
    }
  });

  it("asks the platform about the others", () => {
    for (const zone of ["Antarctica/Troll", "asia/shanghai", "America/Indiana/Knox"]) assert.ok(isTimezone(zone), zone);
    for (const zone of ["", " ", "Asia", "Asia/Shanghai UTC", "Europe/Atlantis", "shanghai"]) {
      assert.ok(!isTimezone(zone), zone);
    }
  });
});
