import { Command, InvalidArgumentError, Option } from "commander";
import { toolVersion } from "../run/version.js";
import type { Io } from "./io.js";

/** What `galley lint` was asked to do. Names as on the command line. */
export interface LintOptions {
  readonly format: readonly string[];
  readonly quiet: boolean;
  readonly maxWarnings?: number;
  readonly rule: readonly string[];
  readonly only: readonly string[];
  readonly config?: string | false;
  readonly stdin: boolean;
  readonly stdinFilename?: string;
  readonly filesFrom?: string;
  /** `-0` */
  readonly "0"?: boolean;
  readonly ignorePattern: readonly string[];
  /** false: `--no-ignore` */
  readonly ignore: boolean;
  /** false: `--no-error-on-unmatched` */
  readonly errorOnUnmatched: boolean;
  readonly listFiles: boolean;
  readonly stats: boolean;
  readonly exitZero: boolean;
  readonly color?: boolean;
  /** false: `--no-progress` */
  readonly progress: boolean;
  /** false: `--no-plugins` */
  readonly plugins: boolean;
}

/** Builds the command line. `done` takes the exit code of the command that ran. */
export function createProgram(io: Io, done: (code: number) => void): Command {
  const program = new Command("galley")
    .description("Linter and normalizer for content repositories: posts in Markdown or HTML under front matter")
    .version(toolVersion(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });

  program
    .command("lint")
    .description("find what is wrong in posts")
    .argument(
      "[paths...]",
      "files, folders and globs; default: the `files` of the configuration, else every post below .",
    )
    .addOption(repeatable("--format <name[=file]>", "pretty (default), compact or json; with a file: written there"))
    .option("--quiet", "list errors only", false)
    .option("--max-warnings <n>", "exit 1 when there are more warnings", wholeNumber)
    .addOption(repeatable("--rule <id=severity>", "set a rule to off, info, warn or error"))
    .addOption(repeatable("--only <id>", "run these rules alone; `html/*` names a group"))
    .option("--config <file>", "read this configuration")
    .option("--no-config", "read no configuration: built-in defaults alone")
    .option("--no-plugins", "refuse a configuration that runs code")
    .option("--stdin", "lint standard input, as the file named by --stdin-filename", false)
    .option("--stdin-filename <path>", "the path that standard input stands for")
    .option("--files-from <file>", "read paths from a file, or from standard input with -; one a line")
    .option("-0", "with --files-from: paths end with NUL")
    .addOption(repeatable("--ignore-pattern <glob>", "leave these files out"))
    .option("--no-ignore", "lint what .gitignore, .galleyignore and the configuration leave out")
    .option("--no-error-on-unmatched", "a path that matches no file is no error")
    .option("--list-files", "print the files that would be linted, and stop", false)
    .option("--stats", "show counts and times of rules, and the slowest files", false)
    .option("--exit-zero", "exit 0 whatever is found", false)
    .option("--color", "colour the output")
    .option("--no-color", "do not colour the output")
    .option("--no-progress", "show no progress bar")
    .action(async (paths: readonly string[], options: LintOptions) => {
      const { lintCommand } = await import("./lint-command.js");
      done(await lintCommand(paths, options, io));
    });

  program
    .command("rules")
    .description("list the rules, or explain one: why, options, examples")
    .argument("[id]", "the rule to explain")
    .addOption(new Option("--format <name>", "pretty or json").choices(["pretty", "json"]).default("pretty"))
    .action(async (id: string | undefined, options: { readonly format: "pretty" | "json" }) => {
      const { rulesCommand } = await import("./rules-command.js");
      done(rulesCommand(id, options, io));
    });

  program
    .command("init")
    .description("write a galley.config.yaml for this repository")
    .option("--force", "replace the one that is there", false)
    .action(async (options: { readonly force: boolean }) => {
      const { initCommand } = await import("./init-command.js");
      done(await initCommand(options, io));
    });

  program
    .command("config")
    .description("show the configuration of a file, and where each setting comes from")
    .argument("<file>", "any path; the file need not exist")
    .option("--config <file>", "read this configuration")
    .option("--no-config", "read no configuration: built-in defaults alone")
    .option("--no-plugins", "refuse a configuration that runs code")
    .addOption(new Option("--format <name>", "pretty or json").choices(["pretty", "json"]).default("pretty"))
    .action(async (file: string, options: ConfigOptions) => {
      const { configCommand } = await import("./config-command.js");
      done(await configCommand(file, options, io));
    });

  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

export interface ConfigOptions {
  readonly config?: string | false;
  readonly plugins: boolean;
  readonly format: "pretty" | "json";
}

/** Each use takes one value: a variadic option would swallow the paths behind it. */
function repeatable(flags: string, description: string): Option {
  return new Option(flags, description)
    .default([], "none")
    .argParser((value: string, previous: readonly string[]) => [...previous, value]);
}

/** A gate that read a typo as "no limit" would be open. */
function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError("It must be a whole number, 0 or more.");
  return Number(value);
}
