import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { openCacheFolder } from "../../src/files/cache-folder.js";
import { openStore, type Store, type StoreLimits } from "../../src/run/cache/store.js";

const DAY = 86_400_000;
const limits: StoreLimits = { packs: 2, days: 30, bytes: 1_000_000 };
const fingerprint = { tool: "t", settings: "s", plugins: "none" };
const id = (digit: number): string => String(digit).repeat(40).slice(0, 40);

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), "galley-store-"));
  after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

function open(path: string, day = 0, some: StoreLimits = limits): Store {
  const opened = openCacheFolder(path, undefined);
  assert.ok(opened !== undefined);
  return openStore(opened, day * DAY, some);
}

const texts = (store: Store, path: string, content: string): readonly (string | undefined)[] | string => {
  const found = store.find(path, { id: content, size: 3 }, fingerprint);
  return typeof found === "string" ? found : found.map((entry) => entry.bytes()?.toString());
};

function keep(path: string, day: number, name: string, content: string, text = `${name} ${content}`): void {
  const store = open(path, day);
  store.add({ path: name, id: content, size: 3, fingerprint }, Buffer.from(text));
  store.end();
}

describe("the store of results", () => {
  it("gives back what was added, and says why it cannot", () => {
    const path = folder();
    keep(path, 0, "ä.md", id(1), "one\u{1f980}");
    const store = open(path);
    assert.deepEqual(texts(store, "ä.md", id(1)), ["one\u{1f980}"]);
    assert.equal(texts(store, "b.md", id(1)), "new");
    assert.equal(texts(store, "ä.md", id(2)), "content");
    const why = (other: Partial<typeof fingerprint>): unknown =>
      store.find("ä.md", { id: id(1), size: 3 }, { ...fingerprint, ...other });
    assert.equal(why({ settings: "x" }), "configuration");
    assert.equal(why({ plugins: "x" }), "plugins");
    assert.equal(why({ tool: "x" }), "version");
    assert.equal(store.find("ä.md", { id: id(1), size: 4 }, fingerprint), "content");
  });

  it("keeps the results of several states, and makes many packs one", () => {
    const path = folder();
    for (let content = 1; content <= 7; content++) keep(path, 0, "a.md", id(content));
    assert.ok(readdirSync(path).filter((name) => name.startsWith("pack")).length <= 3);
    const store = open(path);
    for (let content = 1; content <= 7; content++) assert.equal(texts(store, "a.md", id(content)).length, 1);
  });

  it("forgets what nobody needed for long, and keeps what is needed", () => {
    const path = folder();
    keep(path, 0, "needed.md", id(1));
    keep(path, 0, "forgotten.md", id(1));
    for (let day = 5; day <= 100; day += 5) {
      const store = open(path, day);
      const found = store.find("needed.md", { id: id(1), size: 3 }, fingerprint);
      assert.ok(typeof found !== "string" && found[0] !== undefined, `day ${day}`);
      store.used(found[0]);
      store.end();
    }
    assert.equal(texts(open(path), "forgotten.md", id(1)), "new");
  });

  it("stays below its size, and drops what is oldest", () => {
    const path = folder();
    const small = { ...limits, bytes: 20_000 };
    for (let day = 1; day <= 20; day++) {
      const store = open(path, day, small);
      store.add({ path: `${day}.md`, id: id(1), size: 3, fingerprint }, Buffer.alloc(4000, "x"));
      store.end();
    }
    const store = open(path, 20, small);
    assert.equal(texts(store, "20.md", id(1)).length, 1);
    assert.equal(texts(store, "1.md", id(1)), "new");
  });

  it("keeps all that a run needed, however much that is", () => {
    const path = folder();
    const small = { ...limits, bytes: 20_000 };
    const names = Array.from({ length: 10 }, (_, index) => `${index}.md`);
    const first = open(path, 0, small);
    first.add({ path: "old.md", id: id(2), size: 3, fingerprint }, Buffer.alloc(4000, "x"));
    first.end();
    const second = open(path, 1, small);
    for (const name of names) second.add({ path: name, id: id(1), size: 3, fingerprint }, Buffer.alloc(4000, "x"));
    second.end();
    for (let day = 2; day < 20; day++) {
      const store = open(path, day, small);
      for (const name of names) {
        const found = store.find(name, { id: id(1), size: 3 }, fingerprint);
        assert.ok(typeof found !== "string", `${name} on day ${day}`);
        for (const entry of found) store.used(entry);
      }
      store.end();
    }
    assert.equal(texts(open(path, 20, small), "old.md", id(2)), "new");
  });

  it("puts an entry in the place of another, and has one pack once most of them were", () => {
    const path = folder();
    const usual = { ...limits, packs: 8 };
    const first = open(path, 0, usual);
    for (const name of ["a.md", "b.md", "c.md"]) {
      first.add({ path: name, id: id(1), size: 3, fingerprint }, Buffer.from("old"));
    }
    first.end();
    const packs = (): number => readdirSync(path).filter((name) => name.startsWith("pack")).length;
    const replace = (names: readonly string[]): void => {
      const store = open(path, 0, usual);
      for (const name of names) {
        const found = store.find(name, { id: id(1), size: 3 }, fingerprint);
        assert.ok(typeof found !== "string" && found[0] !== undefined);
        store.used(found[0]);
        store.replace(found[0], Buffer.from("new"));
      }
      assert.deepEqual(store.end(), { entries: 0, failed: false });
    };
    replace(["a.md"]);
    assert.equal(packs(), 2);
    assert.equal(texts(open(path), "a.md", id(1))[0], "new");
    replace(["a.md", "b.md", "c.md"]);
    assert.equal(packs(), 1);
    for (const name of ["b.md", "c.md"]) assert.deepEqual(texts(open(path), name, id(1)), ["new"]);
  });

  it("forgets what is of no use any more when it makes many packs one", () => {
    const path = folder();
    keep(path, 0, "a.md", id(1));
    keep(path, 0, "b.md", id(1));
    const store = open(path);
    store.forget("a.md");
    store.add({ path: "a.md", id: id(2), size: 3, fingerprint }, Buffer.from("later"));
    store.end();
    assert.equal(readdirSync(path).filter((name) => name.startsWith("pack")).length, 1);
    assert.equal(texts(open(path), "a.md", id(1)), "content");
    assert.deepEqual(texts(open(path), "a.md", id(2)), ["later"]);
    assert.equal(texts(open(path), "b.md", id(1)).length, 1);
  });

  it("leaves packs of another form alone, and throws away damaged ones", () => {
    const path = folder();
    keep(path, 0, "a.md", id(1));
    const damaged = "pack1-00000000-0000-4000-8000-000000000000";
    writeFileSync(join(path, damaged), "galley pack 1\nrubbish that is longer than any tail could ever be");
    writeFileSync(join(path, "pack9-00000000-0000-4000-8000-000000000000"), "later");
    const store = open(path);
    assert.deepEqual(store.damaged, [damaged]);
    store.add({ path: "b.md", id: id(1), size: 3, fingerprint }, Buffer.from("b"));
    store.end();
    assert.ok(!readdirSync(path).includes(damaged));
    assert.ok(readdirSync(path).some((name) => name.startsWith("pack9")));
  });

  it("keeps what it has when nothing can be written", () => {
    const path = folder();
    for (let content = 1; content <= 3; content++) keep(path, 0, "a.md", id(content));
    const before = readdirSync(path);
    const unwritable = openCacheFolder(path, undefined, true);
    assert.ok(unwritable !== undefined);
    const store = openStore(unwritable, 0, { ...limits, packs: 0 });
    store.add({ path: "b.md", id: id(1), size: 3, fingerprint }, Buffer.from("b"));
    assert.deepEqual(store.end(), { entries: 0, failed: true });
    assert.deepEqual(readdirSync(path), before);
  });

  it("takes no notice of what an interrupted run left behind", () => {
    const path = folder();
    open(path).add({ path: "a.md", id: id(1), size: 3, fingerprint }, Buffer.from("never finished"));
    assert.equal(texts(open(path), "a.md", id(1)), "new");
  });
});
