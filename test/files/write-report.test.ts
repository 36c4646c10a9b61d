import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { writeReport } from "../../src/files/write-report.js";

const folder = mkdtempSync(join(tmpdir(), "galley-report-"));
after(() => rmSync(folder, { recursive: true, force: true }));

describe("a report that is written to a path", () => {
  it("takes the place of the one before, and leaves nothing beside it", () => {
    const path = join(folder, "new", "report.json");
    writeReport(path, ["first, and longer"]);
    writeReport(path, ["sec", Buffer.from("ond")]);
    assert.equal(readFileSync(path, "utf8"), "second");
    assert.deepEqual(readdirSync(join(folder, "new")), ["report.json"]);
  });

  it("goes through a pipe, which stays one", { skip: process.platform === "win32" }, async () => {
    const pipe = join(folder, "pipe");
    execFileSync("mkfifo", [pipe]);
    const reader = spawn("cat", [pipe], { stdio: ["ignore", "pipe", "ignore"] });
    let read = "";
    reader.stdout.setEncoding("utf8").on("data", (text: string) => {
      read += text;
    });
    writeReport(pipe, ["one ", "two"]);
    await once(reader, "close");
    assert.equal(read, "one two");
    assert.ok(lstatSync(pipe).isFIFO());
  });

  it("replaces a link, wherever that leads and stands", { skip: process.platform === "win32" }, () => {
    const shared = existsSync("/dev/shm") ? [mkdtempSync("/dev/shm/galley-report-")] : [];
    try {
      for (const place of [folder, ...shared]) {
        const outside = join(place, "outside.txt");
        writeFileSync(outside, "keep\n");
        const link = join(place, "link.json");
        symlinkSync(outside, link);
        writeReport(link, ["{}"]);
        assert.deepEqual([readFileSync(outside, "utf8"), readFileSync(link, "utf8")], ["keep\n", "{}"]);
        assert.ok(lstatSync(link).isFile());
      }
    } finally {
      for (const place of shared) rmSync(place, { recursive: true });
    }
  });
});
