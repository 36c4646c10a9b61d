import { resolve } from "node:path";
import { UserError } from "../errors.js";
import { readText } from "../files/read.js";
import type { Io } from "./io.js";

/** Paths from a file, or from standard input with `-`: one a line, or each ended by NUL. */
export async function readPathList(file: string, nul: boolean, io: Io): Promise<readonly string[]> {
  const text = file === "-" ? new TextDecoder().decode(await io.readStdin()) : fileText(resolve(io.cwd, file), file);
  const paths = nul ? text.split("\0") : text.split(/\r?\n/);
  return paths.filter((path) => path !== "");
}

function fileText(path: string, shown: string): string {
  const read = readText(path);
  if (!read.ok) throw new UserError(`--files-from ${shown}: ${read.reason.message}`);
  return read.text.replace(/^\uFEFF/, "");
}
