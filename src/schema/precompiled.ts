import type { GeneratorName } from "../source/generators.js";
import type { MakeValidator } from "./shipped-tools.js";

/** A schema of galley's own with the code that ajv made of it. */
export type Precompiled = ReturnType<MakeValidator>;

/**
 * What the build made of a shipped schema, so that nothing of ajv need be loaded. The bundle of the command line has another module
 * in this one's place; without it there is nothing, and schemas are compiled.
 */
export function precompiled(_name: GeneratorName): Precompiled | undefined {
  return undefined;
}
