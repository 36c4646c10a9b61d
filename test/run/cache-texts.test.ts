import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { rules } from "../../rules/index.js";
import type { ResolvedConfig } from "../../src/config/resolve.js";
import { openCacheFolder } from "../../src/files/cache-folder.js";
import type { FoundFile } from "../../src/files/file-list.js";
import { amendedPlaces } from "../../src/run/cache/amended.js";
import { createIdentities, type Identities } from "../../src/run/cache/identity.js";
import { openResultCache } from "../../src/run/cache/results.js";
import { openStore } from "../../src/run/cache/store.js";
import { lintParallel } from "../../src/run/lint-parallel.js";
import { planRun } from "../../src/run/plan.js";
import { siblingDates } from "../../src/run/sibling-dates.js";

interface Site {
  readonly file: FoundFile;
  readonly cache: string;
  readonly identities: () => Identities;
}

/** One post that was left alone for long, and a cache. */
function site(): Site {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "galley-texts-")));
  after(() => rmSync(base, { recursive: true, force: true }));
  const file = { absolute: join(base, "a.md"), path: "a.md", fromBase: "a.md" };
  writeFileSync(file.absolute, "one");
  const cache = join(base, "cache");
  const identities = (): Identities => {
    const folder = openCacheFolder(cache, undefined);
    assert.ok(folder !== undefined);
    return createIdentities({ folder, base, files: [file], tree: undefined, inRepository: false });
  };
  return { file, cache, identities };
}

/** Until a change gives a file another time. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150));

describe("a text that is read again", () => {
  it("is still the same only when nothing touched the file since it came to be known", async () => {
    const { file, identities } = site();
    const just = identities();
    just.read(file);
    assert.equal(just.isStill(file, false), true);
    assert.equal(just.isStill(file, true), false, "it was written only just, and may be once more within a tick");
    await settled();
    const first = identities();
    first.read(file);
    assert.equal(first.isStill(file, true), true);
    first.save();
    // Known by its times, it need not be read.
    const second = identities();
    assert.equal(second.known(file)?.size, 3);
    assert.equal(second.isStill(file, true), true);
    const { atime, mtime } = statSync(file.absolute);
    writeFileSync(file.absolute, "two");
    utimesSync(file.absolute, atime, mtime);
    await settled();
    assert.equal(second.isStill(file, true), false);
    rmSync(file.absolute);
    assert.equal(second.isStill(file, true), false);
  });

  it("is drawn for later runs when it is, and found under all that the drawing rests on", async () => {
    const { file, cache, identities } = site();
    await settled();
    const known = identities();
    known.read(file);
    const fingerprint = { tool: "t", settings: "s", plugins: "none" };
    const places = (drawnAs: string | undefined, isStill = true) => {
      const folder = openCacheFolder(cache, undefined);
      assert.ok(folder !== undefined);
      const store = openStore(folder, 0);
      const options = { drawnAs, identities: known, fingerprints: () => fingerprint, isStill: () => isStill };
      return { place: amendedPlaces({ ...options, store: () => store }), end: () => store.end() };
    };
    const config = {} as ResolvedConfig;
    const record = Buffer.from("record");
    const said = [{ kind: "silenced" }] as const;
    const amended = { text: Buffer.from("drawn"), counts: [2], rules: ["a/b"], countsBefore: [1] };
    const first = places("pretty", false);
    first.place(file, config, record, said)?.keep(amended);
    first.end();
    const second = places("pretty");
    const place = second.place(file, config, record, said);
    assert.equal(place?.known, undefined, "the text had changed");
    place?.keep(amended);
    second.end();
    const third = places("pretty").place;
    const again = third(file, config, record, said)?.known;
    assert.deepEqual(again && { ...again, text: `${again.text}` }, { ...amended, facts: undefined, text: "drawn" });
    assert.equal(third(file, config, Buffer.from("other"), said)?.known, undefined);
    assert.equal(third(file, config, record, [...said, ...said])?.known, undefined);
    assert.equal(places("compact").place(file, config, record, said)?.known, undefined);
    assert.equal(places(undefined).place(file, config, record, said), undefined);
    writeFileSync(file.absolute, "two");
    known.read(file);
    assert.equal(third(file, config, record, said)?.known, undefined);
  });

  it("is linted for this run alone when it changed after the file was known", async () => {
    const base = realpathSync(mkdtempSync(join(tmpdir(), "galley-texts-")));
    after(() => rmSync(base, { recursive: true, force: true }));
    const paths = Array.from({ length: 8 }, (_, index) => join(base, `${index}.md`));
    const last = join(base, "7.md");
    for (const path of paths) writeFileSync(path, "---\ntitle: x\n---\n\nText.\n");
    await settled();
    /** Findings by path; `began` is called before each file. */
    const run = async (commandLine: readonly string[], began?: () => void): Promise<Map<string, number>> => {
      const folder = openCacheFolder(join(base, ".galley-cache"), undefined);
      assert.ok(folder !== undefined);
      const plan = await planRun({ cwd: base, rules, patterns: [], commandLine: { rule: commandLine, only: [] } });
      const present = { now: Date.now(), today: Date.now() };
      const options = { folder, ...present, ownRules: rules.length, platform: "x", unfixable: undefined };
      const parts = openResultCache(plan, { ...options, drawnAs: undefined });
      parts.begin(siblingDates);
      const found = new Map<string, number>();
      const lintOptions = { clock: () => 0, now: 0, measureRules: false, pause: () => Promise.resolve() };
      const one = { open: () => Promise.reject(new Error("one thread is enough")), threads: 1, cores: 1 };
      for await (const arrived of lintParallel(plan, { ...lintOptions, cache: parts.results, began }, one)) {
        if (arrived !== undefined && "result" in arrived) {
          found.set(arrived.result.path, arrived.result.diagnostics.length);
        }
      }
      parts.results.end();
      return found;
    };
    await run([]);
    const { atime, mtime } = statSync(last);
    const before = readFileSync(last);
    let changed = false;
    // Other settings: all are linted again, and known by their times.
    const during = await run(["html/no-inline-style=error"], () => {
      if (changed) return;
      changed = true;
      writeFileSync(last, '---\ntitle: x\n---\n\n<p style="color:red">x</p>\n');
    });
    assert.equal(during.get("7.md"), 1);
    writeFileSync(last, before);
    utimesSync(last, atime, mtime);
    assert.equal((await run(["html/no-inline-style=error"])).get("7.md"), 0);
  });
});
