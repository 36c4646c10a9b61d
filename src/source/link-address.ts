import type { Reference } from "./references.js";

/**
 * An address written for the place where a reference stands: entities in HTML, escapes in Markdown, quotes left alone in
 * front matter. Undefined where the place cannot hold it.
 */
export function writtenAddress({ from }: Pick<Reference, "from">, before: string, url: string): string | undefined {
  if (/[\s<>"'`\\{}|^]/.test(url)) return undefined;
  if (from === "html") return url.replaceAll("&", /&amp;/.test(before) ? "&amp;" : "&");
  // Brackets in pairs end no address of Markdown; others would.
  if (from === "markdown" && !balanced(url)) return undefined;
  return url;
}

function balanced(url: string): boolean {
  let open = 0;
  for (const character of url) {
    if (character === "(") open++;
    else if (character === ")" && --open < 0) return false;
  }
  return open === 0;
}
