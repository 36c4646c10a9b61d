import type { Range } from "../edit.js";
import { parseJsonMapping } from "../source/json.js";
import type { SourceProblem } from "../source/problem.js";
import { type SourceText, sourceText } from "../source/source-text.js";
import { parseYamlMapping } from "../source/yaml.js";

/** Data with the way back to its text. */
export interface LocatedData {
  /** Null-prototype objects, arrays and scalars; null for an empty file, undefined for one that cannot be read. */
  readonly data: unknown;
  readonly source: SourceText;
  /** Faults of the syntax; duplicate keys are among them. */
  readonly faults: readonly { readonly message: string; readonly range: Range }[];
  /** Where the key or the value at a JSON pointer stands. */
  locate(pointer: string, part: "key" | "value"): Range | undefined;
}

/** Editors write JSON with comments and trailing commas, and nobody is misled by them in a configuration. */
const harmless: ReadonlySet<string> = new Set(["syntax-json-comment", "syntax-json-trailing-comma"]);

/** Reads a configuration as YAML or JSON. */
export function readData(text: string, language: "yaml" | "json"): LocatedData {
  const source = sourceText(text);
  const range = { start: source.bom ? 1 : 0, end: text.length };
  const isEmpty = language === "yaml" && !/^[^\S\n]*[^\s#]/m.test(text.slice(range.start));
  if (isEmpty) return { data: null, source, faults: [], locate: () => undefined };
  const parsed = language === "yaml" ? parseYamlMapping(text, range) : parseJsonMapping(text, range);
  const faults = parsed.problems
    .filter(({ code }) => !harmless.has(code))
    .map((problem) => ({ message: wordsOf(problem), range: problem.range }));
  if (parsed.data === undefined && faults.length === 0) {
    faults.push({ message: "the file cannot be read", range: { start: range.start, end: range.start } });
  }
  return { data: parsed.data, source, faults, locate: (pointer, part) => parsed.locate(pointer, part) };
}

const words: Readonly<Record<string, string>> = {
  "syntax-alias-bomb": "aliases multiply",
  "syntax-colon": "`{value}` holds a colon and is not quoted",
  "syntax-duplicate-key": "key `{key}` stands here twice",
  "syntax-json-missing-comma": "a comma is missing before `{text}`",
  "syntax-missing-space": "a space is missing after `{key}:`",
  "syntax-no-mapping": "the configuration must be a mapping",
  "syntax-no-pair": "line `{value}` has no key",
  "syntax-reserved-character": "`{value}` begins with `{character}` and is not quoted",
  "syntax-reserved-key": "key `{key}` is reserved",
  "syntax-tab": "a tab stands in the indentation",
  "syntax-too-deep": "nested too deeply: more than {limit}",
  "syntax-too-large": "the file has more than {limit}",
  "syntax-unclosed-bracket": "bracket `{bracket}` is never closed",
  "syntax-unclosed-quote": "quote `{quote}` is never closed",
  "syntax-separator": "`{value}` begins a second document",
  "syntax-unknown-tag": "the tag `{tag}` means nothing here",
  "syntax-unreadable": "{reason}",
};

/** Words for whoever writes a configuration: a glob that begins with `*` or `!` and is not quoted is the usual slip. */
function wordsOf({ code, data = {} }: SourceProblem): string {
  const known = words[code] ?? `the syntax is wrong (${code.slice("syntax-".length).replaceAll("-", " ")})`;
  return known.replace(/\{(\w+)\}/g, (_whole, name: string) => data[name] ?? "");
}
