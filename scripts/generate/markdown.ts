import stringWidth from "string-width";

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

/** A table in GitHub's dialect, its columns padded as the formatter pads them. */
export function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const rows = [head, ...body].map((row) => row.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")));
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => stringWidth(row[column] ?? ""))));
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => pad(cells[column] ?? "", width)).join(" | ")} |`;
  const [first = [], ...rest] = rows;
  return [line(first), line(widths.map((width) => "-".repeat(width))), ...rest.map(line)].join("\n");
}

function pad(text: string, width: number): string {
  return text + " ".repeat(width - stringWidth(text));
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
