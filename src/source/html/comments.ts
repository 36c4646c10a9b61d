import type { HtmlSource } from "./html-source.js";
import { GT } from "./units.js";

/** Where the text of a comment ends, and the comment itself; -1: it is not closed. */
export interface CommentEnd {
  readonly to: number;
  readonly end: number;
}

/** Finds the end of a comment whose text begins at `from`, behind `<!--`, and notes what is wrong with it. */
export function findCommentEnd(source: HtmlSource, from: number): CommentEnd {
  const { text } = source;
  if (text.charCodeAt(from) === GT || text.startsWith("->", from)) {
    const end = text.charCodeAt(from) === GT ? from : from + 1;
    source.problem("html-abrupt-closing-of-empty-comment", end);
    return { to: from, end: end + 1 };
  }
  const close = text.indexOf("-->", from);
  // `--!>` ends a comment, too.
  const bang = text.slice(from, close === -1 ? text.length : close).indexOf("--!>");
  if (bang !== -1) {
    source.problem("html-incorrectly-closed-comment", from + bang + 3);
    return { to: from + bang, end: from + bang + 4 };
  }
  if (close !== -1) return { to: close, end: close + 3 };
  source.problem("html-eof-in-comment", text.length);
  const rest = text.slice(from);
  const cut = rest.endsWith("--!") ? 3 : rest.endsWith("--") ? 2 : rest.endsWith("-") ? 1 : 0;
  return { to: text.length - cut, end: -1 };
}
