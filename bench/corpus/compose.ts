import type { Block, Inline } from "./blocks.js";
import { imageName } from "./images.js";
import type { Prose } from "./prose.js";

/** The next block of a post that is written as it should be. */
export function cleanBlock(prose: Prose): Block {
  const { random } = prose;
  const draw = random.next();
  if (draw < 0.62) return { kind: "paragraph", content: prose.rich(2 + random.below(4)) };
  if (draw < 0.72) return { kind: "heading", level: 2 + random.below(2), text: prose.title() };
  if (draw < 0.79) return { kind: "list", ordered: random.chance(0.4), items: items(prose) };
  if (draw < 0.84) return { kind: "quote", content: prose.rich(1 + random.below(2)) };
  if (draw < 0.91) return code(prose);
  if (draw < 0.94) return { kind: "table", rows: rows(prose) };
  if (draw < 0.98) return image(prose);
  return draw < 0.99 ? { kind: "raw", html: figure(prose) } : template(prose);
}

function items(prose: Prose): readonly (readonly Inline[])[] {
  return Array.from({ length: 2 + prose.random.below(5) }, () =>
    prose.random.chance(0.6) ? [prose.phrase()] : prose.rich(1),
  );
}

function rows(prose: Prose): readonly (readonly string[])[] {
  const columns = 2 + prose.random.below(3);
  return Array.from({ length: 3 + prose.random.below(6) }, () => Array.from({ length: columns }, prose.phrase));
}

function image({ random, phrase }: Prose): Block {
  const src = random.chance(0.4) ? `/images/${imageName(random)}` : `https://img.example.org/${random.below(1e6)}.jpg`;
  return { kind: "image", alt: phrase(), src };
}

function figure(prose: Prose): string {
  const src = `/images/${imageName(prose.random)}`;
  return `<figure>\n  <img src="${src}" alt="${prose.phrase()}">\n  <figcaption>${prose.sentence()}</figcaption>\n</figure>`;
}

function template({ random, title }: Prose): Block {
  return { kind: "template", text: random.chance(0.5) ? `{% asset_img pier.png ${title()} %}` : "<!-- more -->" };
}

type Listing = readonly [language: string, line: (name: string, value: number) => string];

const LISTINGS: readonly Listing[] = [
  ["js", (name, value) => `const ${name} = await read("${name}.json", { limit: ${value} }); // a < b && c > d`],
  ["ts", (name, value) => `export function ${name}<T>(list: readonly T[]): T | undefined { return list[${value}]; }`],
  ["html", (name, value) => `<div class="${name}"><a href="/${name}/${value}">${name}</a></div>`],
  ["yaml", (name, value) => `${name}: { depth: ${value}, unit: metres }`],
  ["sh", (name, value) => `tide --station ${name} --hours ${value} | sort > ${name}.txt`],
  ["python", (name, value) => `${name} = [wave for wave in range(${value}) if wave % 2 == 0]`],
  ["css", (name, value) => `.${name} > p { margin: ${value}px auto; }`],
];

function code({ random }: Prose): Block {
  const [language, line] = random.pick(LISTINGS);
  const name = (): string => random.pick(["depth", "mooring", "signal", "pilot", "ledger", "lantern"]);
  const lines = Array.from({ length: 2 + random.below(9) }, () => line(name(), random.below(500)));
  return { kind: "code", language, text: lines.join("\n") };
}
