import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../errors.js";

/** Whether anything has this name. */
export function isTaken(path: string): boolean {
  return existsSync(path);
}

/**
 * Writes a file that is not there yet.
 *
 * @throws UserError when it is there, or cannot be written
 */
export function writeNew(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: "wx" });
  } catch (error) {
    throw new UserError(`\`${path}\` cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}
