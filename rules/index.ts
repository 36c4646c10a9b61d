// Generated from the files beside it by `npm run generate`.
import type { Rule } from "../src/rule.js";
import frontMatterValidDate from "./front-matter/valid-date.js";
import frontMatterValidSchema from "./front-matter/valid-schema.js";
import htmlNoCommentedMarkup from "./html/no-commented-markup.js";
import htmlNoComments from "./html/no-comments.js";
import htmlNoUnclosedComment from "./html/no-unclosed-comment.js";
import htmlNoUnclosedRawText from "./html/no-unclosed-raw-text.js";

/** Every rule, in order of id. */
export const rules = [
  frontMatterValidDate,
  frontMatterValidSchema,
  htmlNoCommentedMarkup,
  htmlNoComments,
  htmlNoUnclosedComment,
  htmlNoUnclosedRawText,
] as unknown as readonly Rule[];
