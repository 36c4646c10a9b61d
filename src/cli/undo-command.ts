import { dirname, relative, resolve } from "node:path";
import { UserError } from "../errors.js";
import { readText } from "../files/read.js";
import { replaceText } from "../files/write.js";
import { visible } from "../report/visible.js";
import { digest, type LedgerRun, readLedger, takeBack } from "../run/ledger.js";
import type { Io } from "./io.js";

/** No ledger of a real repository is larger. */
const LARGEST_LEDGER = 512 * 1024 * 1024;

/** `galley undo`: 0 everything is back, 1 some files are no longer what the ledger left, 2 they cannot be written. */
export function undoCommand(ledger: string, io: Io): number {
  const path = resolve(io.cwd, ledger);
  const read = readText(path, LARGEST_LEDGER);
  if (!read.ok) throw new UserError(`${ledger}: ${read.reason.message}`);
  let edits = 0;
  const changed = new Set<string>();
  let kept = 0;
  let failed = false;
  const said = new Set<string>();
  // The last run first: what an earlier one left is there again only then.
  for (const run of [...runsOf(read.text, ledger)].reverse()) {
    const file = resolve(dirname(path), run.file);
    const shown = visible(relative(io.cwd, file).replaceAll("\\", "/"));
    const inside = [io.cwd, dirname(path)].some((folder) => !relative(folder, file).startsWith(".."));
    const outcome = inside
      ? takeBackFile(file, run, dirname(path))
      : "it lies neither here nor beside the ledger, so it stays as it is";
    if (outcome === "done") {
      edits += run.entries.length;
      changed.add(file);
    } else if (outcome !== "back already" && !said.has(file)) {
      said.add(file);
      kept++;
      failed ||= outcome !== "changed";
      io.stderr.write(
        `galley: ${shown}: ${outcome === "changed" ? "it is not what the ledger left, so it stays as it is" : visible(outcome)}\n`,
      );
    }
  }
  const files = changed.size === 1 ? "1 file" : `${changed.size} files`;
  const rest = kept === 0 ? "" : `, ${kept} left alone`;
  io.stdout.write(`${edits} ${edits === 1 ? "edit" : "edits"} taken back in ${files}${rest}\n`);
  return failed ? 2 : kept > 0 ? 1 : 0;
}

function runsOf(text: string, ledger: string): readonly LedgerRun[] {
  try {
    return readLedger(text);
  } catch (error) {
    throw new UserError(`${ledger}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `done`, `back already`, `changed`, or what went wrong. */
function takeBackFile(file: string, run: LedgerRun, root: string): string {
  const read = readText(file);
  if (!read.ok) return read.reason.message;
  if (digest(read.text) === run.found) return "back already";
  const text = takeBack(read.text, run);
  if (text === undefined) return "changed";
  const written = replaceText(file, read.text, text, [root]);
  return written.ok ? "done" : written.message;
}
