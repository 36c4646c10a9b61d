import type { ErrorObject } from "ajv";
import type { FrontMatter } from "../source/front-matter.js";
import { BudgetError, MAX_STEPS, withinBudget } from "./budget.js";
import { explain, type Located } from "./explain.js";
import type { SchemaFault } from "./fault.js";
import { keySlips } from "./key-slips.js";
import { isObject, type SchemaObject } from "./schema-object.js";
import { quoted } from "./words.js";

export type { Located } from "./explain.js";

/** A compiled schema. */
export interface SchemaValidator {
  /** For messages: the schema file, or the generator's name. */
  readonly name: string;
  /** The schema's own `title`. */
  readonly title: string | undefined;
  /** Faults in the order of the text; none when the front matter could not be read. */
  validate(frontMatter: FrontMatter): readonly SchemaFault[];
  /** The same for any data that can be located, such as a configuration file. */
  explain(located: Located): readonly SchemaFault[];
}

/** What ajv made of a schema. */
export interface Validate {
  (data: unknown): unknown;
  errors?: ErrorObject[] | null;
}

/** A validator that explains what its schema's code finds. It needs no ajv itself. */
export function schemaValidator(schema: unknown, name: string, validate: Validate): SchemaValidator {
  const root: SchemaObject = isObject(schema) ? schema : {};
  const explainLocated = (located: Located): readonly SchemaFault[] => {
    let valid: unknown;
    try {
      valid = withinBudget(() => validate(located.data));
    } catch (error) {
      if (error instanceof BudgetError || error instanceof RangeError) return [uncheckable(name, located)];
      throw error;
    }
    const faults = valid ? [] : explain(validate.errors ?? [], located, root);
    const slips = keySlips(root, located);
    if (slips.length === 0) return faults;
    const unknown = new Set(faults.map((fault) => (fault.pointer === "" ? fault.key : undefined)));
    return [...faults, ...slips.filter((slip) => !unknown.has(slip.key))].sort((a, b) => a.range.start - b.range.start);
  };
  const title = root["title"];
  return {
    name,
    title: typeof title === "string" ? title : undefined,
    explain: explainLocated,
    validate: (frontMatter) =>
      frontMatter.data === undefined
        ? []
        : explainLocated({
            data: frontMatter.data,
            anchor: frontMatter.openingFence,
            language: frontMatter.language,
            comments: frontMatter.comments,
            locate: (pointer, part) => frontMatter.locate(pointer, part),
            scalar: (pointer) => frontMatter.scalar(pointer),
          }),
  };
}

/** Faults of any data that can be located. */
export function validateLocated(validator: SchemaValidator, located: Located): readonly SchemaFault[] {
  return validator.explain(located);
}

/** Stands for all faults of a document. */
function uncheckable(name: string, { anchor }: Located): SchemaFault {
  return {
    pointer: "",
    keyword: "$ref",
    message: `Schema ${quoted(name)} branches too much to be checked`,
    note: `It would take more than ${MAX_STEPS} branches and references. Fewer of \`anyOf\`, \`oneOf\` and \`$ref\` inside each other, or one \`enum\` for many, keep a schema quick.`,
    range: anchor,
  };
}
