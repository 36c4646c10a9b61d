// Generated from the files beside it by `npm run generate`.
import type { Rule } from "../src/rule.js";
import frontMatterNoLeadingContent from "./front-matter/no-leading-content.js";
import frontMatterNoMissing from "./front-matter/no-missing.js";
import frontMatterValidDate from "./front-matter/valid-date.js";
import frontMatterValidFences from "./front-matter/valid-fences.js";
import frontMatterValidSyntax from "./front-matter/valid-syntax.js";
import htmlNoCommentedMarkup from "./html/no-commented-markup.js";
import htmlNoComments from "./html/no-comments.js";
import htmlNoUnclosedComment from "./html/no-unclosed-comment.js";
import htmlNoUnclosedRawText from "./html/no-unclosed-raw-text.js";

/** Every rule, in order of id. */
export const rules = [
  frontMatterNoLeadingContent,
  frontMatterNoMissing,
  frontMatterValidDate,
  frontMatterValidFences,
  frontMatterValidSyntax,
  htmlNoCommentedMarkup,
  htmlNoComments,
  htmlNoUnclosedComment,
  htmlNoUnclosedRawText,
] as unknown as readonly Rule[];
