import { compileSchema } from "../../src/schema/compile.js";
import type { SchemaFault } from "../../src/schema/fault.js";
import type { FrontMatter } from "../../src/source/front-matter.js";
import { generatorProfile } from "../../src/source/generators.js";
import { readFrontMatter } from "../../src/source/read-front-matter.js";
import { sourceText } from "../../src/source/source-text.js";

/** The front matter of a post; the text must have one. */
export function frontMatterOf(text: string): FrontMatter {
  const { frontMatter } = readFrontMatter(sourceText(text), generatorProfile(undefined), "post.md");
  if (frontMatter === undefined) throw new Error("no front matter");
  return frontMatter;
}

export function faultsOf(schema: unknown, text: string): readonly SchemaFault[] {
  return compileSchema(schema, { name: "post.json" }).validate(frontMatterOf(text));
}

/** Each fault as `«text» message`. */
export function said(schema: unknown, content: string): readonly string[] {
  const text = content.startsWith("+++") || content.startsWith("{") ? content : `---\n${content}\n---\n`;
  return faultsOf(schema, text).map(({ range, message }) => `«${text.slice(range.start, range.end)}» ${message}`);
}
