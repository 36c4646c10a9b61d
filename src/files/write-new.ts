import { existsSync, mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../errors.js";
import { contains } from "./paths.js";

/** Whether anything has this name. */
export function isTaken(path: string): boolean {
  return existsSync(path);
}

/**
 * Writes a file that is not there yet.
 *
 * @param home absolute; a link in it may not lead the file elsewhere
 * @throws UserError when it is there, or cannot be written
 */
export function writeNew(path: string, text: string, home: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (!contains(realpathSync(home), realpathSync(dirname(path)))) {
      throw new UserError("a link leads out of the project");
    }
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    throw new UserError(`\`${path}\` cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
