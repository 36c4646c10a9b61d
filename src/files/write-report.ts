import { randomUUID } from "node:crypto";
import { appendFileSync, closeSync, lstatSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "../errors.js";

type Pieces = Iterable<string | Uint8Array>;

/**
 * Writes a report whole or not at all: whoever reads the path sees the old one or the new one. A device or a pipe gets it as it is.
 *
 * @param pieces text, or its UTF-8
 * @param mode permissions of the file, less what the process may not give
 * @throws UserError when the place cannot be written to
 */
export function writeReport(path: string, pieces: Pieces, mode = 0o666): void {
  const folder = dirname(path);
  const temporary = join(folder, `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    if (isDevice(path)) {
      writeInto(openSync(path, "a"), pieces);
      return;
    }
    mkdirSync(folder, { recursive: true });
    writeThrough(temporary, path, pieces, mode);
  } catch (error) {
    throw new UserError(`\`${path}\` cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Adds a report to what others wrote to a file that is shared.
 *
 * @throws UserError when the place cannot be written to
 */
export function addToReport(path: string, pieces: Pieces): void {
  try {
    for (const piece of pieces) appendFileSync(path, piece);
  } catch (error) {
    throw new UserError(`\`${path}\` cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Whether a path is nothing that may be replaced: root could take the system's `/dev/null` away. Of links, those
 * that the system has for open files are followed alone (`/dev/stdout`): one in a repository, or in `/dev/shm`, may lead anywhere.
 */
function isDevice(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined || stats.isFile() || stats.isDirectory()) return false;
  return !stats.isSymbolicLink() || OPEN_FILE.test(resolve(path));
}

const OPEN_FILE = /^\/(?:dev\/(?:stdout|stderr|fd\/\d+)|proc\/self\/fd\/\d+)$/;

function writeInto(descriptor: number, pieces: Pieces): void {
  try {
    for (const piece of pieces) writeFileSync(descriptor, piece);
  } finally {
    closeSync(descriptor);
  }
}

function writeThrough(temporary: string, path: string, pieces: Pieces, mode: number): void {
  try {
    writeInto(openSync(temporary, "w", mode), pieces);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
