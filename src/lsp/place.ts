import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** What is known of a text in an editor. */
export interface Open {
  readonly uri: string;
  readonly languageId: string;
}

const ENDINGS: Readonly<Record<string, string>> = { markdown: ".md", mdx: ".mdx", html: ".html" };

/**
 * The file that a text is, or would be: one that was never saved counts as a post in the first folder of the workspace. Undefined
 * for all else, as old versions that an editor shows of git's.
 */
export function pathOf({ uri, languageId }: Open, folders: ReadonlySet<string>): string | undefined {
  const [folder] = folders;
  const ending = Object.hasOwn(ENDINGS, languageId) ? ENDINGS[languageId] : undefined;
  if (!uri.startsWith("untitled:")) return filePath(uri);
  if (ending === undefined || folder === undefined) return undefined;
  const name = uri.slice("untitled:".length).replace(/[^\w-]+/g, "-");
  return join(folder, `${name}${ending}`);
}

/** The path of a `file:` address. */
export function filePath(uri: string): string | undefined {
  try {
    return uri.startsWith("file:") ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}

/** The innermost folder of the workspace that holds a file. */
export function folderOf(folders: ReadonlySet<string>, path: string): string | undefined {
  const holding = [...folders].filter((folder) => path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`));
  return holding.sort((a, b) => b.length - a.length)[0];
}
