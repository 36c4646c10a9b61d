import { basename, dirname, join } from "node:path";
import { rules } from "../../rules/index.js";
import { findConfig, loadConfig } from "../config/load.js";
import { UserError } from "../errors.js";
import { contains } from "../files/paths.js";
import { writeReport } from "../files/write-report.js";
import type { GeneratorName } from "../source/generators.js";
import type { Io } from "./io.js";
import type { InitOptions } from "./program.js";

const FILE = "galley.config.yaml";

/** `galley init`: writes a configuration that says what galley would do without one, ready to be changed. */
export async function initCommand(paths: readonly string[], options: InitOptions, io: Io): Promise<number> {
  if (options.hook) {
    const { installHook } = await import("./hook.js");
    return installHook(options.force, io);
  }
  if (options.update && options.force) throw new UserError("--update and --force exclude each other");
  if (options.infer) {
    const { inferCommand } = await import("./infer-command.js");
    return inferCommand(paths, options, io);
  }
  const needed = options.update ? "--update" : options.format === "json" ? "--format json" : paths[0];
  if (needed !== undefined)
    throw new UserError(`\`${needed}\` needs --infer`, "`galley init --infer` reads the posts.");
  const path = join(io.cwd, FILE);
  const present = findConfig(io.cwd);
  if (present !== undefined && dirname(present) === io.cwd) {
    const name = basename(present);
    // Two configurations in one folder are an error of every later run.
    if (name !== FILE) throw new UserError(`This folder has a configuration already: \`${name}\``, "Change that one.");
    if (!options.force) throw new UserError(`${FILE} exists already`, "`galley init --force` replaces it.");
  }
  const { base, detected, timezones = [] } = await loadConfig({ cwd: io.cwd, rules, noConfig: true });
  // The site in this folder or below it; else the nearest one that this folder is part of.
  const places = detected.map((detection) => ({ detection, folder: join(base, detection.folder) }));
  const shown = (
    places.find(({ folder }) => contains(io.cwd, folder)) ?? places.findLast(({ folder }) => contains(folder, io.cwd))
  )?.detection;
  const site = timezones.find(({ generator, folder }) => generator === shown?.generator && folder === shown.folder);
  writeReport(path, [configText(shown?.generator, site?.value)]);
  const found =
    shown === undefined ? "No generator was recognised." : `This is a ${shown.generator} site (${shown.reason}).`;
  io.stdout.write(`Wrote ${FILE}. ${found}\n`);
  io.stdout.write("Next: `galley lint`, and `galley rules` for what it looks at.\n");
  return 0;
}

function configText(generator: GeneratorName | undefined, timezone: string | undefined): string {
  const presets = generator === undefined ? "recommended" : `recommended, ${generator}`;
  return `# What galley checks here. \`galley config FILE\` shows the settings of one file, \`galley rules\` all rules.
extends: [${presets}]

# The zone of dates that name none.
timezone: ${timezone ?? "UTC"}

# Globs of files to leave out, besides those of .gitignore and .galleyignore.
ignore: []

# A rule is off, info, warn or error; with options: [warn, { allow: [text-align] }]
rules: {}
`;
}
