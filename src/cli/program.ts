import { Command, InvalidArgumentError, Option } from "commander";
import { visibleLines } from "../report/visible.js";
import type { Shard } from "../run/shard.js";
import { toolVersion } from "../run/version.js";
import type { Io } from "./io.js";
import type { Output } from "./output.js";

/** A day means its beginning in UTC, a time without an offset is in UTC: the zone of the machine never counts. */
function present(value: string): number {
  const [, day, time = "T00:00:00", zone = "Z"] =
    /^(\d{4}-\d\d-\d\d)(?:([T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/.exec(value.trim()) ?? [];
  const instant = day === undefined ? Number.NaN : Date.parse(`${day}${time.replace(" ", "T")}${zone}`);
  // `Date` takes 30 February for 2 March.
  if (Number.isNaN(instant) || new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day) {
    throw new InvalidArgumentError("It must be a day or a time such as 2024-05-04T12:00:00Z.");
  }
  return instant;
}

/** What `galley lint` was asked to do. Names as on the command line. */
export interface LintOptions {
  readonly now?: number;
  readonly format: readonly string[];
  readonly quiet: boolean;
  readonly maxWarnings?: number;
  readonly rule: readonly string[];
  readonly only: readonly string[];
  readonly config?: string | false;
  readonly stdin: boolean;
  readonly stdinFilename?: string;
  readonly stdinRecords: boolean;
  readonly filesFrom?: string;
  /** `-0` */
  readonly "0"?: boolean;
  readonly ignorePattern: readonly string[];
  /** false: `--no-ignore` */
  readonly ignore: boolean;
  /** false: `--no-error-on-unmatched` */
  readonly errorOnUnmatched: boolean;
  readonly fix: boolean;
  readonly unsafe: boolean;
  readonly diff: boolean;
  readonly ledger?: string;
  readonly exitNonZeroOnFix: boolean;
  readonly listFiles: boolean;
  readonly staged: boolean;
  readonly changedSince?: string;
  readonly changedLines: boolean;
  readonly rev?: string;
  readonly baseline?: string;
  readonly updateBaseline: boolean;
  readonly acceptNew: boolean;
  /** Seconds. */
  readonly timeout: number;
  readonly shard?: Shard;
  /** Threads that lint; undefined: as many as pay. */
  readonly jobs?: number;
  readonly stats: boolean;
  readonly exitZero: boolean;
  readonly color?: boolean;
  /** false: `--no-progress` */
  readonly progress: boolean;
  /** false: `--no-plugins` */
  readonly plugins: boolean;
  /** false: `--no-cache` */
  readonly cache: boolean;
  readonly cacheLocation?: string;
}

/**
 * Builds the command line.
 *
 * @param first the first argument: when it names a command, no other is needed to read the rest
 * @param done takes the exit code of the command that ran
 */
export function createProgram(io: Io, first: string | undefined, done: (code: number) => void): Command {
  const program = new Command("galley")
    .description("Linter and normalizer for content repositories: posts in Markdown or HTML under front matter")
    .version(toolVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .helpCommand("help [command]", "print the help of a command")
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError("  `galley --help` lists the commands, `galley lint --help` the options.")
    .configureHelp({ optionDescription: ({ description }) => description })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: (text, write) => write(visibleLines(text.replace(/^error: /, "galley: "))),
      getOutHelpWidth: () => helpWidth(io.stdout),
      getErrHelpWidth: () => helpWidth(io.stderr),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });

  const add = first !== undefined && Object.hasOwn(commands, first) ? commands[first] : undefined;
  for (const one of add === undefined ? Object.values(commands) : [add]) one(program, io, done);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

/** Adds one command with its options. */
type AddCommand = (program: Command, io: Io, done: (code: number) => void) => void;

const addLint: AddCommand = (program, io, done) => {
  program
    .command("lint")
    .description("find what is wrong in posts")
    .argument(
      "[paths...]",
      "files, folders and globs; default: the `files` of the configuration, else every post below .",
    )
    .optionsGroup("Files:")
    .addOption(repeatable("--ignore-pattern <glob>", "leave these files out; repeatable"))
    .option("--no-ignore", "lint what .gitignore and .galleyignore leave out")
    .option("--files-from <file>", "read paths from a file, or from standard input with -; one a line")
    .option("-0", "paths of --files-from, and those that --list-files prints, end with NUL")
    .option("--stdin", "lint standard input, as the file named by --stdin-filename", false)
    .option("--stdin-filename <path>", "the path that standard input stands for")
    .option("--stdin-records", "lint a stream: a JSON object with path and text in each line, a result for each", false)
    .option("--now <time>", "the present, for rules that ask for it; a day or ISO 8601", present)
    .option("--no-error-on-unmatched", "a path that matches no file is no error")
    .option("--list-files", "print the files that would be linted, and stop", false)
    .option("--timeout <seconds>", "the longest that one file may take; default: 10", seconds, 10)
    .option("--jobs <n>", "lint by so many threads; default: as many as pay. It changes nothing but the time", jobs)
    .option("--shard <i/n>", "lint the i-th of n parts; `galley merge` joins their JSON reports", shardOption)
    .optionsGroup("Cache:")
    .option("--cache", "take results of unchanged files from the last runs; the default", true)
    .option("--no-cache", "lint every file, and keep nothing")
    .option("--cache-location <folder>", "keep results there; default: node_modules/.cache/galley or .galley-cache")
    .optionsGroup("Git:")
    .option("--staged", "lint what is staged for the next commit, as the index has it", false)
    .option("--changed-since <ref>", "lint what changed since this and HEAD part ways; new files, too")
    .option("--changed-lines", "with one of these: report changed lines alone", false)
    .option("--rev <commit>", "lint the files of a commit by its own settings, nothing is checked out")
    .optionsGroup("Known findings:")
    .option("--baseline <file>", "findings of this file do not count")
    .option("--update-baseline", "take out of it what is no longer found; write it when there is none", false)
    .option("--accept-new", "with --update-baseline: take in what is new, too", false)
    .optionsGroup("Fixes:")
    .option("--fix", "apply safe fixes and write the files", false)
    .option("--unsafe", "with --fix or --diff: unsafe fixes, too", false)
    .option("--diff", "print what --fix would change, write nothing; exit 1 if anything would", false)
    .option("--ledger <file>", "with --fix: note every edit in this file, for `galley undo`")
    .optionsGroup("Rules:")
    .addOption(repeatable("--rule <id=severity>", "set a rule to off, info, warn or error; repeatable"))
    .addOption(repeatable("--only <id>", "run these rules alone, `html/*` names a group; repeatable"))
    .option("--config <file>", "read this configuration")
    .option("--no-config", "read no configuration: built-in defaults alone")
    .option("--no-plugins", "refuse a configuration that runs code")
    .optionsGroup("Reports:")
    .addOption(
      repeatable(
        "--format <name[=file]>",
        "pretty (default), compact, json, ndjson, sarif, github, gitlab, junit, checkstyle, rdjson, markdown or html; with =file: written there; repeatable",
      ),
    )
    .option("--quiet", "list errors only", false)
    .option("--stats", "show counts and times of rules, and the slowest files", false)
    .option("--color", "color the output; default: on a terminal, as NO_COLOR and FORCE_COLOR say")
    .option("--no-color", "do not color the output")
    .option("--no-progress", "show no progress bar")
    .optionsGroup("Exit code (0 clean, 1 errors found, 2 galley could not do its work):")
    .option("--max-warnings <n>", "exit 1 when there are more warnings", wholeNumber)
    .option("--exit-zero", "exit 0 whatever is found", false)
    .option("--exit-non-zero-on-fix", "exit 1 when --fix changed a file", false)
    .action(async (paths: readonly string[], options: LintOptions) => {
      if (options.stdinRecords) {
        const { recordsCommand } = await import("./records-command.js");
        done(await recordsCommand(paths, options, io));
        return;
      }
      const { lintCommand } = await import("./lint-command.js");
      done(await lintCommand(paths, options, io));
    });
};

const addMerge: AddCommand = (program, io, done) => {
  program
    .command("merge")
    .description("join the JSON reports of shards into one report of the whole run")
    .argument("<reports...>", "what `galley lint --shard I/N --format json` wrote, one for each shard")
    .addOption(repeatable("--format <name[=file]>", "as of `galley lint`; repeatable"))
    .option("--quiet", "list errors only", false)
    .option("--color", "color the output; default: on a terminal, as NO_COLOR and FORCE_COLOR say")
    .option("--no-color", "do not color the output")
    .option("--config <file>", "read this configuration for the rules of its plugins")
    .option("--no-config", "read no configuration")
    .option("--no-plugins", "refuse a configuration that runs code")
    .option("--max-warnings <n>", "exit 1 when there are more warnings", wholeNumber)
    .option("--exit-zero", "exit 0 whatever is found", false)
    .action(async (reports: readonly string[], options: MergeOptions) => {
      const { mergeCommand } = await import("./merge-command.js");
      done(await mergeCommand(reports, options, io));
    });
};

const addRules: AddCommand = (program, io, done) => {
  program
    .command("rules")
    .description("list the rules, or explain one: why, options, examples")
    .argument("[id]", "the rule to explain")
    .addOption(shownAs())
    .action(async (id: string | undefined, options: { readonly format: ShownAs }) => {
      const { rulesCommand } = await import("./rules-command.js");
      done(rulesCommand(id, options, io));
    });
};

const addUndo: AddCommand = (program, io, done) => {
  program
    .command("undo")
    .description("take back the edits of a ledger that `galley lint --fix --ledger` wrote")
    .argument("<ledger>", "the ledger")
    .action(async (ledger: string) => {
      const { undoCommand } = await import("./undo-command.js");
      done(undoCommand(ledger, io));
    });
};

const addInit: AddCommand = (program, io, done) => {
  program
    .command("init")
    .description("write a galley.config.yaml for this repository")
    .argument("[paths...]", "with --infer: the posts to read; default: those that `galley lint` takes")
    .option("--force", "replace what is there", false)
    .option("--infer", "read the posts and write what they have in common: schemas, date form, key order", false)
    .option("--hook", "write a git hook instead, which checks what is staged before each commit", false)
    .option("--update", "with --infer: renew what was written so, and keep what people changed", false)
    .addOption(shownAs())
    .action(async (paths: readonly string[], options: InitOptions) => {
      const { initCommand } = await import("./init-command.js");
      done(await initCommand(paths, options, io));
    });
};

const addConfig: AddCommand = (program, io, done) => {
  program
    .command("config")
    .description("show the configuration of a file, and where each setting comes from")
    .argument("<file>", "any path; the file need not exist")
    .option("--config <file>", "read this configuration")
    .option("--no-config", "read no configuration: built-in defaults alone")
    .option("--no-plugins", "refuse a configuration that runs code")
    .addOption(shownAs())
    .action(async (file: string, options: ConfigOptions) => {
      const { configCommand } = await import("./config-command.js");
      done(await configCommand(file, options, io));
    });
};

const addLsp: AddCommand = (program, io, done) => {
  program
    .command("lsp")
    .description("serve an editor: the language server protocol over standard input and output")
    .option("--plugins", "let configurations run code; for workspaces that you trust", false)
    .option("--stdio", "the only way to talk, and the default; editors like to say so", true)
    .addOption(new Option("--clientProcessId <id>", "what some editors say of themselves"))
    .action(async (options: { readonly plugins: boolean }) => {
      const { lspCommand } = await import("./lsp-command.js");
      done(await lspCommand(options.plugins, io));
    });
};

/** In the order of the help. */
const commands: Readonly<Record<string, AddCommand>> = {
  lint: addLint,
  merge: addMerge,
  rules: addRules,
  undo: addUndo,
  init: addInit,
  config: addConfig,
  lsp: addLsp,
};

type ShownAs = "pretty" | "json";

function shownAs(): Option {
  return new Option("--format <name>", "pretty (default) or json").choices(["pretty", "json"]).default("pretty");
}

function helpWidth({ columns = 80 }: Output): number {
  return Math.min(Math.max(columns, 60), 110);
}

export interface InitOptions {
  readonly force: boolean;
  readonly infer: boolean;
  readonly hook: boolean;
  readonly update: boolean;
  readonly format: ShownAs;
}

export interface ConfigOptions {
  readonly config?: string | false;
  readonly plugins: boolean;
  readonly format: ShownAs;
}

/** What `galley merge` was asked to do. */
export type MergeOptions = Pick<
  LintOptions,
  "format" | "quiet" | "maxWarnings" | "color" | "config" | "plugins" | "exitZero"
>;

/** Each use takes one value: a variadic option would swallow the paths behind it. */
function repeatable(flags: string, description: string): Option {
  return new Option(flags, description)
    .default([])
    .argParser((value: string, previous: readonly string[]) => [...previous, value]);
}

function jobs(value: string): number {
  const count = wholeNumber(value);
  if (count < 1 || count > MOST_JOBS) throw new InvalidArgumentError(`It must be a number from 1 to ${MOST_JOBS}.`);
  return count;
}

const MOST_JOBS = 64;

/** A gate that read a typo as "no limit" would be open. */
function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError("It must be a whole number, 0 or more.");
  return Number(value);
}

const MOST_SECONDS = 86_400;

function seconds(value: string): number {
  const number = /^\d{1,5}(?:\.\d{1,3})?$/.test(value) ? Number(value) : 0;
  if (number <= 0 || number > MOST_SECONDS)
    throw new InvalidArgumentError("It must be a number of seconds, more than 0.");
  return number;
}

const MOST_SHARDS = 10_000;

function shardOption(value: string): Shard {
  const [, index, count] = (/^(\d{1,5})\/(\d{1,5})$/.exec(value) ?? []).map(Number);
  if (index === undefined || count === undefined || index < 1 || index > count || count > MOST_SHARDS) {
    throw new InvalidArgumentError("It must be I/N with I from 1 to N, such as 1/4.");
  }
  return { index, count };
}
