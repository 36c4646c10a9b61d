import { lstatSync, readFileSync, realpathSync } from "node:fs";
import writeFileAtomic from "write-file-atomic";

import { withSeparator } from "./paths.js";

/** What became of a write. */
export type WriteResult = { readonly ok: true } | { readonly ok: false; readonly message: string };

/**
 * Replaces the text of a file: whoever reads it sees the old text or the new one, also after a crash. Refused when the
 * file is no longer what was read, and when a link leads out of `roots`.
 *
 * @param path absolute
 * @param before the text that was read
 * @param roots absolute folders; a path that lies in one of them must really do so
 */
export function replaceText(path: string, before: string, after: string, roots: readonly string[]): WriteResult {
  try {
    const target = realpathSync.native(path);
    const named = roots.some((root) => path.startsWith(withSeparator(root)));
    const inside = roots.some((root) => target.startsWith(withSeparator(realpathSync.native(root))));
    if (named && !inside)
      return { ok: false, message: "It is a link that leads out of the project, so it was not written" };
    if (!lstatSync(target).isFile()) return { ok: false, message: "It is no regular file, so it was not written" };
    if (!readFileSync(target).equals(Buffer.from(before))) {
      return { ok: false, message: "It changed while galley was at work, so it was not written" };
    }
    // A temporary file in the same folder, flushed to the disk, with the mode of the old one, then renamed.
    writeFileAtomic.sync(target, after, { encoding: "utf8" });
    return { ok: true };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}
