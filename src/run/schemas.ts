import type { SchemaReference } from "../config/layers.js";
import type { SchemaFault } from "../schema/fault.js";
import type { FrontMatter } from "../source/front-matter.js";
import type { Tree } from "../tree.js";
import { keptPath, schemaDigest } from "./cache/schema-state.js";

export type Validate = (frontMatter: FrontMatter) => readonly SchemaFault[];

/** The files that a schema is made of: each by its path from the base, with a digest of where it lies and what it says. */
export type SchemaFiles = readonly (readonly [path: string, state: string])[];

export interface Schemas {
  /** Undefined without a reference. */
  open(reference: SchemaReference | undefined): Promise<Validate | undefined>;
  /** Of a schema that was opened. */
  files(reference: SchemaReference | undefined): SchemaFiles;
}

/**
 * Opens schemas at their first use. What compiles them is loaded with the first one: it costs more than linting a file.
 *
 * @param base the configuration's folder, absolute: no reference leads out of it
 * @param tree read in place of the disk
 */
export function createSchemas(base: string, tree?: Tree): Schemas {
  let registry: ((reference: SchemaReference) => { validate: Validate }) | undefined;
  const files = new Map<string, (readonly [string, string])[]>();
  const opened = (schema: string, path: string, real: string, text: string): void => {
    const file = [keptPath(base, path), schemaDigest(base, real, text, tree)] as const;
    const known = files.get(schema);
    if (known === undefined) files.set(schema, [file]);
    else known.push(file);
  };
  return {
    async open(reference) {
      if (reference === undefined) return undefined;
      if (registry === undefined) {
        const { createSchemaRegistry } = await import("../schema/registry.js");
        registry = createSchemaRegistry(base, tree, opened);
      }
      const validator = registry(reference);
      return (frontMatter) => validator.validate(frontMatter);
    },
    files: (reference) => (reference?.kind === "file" ? (files.get(reference.path) ?? []) : []),
  };
}
