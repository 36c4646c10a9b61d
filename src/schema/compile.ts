import type { FrontMatter } from "../source/front-matter.js";
import type { SchemaFault } from "./fault.js";

export interface SchemaValidator {
  validate(frontMatter: FrontMatter): readonly SchemaFault[];
}

export function compileSchema(_schema: unknown, _options: { readonly name: string }): SchemaValidator {
  return { validate: () => [] };
}
