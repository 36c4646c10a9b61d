import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";

const mark = `${sep}node_modules${sep}`;

/** The licenses of the packages that modules come from: who passes their code on passes these on with it. */
export function licenses(modules: Iterable<string>): string {
  const folders = new Set<string>();
  for (const id of modules) {
    const at = id.lastIndexOf(mark);
    if (at === -1) continue;
    const [scope = "", name = ""] = id.slice(at + mark.length).split(sep);
    folders.add(join(id.slice(0, at), "node_modules", scope.startsWith("@") ? join(scope, name) : scope));
  }
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file));
    const text = files.map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n");
    return `${name} ${version} (${license})\n\n${text}`.trim();
  });
  return `${texts.join(`\n\n${"-".repeat(80)}\n\n`)}\n`;
}
