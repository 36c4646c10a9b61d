// Generated from the files beside it by `npm run generate`.
import type { Rule } from "../src/rule.js";
import htmlNoComments from "./html/no-comments.js";

/** Every rule, in order of id. */
export const rules = [htmlNoComments] as unknown as readonly Rule[];
