import { relative } from "node:path";
import remarkFrontmatter from "remark-frontmatter";
import remarkGfm from "remark-gfm";
import remarkLintFrontmatterSchema from "remark-lint-frontmatter-schema";
import remarkPresetLintRecommended from "remark-preset-lint-recommended";

// The plugin looks for schemas from the working directory on, and wants them to begin with a dot.
const schema = relative(process.cwd(), new URL("post.schema.json", import.meta.url).pathname);

export default {
  plugins: [
    remarkFrontmatter,
    remarkGfm,
    remarkPresetLintRecommended,
    [remarkLintFrontmatterSchema, { schemas: { [schema]: ["./**/*.md"] } }],
  ],
};
