import type { Prose } from "./prose.js";

type Fault = (lines: Map<string, string>, prose: Prose) => void;

/** What goes wrong with single keys. */
const FAULTS: readonly Fault[] = [
  (lines) => lines.set("date", "Invalid Date"),
  (lines, { random }) => lines.set("date", `2024-02-${30 + random.below(2)} 09:00:00`),
  (lines, { random }) =>
    lines.set("date", random.pick(["2023-13-05", "yesterday", "0000-00-00 00:00:00", "1710000000"])),
  (lines, { title }) => lines.set("title", `${title()}: ${title()}`),
  (lines) => lines.set("title", "undefined"),
  (lines, { title }) => lines.set("descripton", title()),
  (lines) => lines.set("comments", "no"),
  (lines, { random }) => lines.set("headimg", `'https://picsum.photos/400/300?random=${random.below(9999)}'`),
  (lines, { random }) => lines.set("thumbnail", `/images/lost-${random.below(99)}.png`),
  (lines) => lines.set("updated", "1999-01-01 00:00:00"),
  (lines, { random }) => lines.set("lang", random.pick(["no", "Off", "12:30"])),
  (lines, { title }) => lines.set("author", `@${title()}`),
  (lines) => lines.set("tags", '["sea", "night"'),
];

/**
 * YAML with its fences, as Hexo reads it. `faults` is how many keys go wrong; every tenth post with faults has its
 * fences or its first lines wrong as well.
 */
export function frontMatter(prose: Prose, faults: number): string {
  const { random, words } = prose;
  const two = (number: number): string => String(number).padStart(2, "0");
  const day = `${2012 + random.below(13)}-${two(1 + random.below(12))}-${two(1 + random.below(28))}`;
  const lines = new Map([
    ["title", random.chance(0.5) ? prose.title() : `'${prose.title().replaceAll("'", "''")} ${random.below(9999)}'`],
    ["date", `${day} ${two(random.below(24))}:${two(random.below(60))}:${two(random.below(60))}`],
    ["categories", `\n - ${random.pick(words.tags)}\n - ${random.pick(words.tags)}`],
    ["tags", `[${random.pick(words.tags)}, ${random.pick(words.tags)}]`],
  ]);
  if (random.chance(0.4)) lines.set("author", random.pick(words.who));
  if (random.chance(0.3)) lines.set("comments", "false");
  if (random.chance(0.3)) lines.set("headimg", `'https://img.example.org/${random.below(1e6)}.jpg'`);
  if (random.chance(0.2)) lines.set("description", `"${prose.sentence()}"`);
  for (let count = 0; count < faults; count++) random.pick(FAULTS)(lines, prose);
  const text = [...lines].map(([key, value]) => `${key}:${value.startsWith("\n") ? "" : " "}${value}\n`).join("");
  const broken = faults > 0 && random.chance(0.1) ? random.below(4) : undefined;
  if (broken === 0) return `\n\n---\n${text}---\n`;
  if (broken === 1) return `---\n${text}----\n`;
  if (broken === 2) return `\ufeff---\n${text}---\n`;
  return broken === 3 ? `--- \n${text}---\n` : `---\n${text}---\n`;
}
