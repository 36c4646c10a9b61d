import { createHash } from "node:crypto";
import { readFileSync, realpathSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import { basename, dirname, extname, join, resolve, sep } from "node:path";

/** More files than a plugin of rules has, and packages below it. */
const MOST_FILES = 2000;
const MANIFEST = "package.json";

/** Modules of Node that know nothing of the world beyond their arguments. */
const PURE = new Set(["assert", "buffer", "path", "punycode", "querystring", "string_decoder", "url", "util"]);

/**
 * A digest of a module and of all that it imports, so that it is another one when any of it changes. Packages below `node_modules`, and those
 * that they depend on, count by their package.json: whoever edits them by hand has to say `--no-cache`.
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
      if (extname(file) === ".json") {
        if (basename(file) === MANIFEST && isPackage(file)) {
          for (const name of dependenciesOf(text)) waiting.push(...(manifestOf(name, file) ?? []));
        }
        continue;
      }
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

/** The same of any module: of its own text alone, where what it does may depend on more. */
export function codeDigest(path: string): string {
  return moduleDigest(path) ?? createHash("sha256").update(readFileSync(path)).digest("hex");
}

/**
 * Words by which code asks for more than its arguments: the clock, the zone and the language of the machine, its environment, chance. They
 * count wherever they stand, in comments and texts, too: what is a comment only a parser could tell.
 */
const WORLD =
  /\b(?:process|performance|global|globalThis|Intl|Temporal|crypto|navigator|Date|eval|Function|fetch|WebAssembly|Math\s*\.\s*random|toLocale\w*|localeCompare)\b(?!\s*\.\s*UTC\s*\()/;

/** How modules are named so that it can be told. */
const STATIC =
  /\b(?:import|export)\b[\w$\s{},*]*?\bfrom\s*(["'])([^"'\n]+)\1|\bimport\s*(["'])([^"'\n]+)\3|\b(?:import|require)\s*\(\s*(["'])([^"'\n]+)\5\s*\)/g;
/** What may name others. */
const OTHERS = /\b(?:import|require)\b|\bfrom\s*(?:\/[*/]|["'`])/;

/** Names of modules in a text; undefined when one may be named in another way, or the code asks for the world. */
function importsOf(text: string): readonly string[] | undefined {
  if (WORLD.test(text)) return undefined;
  const names: string[] = [];
  const rest = text.replace(STATIC, (_all, _a, from, _b, bare, _c, called) => {
    names.push(from ?? bare ?? called ?? "");
    return " ";
  });
  return OTHERS.test(rest) ? undefined : names;
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
  const manifest = manifestOf(name, from);
  // A package of the same workspace is code like the plugin's own.
  return manifest?.every(isPackage) === true ? manifest : undefined;
}

/** Whether a file (its real path) belongs to an installed package. */
function isPackage(file: string): boolean {
  return file.includes(`${sep}node_modules${sep}`);
}

/** The package.json of the package that a name means there; undefined: it is not installed. */
function manifestOf(name: string, from: string): readonly string[] | undefined {
  const parts = name.split("/");
  const folder = parts.slice(0, name.startsWith("@") ? 2 : 1).join(sep);
  for (let at = dirname(from); ; at = dirname(at)) {
    try {
      return [realpathSync(join(at, "node_modules", folder, MANIFEST))];
    } catch {
      if (dirname(at) === at) return undefined;
    }
  }
}

/** Names of all packages that a package.json asks for. */
function dependenciesOf(text: string): readonly string[] {
  const manifest: Readonly<Record<string, unknown>> = JSON.parse(text);
  return ["dependencies", "optionalDependencies", "peerDependencies"].flatMap((key) => {
    const asked = manifest[key];
    return typeof asked === "object" && asked !== null ? Object.keys(asked) : [];
  });
}
