import { closeSync, openSync, readSync, statSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import type { CodeCache } from "./code-cache.js";

/** Loads chunks of the bundle as CommonJS modules, with code that earlier runs kept. */
export interface Chunks {
  load(name: string): unknown;
  /** Keeps the code of what was loaded and has none yet, with all that was compiled while it ran. Whether there was any. */
  keep(): boolean;
}

interface Chunk {
  exports: unknown;
}

interface Compiled {
  readonly name: string;
  readonly stamp: number;
  readonly script: Script;
}

/** The one chunk that imports modules of users: before Node 22, `import()` fails in a script made of kept code. */
const IMPORTS = "import.cjs";

export function openChunks(folder: string, cache: CodeCache): Chunks {
  const chunks = new Map<string, Chunk>();
  const fresh: Compiled[] = [];
  const requireAny = (wanted: string): unknown => (wanted.startsWith("./") ? load(wanted.slice(2)) : require(wanted));

  function load(name: string): unknown {
    const known = chunks.get(name);
    if (known !== undefined) return known.exports;
    const filename = join(folder, name);
    if (name === IMPORTS) return require(filename);
    const { mtimeMs: stamp, size } = statSync(filename);
    const cachedData = cache.read(name, stamp);
    const script = new Script(wrapped(filename, size), {
      filename,
      ...(cachedData === undefined ? {} : { cachedData }),
    });
    if (cachedData === undefined || script.cachedDataRejected === true) fresh.push({ name, stamp, script });
    const chunk: Chunk = { exports: {} };
    chunks.set(name, chunk);
    script.runInThisContext()(chunk.exports, requireAny, chunk, filename, folder);
    return chunk.exports;
  }

  return {
    load,
    keep() {
      for (const { name, stamp, script } of fresh) cache.keep(name, stamp, script.createCachedData());
      return fresh.length > 0;
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
    const read = readSync(file, text, BEFORE.length, size, 0);
    if (read !== size) throw new Error(`${filename} was cut while it was read`);
  } finally {
    closeSync(file);
  }
  text.write(BEHIND, BEFORE.length + size, "latin1");
  return text.toString("latin1");
}
