import { generatorPresets } from "../../src/config/generator-presets.js";
import { generatorNames, generatorProfile } from "../../src/source/generators.js";
import { table } from "./markdown.js";

/** The tables of docs/generators.md, from the profiles that galley reads by. */
export function generatorTables(): string {
  const code = (values: readonly string[]): string => values.map((value) => `\`${value}\``).join(" ");
  const content = generatorNames.map((name) => {
    const { files, ignore } = generatorPresets[name];
    return [`\`${name}\``, code(files), code(ignore)];
  });
  const reading = generatorNames.map((name) => {
    const { templates, markdown, publicFolders, frontMatter } = generatorProfile(name);
    const indented = markdown.indentedHtmlIsCode ? "becomes code" : "stays HTML";
    return [
      `\`${name}\``,
      templates.length === 0 ? "none" : code(templates),
      markdown.flavour === "mdx" ? "MDX" : "CommonMark",
      indented,
      frontMatter.parser,
      code(publicFolders),
    ];
  });
  return [
    table(["Preset", "Posts", "Left out"], content),
    table(["Preset", "Templates", "Markdown", "HTML after four spaces", "Front matter by", "Files of `/…`"], reading),
  ].join("\n\n");
}
