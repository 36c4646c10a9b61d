import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { rules } from "../../rules/index.js";
import { closest } from "../closest.js";
import { UserError } from "../errors.js";
import { pageAsset } from "../files/page-assets.js";
import { belowRepository } from "../files/repository.js";
import { addToReport, writeReport } from "../files/write-report.js";
import {
  createReporter,
  type NotChecked,
  type Noted,
  REPORTER_NAMES,
  type ReporterName,
  type RulePage,
  type Style,
  type Tool,
} from "../report/index.js";
import type { FileResult, Summary } from "../result.js";
import { packageFolder, toolVersion } from "../run/version.js";
import { wantsColor, wantsHyperlinks } from "./color.js";
import type { Io } from "./io.js";
import type { LintOptions } from "./program.js";
import { openTarget, restOf, type Target, type WriteFile } from "./report-target.js";
import { rulePage } from "./rule-page.js";

/** What decides how reports look. */
export interface ReportOptions extends Pick<LintOptions, "format" | "quiet" | "stats" | "color" | "maxWarnings"> {
  readonly shard?: Style["shard"];
}

/** Every report that was asked for, fed at once. */
export interface Reports {
  /** `beforePrinting` is called when the result adds to stdout. */
  file(result: FileResult, beforePrinting: () => void): void;
  /** The texts of a result, one for each report, when they depend on that result alone; to be given to `drawn` in time. */
  readonly draw: ((result: FileResult) => readonly string[]) | undefined;
  /** What another thread needs to draw the same. */
  readonly drawing: Drawing;
  /** Takes what `draw` made, text or UTF-8, in place of the result. */
  drawn(texts: readonly (string | Uint8Array)[], noted: Noted, beforePrinting: () => void): void;
  /** `aside`: lines about the run as such, for people. */
  end(summary: Summary, notChecked: readonly NotChecked[], aside?: readonly string[]): Promise<void>;
  /** Lets go of what was put aside. */
  close(): void;
  /** Whether nobody reads on: the one report goes to stdout, and its reader has gone. */
  unread(): boolean;
  /**
   * What decides the text on stdout beside the results, when that is all that is written, and each result's text stands for itself;
   * else undefined.
   */
  readonly settled: string | undefined;
  /** Called with what results add to stdout; bytes are valid until the call returns. */
  onPrinted(listener: (text: string | Uint8Array) => void): void;
}

/** Reporters, each by name and style. */
export type Drawing = readonly (readonly [name: ReporterName, style: Style])[];

/** Draws results as the reports do that `drawing` is of; undefined when one of them does not draw results by themselves. */
export function drawer(drawing: Drawing): Reports["draw"] {
  const parts = drawing.map(([name, style]) => createReporter(name, style, TOOL).apart);
  return parts.includes(undefined) ? undefined : (result) => parts.map((part) => part?.draw(result) ?? "");
}

/** Reports that say nothing of how a run went but at their end. */
const SETTLED: readonly ReporterName[] = ["pretty", "compact"];

/**
 * @param stdoutIsFree whether stdout is free for a report; else those with a file are written alone
 * @throws UserError when a format is unknown or two of them go to stdout
 */
export function openReports(options: ReportOptions, io: Io, stdoutIsFree: boolean): Reports {
  const wanted = (options.format.length === 0 ? [defaultFormat(io.env)] : options.format)
    .map(parseFormat)
    .filter(({ file }) => file !== undefined || stdoutIsFree);
  const onStdout = wanted.filter(({ file }) => file === undefined);
  if (onStdout.length > 1) {
    throw new UserError(
      `${onStdout.map(({ name }) => `--format ${name}`).join(" and ")} would both be printed`,
      "Send all but one to a file: --format json=report.json",
    );
  }
  const targets = wanted.map(({ name, file }): Target => {
    return target(name, styleOf(file === undefined, options, io), file, writeReport);
  });
  const summaryFile = io.env["GITHUB_STEP_SUMMARY"] ?? "";
  if (summaryFile !== "" && wanted.some(({ name }) => name === "github")) {
    targets.push(target("markdown", styleOf(false, options, io), summaryFile, addToReport));
  }
  const [only] = wanted;
  const isSettled = targets.length === 1 && only !== undefined && SETTLED.includes(only.name) && !options.stats;
  let printed: ((text: string | Uint8Array) => void) | undefined;
  const drawing = targets.map(({ name, style }) => [name, style] as const);
  return {
    get settled() {
      if (!isSettled || only?.file !== undefined) return undefined;
      return JSON.stringify([only?.name, styleOf(true, options, io), packageFolder()]);
    },
    onPrinted(listener) {
      printed = listener;
    },
    file(result, beforePrinting) {
      for (const target of targets) put(target, target.reporter.file(result), beforePrinting);
    },
    draw: drawer(drawing),
    drawing,
    drawn(texts, noted, beforePrinting) {
      for (const [index, target] of targets.entries()) {
        target.reporter.apart?.note(noted);
        put(target, texts[index] ?? "", beforePrinting);
      }
    },
    async end(summary, notChecked, aside) {
      const run = { notChecked, aside };
      for (const target of targets) {
        if (target.file !== undefined) continue;
        for (const piece of restOf(target, summary, run)) {
          if (io.stdout.failure !== undefined) break;
          print(piece);
          await io.stdout.drained?.();
        }
      }
      // What is printed comes first: a file that cannot be written must not cost it.
      for (const target of targets) {
        if (target.file !== undefined) target.write(resolve(io.cwd, target.file), restOf(target, summary, run));
      }
    },
    close() {
      for (const { held } of targets) held?.close();
    },
    unread: () => io.stdout.failure !== undefined && targets.every(({ file }) => file === undefined),
  };

  function put({ held }: Target, text: string | Uint8Array, beforePrinting: () => void): void {
    if (text.length === 0) return;
    if (held !== undefined) held.add(text);
    else {
      beforePrinting();
      print(text);
      printed?.(text);
    }
  }

  /** A stream may keep bytes for later, and those of a spool are gone by then. */
  function print(piece: string | Uint8Array): void {
    io.stdout.write(typeof piece === "string" ? piece : Buffer.from(piece));
  }
}

/** What is printed when nothing is asked for: in GitHub Actions, what its runner understands. */
function defaultFormat(env: Io["env"]): ReporterName {
  return env["GITHUB_ACTIONS"] === "true" ? "github" : "pretty";
}

function parseFormat(value: string): { readonly name: ReporterName; readonly file: string | undefined } {
  const equals = value.indexOf("=");
  const written = equals === -1 ? value : value.slice(0, equals);
  const file = equals === -1 ? undefined : value.slice(equals + 1);
  const name = REPORTER_NAMES.find((known) => known === written);
  if (name === undefined) {
    const meant = closest(written, REPORTER_NAMES);
    const hint = meant === undefined ? `Formats: ${REPORTER_NAMES.join(", ")}` : `Did you mean ${meant}?`;
    throw new UserError(`--format: there is no format \`${written}\``, hint);
  }
  if (file === "") throw new UserError(`--format ${name}=: the file is missing`);
  return { name, file };
}

const TOOL: Tool = { name: "galley", version: toolVersion(), rule: ruleEntry, asset: pageAsset };

function target(name: ReporterName, style: Style, file: string | undefined, write: WriteFile): Target {
  return openTarget(name, style, createReporter(name, style, TOOL), file, write);
}

function styleOf(onStdout: boolean, options: ReportOptions, io: Io): Style {
  const color = onStdout && wantsColor(options.color, io.env, io.stdout);
  return {
    color,
    hyperlinks: color && wantsHyperlinks(io.stdout),
    width: onStdout ? (io.stdout.columns ?? 100) : 100,
    quiet: options.quiet,
    stats: options.stats,
    below: belowRepository(io.cwd, io.env["GITHUB_WORKSPACE"]),
    maxWarnings: options.maxWarnings,
    shard: options.shard,
  };
}

/** A rule with its page in the installed package: right for this version, also without a network. */
export function ruleEntry(id: string): RulePage | undefined {
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) return undefined;
  const docs = rulePage(id);
  const { summary, why, recommended } = rule;
  const severity = recommended === "off" ? "warn" : recommended;
  return { summary, why, severity, docs, url: pathToFileURL(resolve(packageFolder(), docs)).href };
}
