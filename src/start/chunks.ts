import { closeSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import type { CodeCache } from "./code-cache.js";

/** Loads chunks of the bundle as CommonJS modules, with code that earlier runs kept. */
export interface Chunks {
  load(name: string): unknown;
  /**
   * Keeps the code of what was loaded, with all that was compiled while it ran, unless what is kept is as good. Whether there was anything
   * to keep. `whole`: see `CodeCache`.
   */
  keep(whole: boolean): boolean;
}

interface Chunk {
  exports: unknown;
}

interface Compiled {
  readonly name: string;
  readonly stamp: number;
  readonly script: Script;
  /** What was kept of it. */
  readonly kept: "nothing" | "part" | "whole";
}

/** The one chunk that imports modules of users: before Node 22, `import()` fails in a script made of kept code. */
const IMPORTS = "import.cjs";

export function openChunks(folder: string, cache: CodeCache): Chunks {
  const chunks = new Map<string, Chunk>();
  const compiled: Compiled[] = [];
  const requireAny = (wanted: string): unknown => (wanted.startsWith("./") ? load(wanted.slice(2)) : require(wanted));

  function load(name: string): unknown {
    const known = chunks.get(name);
    if (known !== undefined) return known.exports;
    const filename = join(folder, name);
    if (name === IMPORTS) return require(filename);
    const { mtimeMs: stamp, size } = statSync(filename);
    const kept = cache.read(name, stamp);
    const script = new Script(wrapped(filename, size), {
      filename,
      ...(kept === undefined ? {} : { cachedData: kept.code }),
    });
    const isOfUse = kept !== undefined && script.cachedDataRejected !== true;
    compiled.push({ name, stamp, script, kept: !isOfUse ? "nothing" : kept.whole ? "whole" : "part" });
    const chunk: Chunk = { exports: {} };
    chunks.set(name, chunk);
    script.runInThisContext()(chunk.exports, requireAny, chunk, filename, folder);
    return chunk.exports;
  }

  return {
    load,
    keep(whole) {
      const better = compiled.filter(({ kept }) => kept === "nothing" || (kept === "part" && whole));
      for (const { name, stamp, script } of better) cache.keep(name, stamp, { code: script.createCachedData(), whole });
      return better.length > 0;
    },
  };
}

const BEFORE = "(function (exports, require, module, __filename, __dirname) { ";
const BEHIND = "\n})";

/** A module as the function that CommonJS makes of it. In one piece: V8 would copy a text that is put together. */
function wrapped(filename: string, size: number): string {
  const text = Buffer.allocUnsafeSlow(BEFORE.length + size + BEHIND.length);
  text.write(BEFORE, "latin1");
  const file = openSync(filename, "r");
  try {
    for (let at = 0; at < size; ) {
      const read = readSync(file, text, BEFORE.length + at, size - at, at);
      if (read === 0) throw new Error(`${filename} was cut while it was read`);
      at += read;
    }
  } finally {
    closeSync(file);
  }
  text.write(BEHIND, BEFORE.length + size, "latin1");
  return text.toString("latin1");
}
