import { Ajv, type FormatDefinition, type Name, type Options } from "ajv";
import { Ajv2019 } from "ajv/dist/2019.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import { _Code } from "ajv/dist/compile/codegen/code.js";
import { fullFormats } from "ajv-formats/dist/formats.js";
import { branchKeywords, countingContains } from "./branches.js";
import { counting } from "./counting.js";
import { equalityKeywords } from "./equality.js";
import { compilePattern } from "./patterns.js";

export type Engine = Ajv | Ajv2019 | Ajv2020;
export type Draft = "draft-07" | "2019-09" | "2020-12";

/** Keywords that say nothing about validity: editors' own, and OpenAPI's. `x-…` is allowed besides. */
const annotations: readonly string[] = [
  "markdownDescription",
  "errorMessage",
  "patternErrorMessage",
  "deprecationMessage",
  "defaultSnippets",
  "enumDescriptions",
  "markdownEnumDescriptions",
  "enumItemLabels",
  "doNotSuggest",
  "suggestSortText",
  "allowComments",
  "allowTrailingCommas",
  "tsType",
  "tsEnumNames",
  "discriminator",
  "example",
  "externalDocs",
];

/** Formats that are known and not looked into. */
const unreadFormats: readonly string[] = [
  "idn-email",
  "idn-hostname",
  "iri",
  "iri-reference",
  "color",
  "color-hex",
  "markdown",
  "html",
  "textarea",
];

/** Formats accept a longer value unread: some take time that grows with a power of the length. */
const UNREAD_LENGTH = 1000;

type Format = (text: string) => boolean;

function formatTable(): Record<string, true | Format | FormatDefinition<number>> {
  const table: Record<string, true | Format | FormatDefinition<number>> = {};
  for (const name of unreadFormats) table[name] = true;
  for (const [name, format] of Object.entries(fullFormats)) {
    const check = typeof format === "object" && "validate" in format ? format.validate : format;
    if (check instanceof RegExp) {
      const source = new RegExp(check.source, check.flags.replace("g", ""));
      table[name] = (text) => text.length > UNREAD_LENGTH || source.test(text);
    } else if (
      typeof check === "function" &&
      !(typeof format === "object" && "type" in format && format.type === "number")
    ) {
      const validate = check as Format;
      table[name] = (text) => text.length > UNREAD_LENGTH || validate(text);
    } else {
      table[name] = format as true | FormatDefinition<number>;
    }
  }
  return table;
}

const formats = formatTable();

const regExp = Object.assign((pattern: string) => compilePattern(pattern), { code: "compilePattern" });

const options: Options = {
  allErrors: true,
  verbose: true,
  messages: false,
  ownProperties: true,
  strictSchema: true,
  strictNumbers: true,
  strictTypes: false,
  strictTuples: false,
  strictRequired: false,
  allowMatchingProperties: true,
  allowUnionTypes: true,
  discriminator: false,
  $data: false,
  coerceTypes: false,
  useDefaults: false,
  removeAdditional: false,
  validateFormats: true,
  validateSchema: false,
  logger: false,
  // Optimised code is no faster for data of this size, and making it takes half of the compile time.
  code: { regExp, optimize: false },
};

const classes = { "draft-07": Ajv, "2019-09": Ajv2019, "2020-12": Ajv2020 } as const;

/** ajv declares the values that its code uses in time that grows with their square: seconds for some thousand branches. */
function declareInOneGo({ scope }: Engine): void {
  type Refs = typeof scope.scopeRefs;
  const scopeRefs: Refs = (scopeName: Name, values = {}) => {
    const lines: string[] = [];
    for (const names of Object.values(values)) {
      for (const name of names?.values() ?? []) {
        // Without a path ajv's own way says what is missing.
        if (typeof name === "string" || name.scopePath === undefined) return original(scopeName, values);
        lines.push(`const ${name} = ${scopeName}${name.scopePath};`);
      }
    }
    return new _Code(lines.join(""));
  };
  const original: Refs = scope.scopeRefs.bind(scope);
  Object.assign(scope, { scopeRefs });
}

/**
 * An ajv for one schema, set up for hostile data and for errors that can be explained.
 *
 * @param source keep the code of what is compiled
 */
export function createEngine(draft: Draft, source = false): Engine {
  const engine: Engine = new classes[draft]({ ...options, code: { ...options.code, source }, formats });
  declareInOneGo(engine);
  for (const keyword of [...equalityKeywords, ...branchKeywords]) {
    engine.removeKeyword(String(keyword.keyword));
    engine.addKeyword(keyword);
  }
  const contains = engine.getKeyword("contains");
  if (typeof contains === "object" && "code" in contains) {
    engine.removeKeyword("contains");
    engine.addKeyword(countingContains(contains));
  }
  for (const name of ["$ref", "$dynamicRef", "$recursiveRef"]) {
    const reference = engine.getKeyword(name);
    if (typeof reference !== "object" || !("code" in reference)) continue;
    engine.removeKeyword(name);
    engine.addKeyword(counting(reference));
  }
  for (const keyword of annotations) engine.addKeyword(keyword);
  return engine;
}

const metaEngines = new Map<Draft, Engine>();

/** An ajv that knows the meta-schema of a draft; shared, since compiling the meta-schema is the dearest part. */
export function metaEngine(draft: Draft): Engine {
  const known = metaEngines.get(draft);
  if (known !== undefined) return known;
  const engine = createEngine(draft);
  metaEngines.set(draft, engine);
  return engine;
}

export const formatNames: readonly string[] = [...Object.keys(fullFormats), ...unreadFormats];
