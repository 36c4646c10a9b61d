import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { UserError } from "../errors.js";

/**
 * Writes a report whole or not at all: whoever reads the path sees the old one or the new one.
 *
 * @param mode permissions of the file, less what the process may not give
 * @throws UserError when the place cannot be written to
 */
export function writeReport(path: string, text: string, mode = 0o666): void {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    writeThrough(temporary, path, text, mode);
  } catch (error) {
    throw new UserError(`\`${path}\` cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Adds a report to what others wrote to a file that is shared.
 *
 * @throws UserError when the place cannot be written to
 */
export function addToReport(path: string, text: string): void {
  try {
    appendFileSync(path, text);
  } catch (error) {
    throw new UserError(`\`${path}\` cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function writeThrough(temporary: string, path: string, text: string, mode: number): void {
  try {
    writeFileSync(temporary, text, { mode });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
