import { randomUUID } from "node:crypto";
import { dirname, relative, resolve } from "node:path";
import { projectText, withLines } from "../files/append-lines.js";
import { appendLedger } from "../files/ledger-file.js";
import type { FixTier } from "../fix/converge.js";
import { unifiedDiff } from "../report/diff.js";
import { visible } from "../report/visible.js";
import type { Change, FileResult, Repair } from "../result.js";
import { ledgerEntries } from "../run/ledger.js";
import { linesByFile, type RunOptions } from "../run/lint-files.js";
import type { Plan } from "../run/plan.js";
import { wantsColor } from "./color.js";
import type { Io } from "./io.js";
import type { LintOptions } from "./program.js";

/** What `--fix`, `--diff` and `--ledger` do with a run. */
export interface Fixing {
  readonly tier: FixTier | undefined;
  readonly write: RunOptions["write"];
  /** Takes a result; `beforePrinting` is called when it adds to stdout. */
  file(result: FileResult, beforePrinting: () => void): void;
  /** What is left to print once all files are through, or once they will not be. */
  end(interrupted: boolean): void;
  /** Whether a text changed, or would. */
  changed(): boolean;
  /** How many fixes were written. */
  fixed(): number;
  /** Whether standard input was to be repaired, and is no text. */
  unread(): boolean;
}

export function createFixing(plan: Plan, options: LintOptions, io: Io): Fixing {
  const tier = options.fix || options.diff ? (options.unsafe ? "unsafe" : "safe") : undefined;
  const forPerson = io.stdout.isTTY;
  const style = { color: wantsColor(options.color, io.env, io.stdout), forPerson };
  const ledger = options.ledger === undefined ? undefined : resolve(io.cwd, options.ledger);
  let changed = false;
  let fixed = 0;
  let unread = false;
  const needs: Repair[] = [];
  const patch = patchOutput(io);
  const write: RunOptions["write"] = (file, change) => {
    if (ledger === undefined) return;
    const path = relative(dirname(ledger), file.absolute).replaceAll("\\", "/");
    // First the ledger, then the file: a crash between them leaves entries for a file that stayed as it was.
    appendLedger(ledger, ledgerEntries(path, change));
  };
  return {
    tier,
    write: options.fix && plan.stdin === undefined ? write : undefined,
    file(result, beforePrinting) {
      const { change } = result;
      if (change !== undefined) {
        changed = true;
        if (options.fix) fixed += change.repairs.length;
        if (options.diff || plan.stdin !== undefined || plan.git?.staging !== undefined)
          for (const one of change.repairs) if (one.needs !== undefined) needs.push(one);
      }
      const printed = output(result);
      if (printed !== "") {
        beforePrinting();
        if (options.diff) patch.write(printed);
        else io.stdout.write(printed);
      }
      if (options.diff || (options.fix && options.stdin)) complainOf(result.errors, result.path, io);
      if (options.fix && plan.stdin !== undefined && result.source?.text === "") {
        const faults = result.diagnostics.filter(({ rule }) => rule.startsWith("source/"));
        unread = faults.length > 0;
        complainOf(faults, result.path, io);
      }
      if (options.fix) tellKeptBack(result);
    },
    end(interrupted) {
      for (const [file, lines] of interrupted ? [] : linesByFile(needs)) {
        if (options.diff) {
          const text = projectText(plan.loaded.base, file);
          const change = appended(text ?? "", withLines(text ?? "", lines));
          patch.write(unifiedDiff(file, change, { ...style, created: text === undefined }));
        } else if (plan.stdin === undefined) {
          // Nobody asked for this file to be committed, but the posts will miss it.
          io.stderr.write(
            `galley: ${visible(file)} has the lines that repaired posts need, and was not staged with them\n`,
          );
        } else {
          const missing = [...new Set(lines)].map((line) => `  ${visible(line)}\n`).join("");
          io.stderr.write(`galley: the text that was printed needs these lines in ${visible(file)}:\n${missing}`);
        }
      }
      patch.end();
    },
    changed: () => changed,
    fixed: () => fixed,
    unread: () => unread,
  };

  /** A file that could be mended, but is more than what will be committed. */
  function tellKeptBack({ path, diagnostics }: FileResult): void {
    const wanted = diagnostics.some(
      ({ fix }) => fix?.safety === "safe" || (options.unsafe && fix?.safety === "unsafe"),
    );
    const why = wanted ? plan.git?.staging?.keepsBack(resolve(plan.cwd, path)) : undefined;
    if (why !== undefined) io.stderr.write(`galley: ${visible(`${path} was not repaired: ${why}`)}\n`);
  }

  function output({ change, path, source, status }: FileResult): string {
    if (options.diff) return change === undefined ? "" : unifiedDiff(path, change, style);
    if (!options.fix || plan.stdin === undefined || status === "failed") return "";
    return source?.text ?? "";
  }
}

/**
 * Where a patch goes. It has the lines of posts as they are, and GitHub's runner obeys what is printed: it is told not to until a word
 * comes that no post can know. `git apply` passes over both lines.
 */
function patchOutput(io: Io): { write(text: string): void; end(): void } {
  const word = io.env["GITHUB_ACTIONS"] === "true" && !io.stdout.isTTY ? randomUUID() : undefined;
  let begun = false;
  return {
    write(text) {
      if (word !== undefined && !begun) io.stdout.write(`::stop-commands::${word}\n`);
      begun = true;
      io.stdout.write(text);
    },
    end() {
      if (word !== undefined && begun) io.stdout.write(`::${word}::\n`);
    },
  };
}

/** Lines at the end of a text, as a change. */
function appended(before: string, after: string): Change {
  const edits = [{ start: before.length, end: before.length, before: "", after: after.slice(before.length) }];
  return { before, after, repairs: [{ rule: "", title: "", message: "", safety: "unsafe", pass: 0, edits }] };
}

/** Where stdout is not free for a report, what went wrong is said on stderr. */
function complainOf(faults: readonly { readonly message: string }[], path: string, io: Io): void {
  for (const { message } of faults) io.stderr.write(`galley: ${visible(`${path}: ${message}`)}\n`);
}
