/** A fence that nothing in `text` can close. */
export function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.replace(/\n$/, "")}\n${fence}`;
}

/** The same text with control and format characters written out: `\u{200b}`. */
export function spelledOut(text: string): string {
  return text.replace(
    /[^\P{C}\n\t]|[\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/** A table in GitHub's dialect. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

const SECTION = /^<!-- generated: (.+?) -->\n[\s\S]*?^<!-- end of generated -->$/gm;

/**
 * Fills the sections of a page that are generated: those between `<!-- generated: NAME -->` and
 * `<!-- end of generated -->`, each on a line of its own.
 */
export async function fillSections(page: string, content: (name: string) => Promise<string>): Promise<string> {
  let filled = "";
  let done = 0;
  for (const match of page.matchAll(SECTION)) {
    const name = match[1] ?? "";
    filled += page.slice(done, match.index);
    filled += `<!-- generated: ${name} -->\n\n${await content(name)}\n\n<!-- end of generated -->`;
    done = match.index + match[0].length;
  }
  return filled + page.slice(done);
}
