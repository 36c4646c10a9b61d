import type { SchemaReference } from "../config/layers.js";
import type { SchemaFault } from "../schema/fault.js";
import type { FrontMatter } from "../source/front-matter.js";
import type { Tree } from "../tree.js";

export type Validate = (frontMatter: FrontMatter) => readonly SchemaFault[];

/**
 * Opens schemas at their first use. What compiles them is loaded with the first one: it costs more than linting a file.
 *
 * @param base the configuration's folder, absolute: no reference leads out of it
 * @param tree read in place of the disk
 */
export function createSchemas(
  base: string,
  tree?: Tree,
): (reference: SchemaReference | undefined) => Promise<Validate | undefined> {
  let open: ((reference: SchemaReference) => { validate: Validate }) | undefined;
  return async (reference) => {
    if (reference === undefined) return undefined;
    if (open === undefined) {
      const { createSchemaRegistry } = await import("../schema/registry.js");
      open = createSchemaRegistry(base, tree);
    }
    const validator = open(reference);
    return (frontMatter) => validator.validate(frontMatter);
  };
}
