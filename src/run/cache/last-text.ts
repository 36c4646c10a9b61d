import type { FoundFile } from "../../files/file-list.js";
import { decodeText, readFileBytes } from "../../files/read.js";
import { blobId } from "../../files/stat-identity.js";
import { type SourceText, sourceText } from "../../source/source-text.js";
import { readFromTree } from "../git-scope.js";
import type { Plan } from "../plan.js";
import type { Identity } from "./identity-table.js";

/** Texts for reports, read again, the last one at hand. One that has changed since is empty: its findings speak of no text that is. */
export function lastText(plan: Plan): (file: FoundFile, identity: Identity | undefined) => () => SourceText {
  let last: { readonly file: FoundFile; readonly text: SourceText } | undefined;
  const read = (file: FoundFile, id: string | undefined): SourceText => {
    const { tree } = plan.git ?? {};
    if (tree !== undefined) {
      const found = readFromTree(tree, file.absolute);
      return sourceText(found.ok ? found.text : "");
    }
    const bytes = readFileBytes(file.absolute);
    if (!Buffer.isBuffer(bytes) || blobId(bytes) !== id) return sourceText("");
    const decoded = decodeText(bytes);
    return sourceText(decoded.ok ? decoded.text : "");
  };
  return (file, identity) => () => {
    if (last?.file !== file) last = { file, text: read(file, identity?.id) };
    return last.text;
  };
}
