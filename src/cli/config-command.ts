import { relative, resolve } from "node:path";
import { rules } from "../../rules/index.js";
import { loadConfig } from "../config/load.js";
import { createResolver, type ResolvedRule } from "../config/resolve.js";
import { inks, severityWord } from "../report/ink.js";
import { safeJson, visible } from "../report/visible.js";
import { wantsColor } from "./color.js";
import type { Io } from "./io.js";
import type { ConfigOptions } from "./program.js";

/** `galley config FILE`: every setting of a file, and where it comes from. */
export async function configCommand(file: string, options: ConfigOptions, io: Io): Promise<number> {
  const absolute = resolve(io.cwd, file);
  const loaded = await loadConfig({
    cwd: io.cwd,
    rules,
    file: typeof options.config === "string" ? options.config : undefined,
    noConfig: options.config === false,
    noPlugins: !options.plugins,
    folders: [resolve(absolute, "..")],
  });
  const config = createResolver(loaded)(relative(loaded.base, absolute).replaceAll("\\", "/"));
  const all = [...config.rules, ...config.off].sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
  const schema = config.schema.value;
  const settings: readonly (readonly [string, string, string])[] = [
    ["generator", config.generator.value.name ?? "none known", config.generator.from],
    ["timezone", config.timezone.value, config.timezone.from],
    ["root", config.root.value ?? config.generator.value.publicFolders.join(", "), config.root.from],
    [
      "schema",
      schema === undefined ? "none" : schema.kind === "shipped" ? schema.name : relative(io.cwd, schema.path),
      config.schema.from,
    ],
  ];
  if (options.format === "json") {
    const ruleJson = ({ rule, severity, options: values, from, optionsFrom }: ResolvedRule) => [
      rule.id,
      { severity, from, options: values, optionsFrom },
    ];
    io.stdout.write(
      `${safeJson(
        JSON.stringify(
          {
            file,
            configuration: loaded.file === undefined ? null : relative(io.cwd, loaded.file),
            ...Object.fromEntries(settings.map(([name, value, from]) => [name, { value, from }])),
            rules: Object.fromEntries(all.map(ruleJson)),
          },
          undefined,
          2,
        ),
      )}\n`,
    );
    return 0;
  }
  const ink = inks(wantsColor(undefined, io.env, io.stdout));
  const lines = [
    ink.bold(visible(file)),
    `  configuration  ${loaded.file === undefined ? "none: built-in defaults" : visible(relative(io.cwd, loaded.file) || loaded.file)}`,
    ...settings.map(([name, value, from]) => `  ${name.padEnd(13)}  ${visible(value)}  ${ink.dim(visible(from))}`),
    "",
    ink.bold("rules"),
  ];
  const width = Math.max(...all.map(({ rule }) => rule.id.length));
  for (const { rule, severity, options: values, from, optionsFrom } of all) {
    lines.push(`  ${rule.id.padEnd(width)}  ${severityWord(ink, severity)}  ${ink.dim(visible(from))}`);
    if (optionsFrom !== "default" && severity !== "off") {
      lines.push(ink.dim(`    ${visible(JSON.stringify(values))}  ${visible(optionsFrom)}`));
    }
  }
  io.stdout.write(`${lines.join("\n")}\n`);
  return 0;
}
