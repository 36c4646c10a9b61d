import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { closest } from "../closest.js";
import { UserError } from "../errors.js";
import { writeReport } from "../files/write-report.js";
import { createReporter, type NotChecked, REPORTER_NAMES, type Reporter } from "../report/index.js";
import { visible } from "../report/visible.js";
import type { FileResult, Summary } from "../result.js";
import { packageFolder, toolVersion } from "../run/version.js";
import { wantsColor, wantsHyperlinks } from "./color.js";
import type { Io } from "./io.js";
import type { LintOptions } from "./program.js";

type ReporterName = (typeof REPORTER_NAMES)[number];

/** Every report that was asked for, fed at once. */
export interface Reports {
  file(result: FileResult): void;
  end(summary: Summary, notChecked: readonly NotChecked[]): void;
  /** Says something on stderr. */
  complain(message: string): void;
}

/** @throws UserError when a format is unknown or two of them go to stdout. */
export function openReports(options: LintOptions, io: Io): Reports {
  const wanted = (options.format.length === 0 ? ["pretty"] : options.format).map(parseFormat);
  if (wanted.filter(({ file }) => file === undefined).length > 1) {
    throw new UserError("Two formats go to stdout", "Send all but one to a file: --format json=report.json");
  }
  const targets = wanted.map(({ name, file }) => openTarget(reporter(name, file === undefined, options, io), file, io));
  return {
    file(result) {
      for (const target of targets) target.write(target.reporter.file(result));
    },
    end(summary, notChecked) {
      for (const target of targets) {
        target.write(target.reporter.end(summary, { notChecked }));
        target.close();
      }
    },
    complain: (message) => io.stderr.write(`galley: ${visible(message)}\n`),
  };
}

function openTarget(made: Reporter, file: string | undefined, io: Io) {
  if (file === undefined) return { reporter: made, write: io.stdout.write, close: () => undefined };
  const pieces: string[] = [];
  return {
    reporter: made,
    write: (text: string): void => {
      pieces.push(text);
    },
    close: (): void => writeReport(resolve(io.cwd, file), pieces.join("")),
  };
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

function reporter(name: ReporterName, onStdout: boolean, options: LintOptions, io: Io): Reporter {
  const color = onStdout && wantsColor(options.color, io.env, io.stdout);
  return createReporter(
    name,
    {
      color,
      hyperlinks: color && wantsHyperlinks(io.stdout),
      width: onStdout ? (io.stdout.columns ?? 100) : 100,
      quiet: options.quiet,
      stats: options.stats,
    },
    { name: "galley", version: toolVersion(), ruleUrl },
  );
}

/** The page of a rule in the installed package: right for this version, also without a network. */
export function ruleUrl(id: string): string | undefined {
  if (id.startsWith("source/")) return undefined;
  return pathToFileURL(resolve(packageFolder(), "docs", "rules", `${id}.md`)).href;
}
