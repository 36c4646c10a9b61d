import { join, relative } from "node:path";
import { projectFile, realFolder } from "../../files/project.js";
import type { Tree } from "../../tree.js";
import { shortDigest } from "./digest.js";

/** What a schema's file is by now: `schemaDigest` of it. Undefined when there is none. */
export function schemaState(base: string, path: string, tree: Tree | undefined): string | undefined {
  const absolute = join(base, path);
  if (tree !== undefined) {
    const bytes = tree.read(absolute);
    return bytes && schemaDigest(base, absolute, bytes.toString("utf8").replace(/^\uFEFF/, ""), tree);
  }
  const file = projectFile(absolute);
  return file && schemaDigest(base, file.real, file.text.replace(/^\uFEFF/, ""), tree);
}

/** @param real absolute, where links lead to: a file that lies outside the project is no schema */
export function schemaDigest(base: string, real: string, text: string, tree: Tree | undefined): string {
  const home = tree === undefined ? realFolder(base) : base;
  return shortDigest(`${keptPath(home, real)}\0${text}`);
}

/** A path as it is kept, relative to the base. */
export function keptPath(base: string, path: string): string {
  return relative(base, path).replaceAll("\\", "/");
}
