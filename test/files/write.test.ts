import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { replaceText } from "../../src/files/write.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "galley-write-")));
after(() => rmSync(folder, { recursive: true, force: true }));

describe("replacing the text of a file", () => {
  it("writes it, keeps its mode, and leaves nothing else behind", () => {
    const own = join(folder, "mode");
    mkdirSync(own);
    const path = join(own, "post.md");
    writeFileSync(path, "old 茶\r\n");
    chmodSync(path, 0o640);
    assert.deepEqual(replaceText(path, "old 茶\r\n", "\uFEFFnew 🚢\n", [own]), { ok: true });
    assert.equal(readFileSync(path, "utf8"), "\uFEFFnew 🚢\n");
    assert.equal(statSync(path).mode & 0o777, 0o640);
    assert.deepEqual(readdirSync(own), ["post.md"]);
  });

  it("refuses when the file changed in the meantime", () => {
    const path = join(folder, "changed.md");
    writeFileSync(path, "what the author typed just now");
    const result = replaceText(path, "what was read", "fixed", [folder]);
    assert.equal(result.ok, false);
    assert.equal(readFileSync(path, "utf8"), "what the author typed just now");
  });

  it("refuses a link that leads out of the project, and follows one that stays", () => {
    const inside = join(folder, "project");
    mkdirSync(join(inside, "posts"), { recursive: true });
    const outside = join(folder, "outside.md");
    writeFileSync(outside, "a");
    symlinkSync(outside, join(inside, "out.md"));
    const refused = replaceText(join(inside, "out.md"), "a", "b", [inside]);
    assert.equal(refused.ok, false);
    assert.equal(readFileSync(outside, "utf8"), "a");
    writeFileSync(join(inside, "posts", "real.md"), "a");
    symlinkSync("posts/real.md", join(inside, "in.md"));
    assert.deepEqual(replaceText(join(inside, "in.md"), "a", "b", [inside]), { ok: true });
    assert.equal(readFileSync(join(inside, "posts", "real.md"), "utf8"), "b");
  });

  it("says why it cannot write", () => {
    const result = replaceText(join(folder, "missing.md"), "a", "b", [folder]);
    assert.ok(!result.ok && result.message.includes("missing.md"));
  });

  it("leaves the old text or the new one when the process is killed at any moment", async () => {
    const own = join(folder, "killed");
    mkdirSync(own);
    const path = join(own, "post.md");
    const texts = ["a", "b"].map((letter) => letter.repeat(400_000));
    const module = join(dirname(fileURLToPath(import.meta.url)), "../../src/files/write.js");
    const program = `
      import { readFileSync } from "node:fs";
      const { replaceText } = await import(${JSON.stringify(module)});
      const texts = ["a", "b"].map((letter) => letter.repeat(400000));
      process.stdout.write("ready");
      for (;;) {
        const now = readFileSync(${JSON.stringify(path)}, "utf8");
        const next = now === texts[0] ? texts[1] : texts[0];
        const result = replaceText(${JSON.stringify(path)}, now, next, [${JSON.stringify(own)}]);
        if (!result.ok) { process.stderr.write(result.message); process.exit(1); }
      }`;
    writeFileSync(path, texts[0] ?? "");
    const seen = new Set<string>();
    for (let round = 0; round < 300; round += 2) {
      await Promise.all([0, 1].map(() => killAtRandom(program, round)));
      const now = readFileSync(path, "utf8");
      assert.ok(texts.includes(now), `round ${round}: neither text, ${now.length} characters`);
      seen.add(now);
    }
    assert.equal(seen.size, 2);
  });
});

/** Starts a process that writes without end and kills it some milliseconds after its first write began. */
async function killAtRandom(program: string, seed: number): Promise<void> {
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const ended = new Promise((resolve) => child.on("exit", resolve));
  await new Promise((resolve) => {
    child.stdout.once("data", resolve);
    child.on("exit", resolve);
  });
  await new Promise((resolve) => setTimeout(resolve, (seed * 7) % 23));
  child.kill("SIGKILL");
  await ended;
}
