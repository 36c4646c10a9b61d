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
  type Reporter,
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
  /** Takes what `draw` made, as UTF-8, in place of the result. */
  drawn(texts: readonly Uint8Array[], noted: Noted, beforePrinting: () => void): void;
  /** `aside`: lines about the run as such, for people. */
  end(summary: Summary, notChecked: readonly NotChecked[], aside?: readonly string[]): void;
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
    settled:
      isSettled && only?.file === undefined
        ? JSON.stringify([only?.name, styleOf(true, options, io), packageFolder()])
        : undefined,
    onPrinted(listener) {
      printed = listener;
    },
    file(result, beforePrinting) {
      for (const { reporter, file, pieces } of targets) {
        const text = reporter.file(result);
        if (text === "") continue;
        if (file !== undefined) pieces.push(text);
        else {
          beforePrinting();
          io.stdout.write(text);
          printed?.(text);
        }
      }
    },
    draw: drawer(drawing),
    drawing,
    drawn(texts, noted, beforePrinting) {
      for (const [index, { reporter, file, pieces }] of targets.entries()) {
        reporter.apart?.note(noted);
        const text = texts[index];
        if (text === undefined || text.length === 0) continue;
        if (file !== undefined) pieces.push(Buffer.from(text).toString());
        else {
          beforePrinting();
          // A stream may keep bytes for later, and these are gone by then.
          if (io.stdout.writeBytes === undefined) io.stdout.write(Buffer.from(text).toString());
          else io.stdout.writeBytes(Buffer.from(text));
          printed?.(text);
        }
      }
    },
    end(summary, notChecked, aside) {
      for (const { reporter, file, pieces } of targets) {
        const text = reporter.end(summary, { notChecked, aside });
        if (file === undefined) io.stdout.write(text);
        else pieces.push(text);
      }
      // What is printed comes first: a file that cannot be written must not cost it.
      for (const { file, pieces, write } of targets) {
        if (file !== undefined) write(resolve(io.cwd, file), pieces.join(""));
      }
    },
    unread: () => io.stdout.failure !== undefined && targets.every(({ file }) => file === undefined),
  };
}

interface Target {
  readonly name: ReporterName;
  readonly style: Style;
  readonly reporter: Reporter;
  /** Where the report goes; undefined: stdout. */
  readonly file: string | undefined;
  /** The text so far, when it goes to a file. */
  readonly pieces: string[];
  readonly write: (path: string, text: string) => void;
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

function target(name: ReporterName, style: Style, file: string | undefined, write: Target["write"]): Target {
  return { name, style, reporter: createReporter(name, style, TOOL), file, pieces: [], write };
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
