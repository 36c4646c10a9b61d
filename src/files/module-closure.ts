import { createHash } from "node:crypto";
import { readFileSync, realpathSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { dirname, extname, join, resolve, sep } from "node:path";

/** More files than a plugin of rules has. */
const MOST_FILES = 500;

/** Modules of Node that know nothing of the world beyond their arguments. */
const PURE = new Set(["assert", "buffer", "path", "punycode", "querystring", "string_decoder", "url", "util"]);

/**
 * A digest of a module and of all that it imports, so that it is another one when any of it changes. Packages below `node_modules` count
 * by their package.json: whoever edits them by hand has to say `--no-cache`.
 *
 * @param path absolute
 * @returns undefined when what the module does may depend on more than its code: it asks files, the network or a process, or it imports
 *   what cannot be told from its text
 */
export function moduleDigest(path: string): string | undefined {
  const hash = createHash("sha256");
  const seen = new Set<string>();
  const waiting = [path];
  try {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const file = realpathSync(next);
      if (seen.has(file)) continue;
      seen.add(file);
      if (seen.size > MOST_FILES) return undefined;
      const text = readFileSync(file, "utf8");
      hash.update(`${text.length}\0${text}`);
      if (extname(file) === ".json") continue;
      const imports = importsOf(text);
      if (imports === undefined) return undefined;
      for (const name of imports) {
        const found = locate(name, file);
        if (found === undefined) return undefined;
        waiting.push(...found);
      }
    }
    return hash.digest("hex");
  } catch {
    return undefined;
  }
}

/** How code asks for more than its arguments. A rule that does so in another way breaks the contract of rules, and its findings stay. */
const WORLD =
  /\b(?:process|performance|global)\s*[.[;,)]|\bglobalThis\b|\b(?:eval|Function|fetch)\s*\(|\bDate\.now\b|\bnew Date(?:\(\)|;)|\bMath\.random\b/;

/** Names of modules in a text; undefined when one is computed, or the code asks for the world by other names. */
function importsOf(text: string): readonly string[] | undefined {
  if (WORLD.test(text)) return undefined;
  const names = [...text.matchAll(/\b(?:from|import|require)\s*\(?\s*(["'])([^"'\n]+)\1/g)].map(
    ([, , name = ""]) => name,
  );
  const calls = text.match(/\b(?:import|require)\s*\(/g)?.length ?? 0;
  const plain = text.match(/\b(?:import|require)\s*\(\s*(["'])[^"'\n]+\1\s*\)/g)?.length ?? 0;
  return calls === plain ? names : undefined;
}

/** Files that an import means; none for a module of Node that is harmless; undefined when it cannot be told. */
function locate(name: string, from: string): readonly string[] | undefined {
  if (isBuiltin(name)) return PURE.has(name.replace(/^node:/, "")) ? [] : undefined;
  if (/^\.{0,2}[\\/]/.test(name)) {
    return [createRequire(from).resolve(resolve(dirname(from), name))];
  }
  if (/^[a-z]+:/i.test(name)) return undefined;
  // galley itself is known by its version and code.
  if (name === "galley") return [];
  const parts = name.split("/");
  const folder = parts.slice(0, name.startsWith("@") ? 2 : 1).join(sep);
  for (let at = dirname(from); ; at = dirname(at)) {
    const manifest = join(at, "node_modules", folder, "package.json");
    try {
      const real = realpathSync(manifest);
      // A package of the same workspace is code like the plugin's own.
      return real.includes(`${sep}node_modules${sep}`) ? [real] : undefined;
    } catch {
      if (dirname(at) === at) return undefined;
    }
  }
}
