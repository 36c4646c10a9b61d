import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { ResolvedConfig } from "../../src/config/resolve.js";
import { openCacheFolder } from "../../src/files/cache-folder.js";
import type { FoundFile } from "../../src/files/find.js";
import { amendedPlaces } from "../../src/run/cache/amended.js";
import { createIdentities, type Identities } from "../../src/run/cache/identity.js";
import { openStore } from "../../src/run/cache/store.js";

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
    assert.equal(just.isStill(file), false, "it was written only just, and may be once more within a tick");
    await settled();
    const first = identities();
    first.read(file);
    assert.equal(first.isStill(file), true);
    first.save();
    // Known by its times, it need not be read.
    const second = identities();
    assert.equal(second.known(file)?.size, 3);
    assert.equal(second.isStill(file), true);
    const { atime, mtime } = statSync(file.absolute);
    writeFileSync(file.absolute, "two");
    utimesSync(file.absolute, atime, mtime);
    await settled();
    assert.equal(second.isStill(file), false);
    rmSync(file.absolute);
    assert.equal(second.isStill(file), false);
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
});
