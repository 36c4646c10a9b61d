import type { Excerpts, FileResult } from "../result.js";
import { sourceText } from "../source/source-text.js";

/** Stands in for a text that could not be read. */
const UNREAD = sourceText("");

/** What is known of a result's text. */
export function placesOf({ source, excerpts }: Pick<FileResult, "source" | "excerpts">): Excerpts {
  return source ?? excerpts ?? UNREAD;
}
