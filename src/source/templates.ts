import type { Range } from "../edit.js";
import type { TemplateSyntax } from "./generators.js";

/** What template engines take for themselves in a text. */
export interface TemplateSpans {
  /** Tags, expressions and comments, in source order, not overlapping. */
  readonly templates: readonly Range[];
  /** The inside of template blocks that hold code (`{% highlight %}` … `{% endhighlight %}`). */
  readonly code: readonly Range[];
}

const EXPRESSIONS: readonly TemplateSyntax[] = ["liquid", "nunjucks", "hexo", "go", "vue"];
const TAGS: readonly TemplateSyntax[] = ["liquid", "nunjucks", "hexo"];

/** Block tags whose content is shown as code or kept for another place (`{% set x %}` … `{% endset %}`), and those whose content is dropped. */
const CODE_BLOCKS = new Set(["highlight", "codeblock", "code", "prism", "set"]);
const COMMENT_BLOCKS = new Set(["comment"]);

/** No template tag of a post is longer; bounds the search behind every opener. */
const LONGEST_TAG = 4000;
const BLANK_LINE = /\r?\n[ \t]*\r?\n/;

/** Finds template code in `text` from `start` to `end`. Linear. */
export function findTemplates(
  text: string,
  start: number,
  end: number,
  syntaxes: readonly TemplateSyntax[],
): TemplateSpans {
  const expressions = syntaxes.some((syntax) => EXPRESSIONS.includes(syntax));
  const tags = syntaxes.some((syntax) => TAGS.includes(syntax));
  const comments = syntaxes.includes("nunjucks") || syntaxes.includes("hexo");
  const go = syntaxes.includes("go");
  const erb = syntaxes.includes("erb");
  const templates: Range[] = [];
  const code: Range[] = [];
  const missing = new Set<string>();
  const next = nextOf(text);
  if (!expressions && !erb) return { templates, code };
  // Most posts hold no template code: two searches know it sooner than a pattern does.
  const first = Math.min(firstOf(text, "{", start), erb ? firstOf(text, "<%", start) : end);
  if (first >= end) return { templates, code };
  const opener = /\{\{|\{%|\{#(?=[\s-])|<%/g;
  opener.lastIndex = first;
  for (let match = opener.exec(text); match !== null && match.index < end; match = opener.exec(text)) {
    const at = match.index;
    let closer: string | undefined;
    if (match[0] === "{{" && expressions) closer = go && text.startsWith("{{/*", at) ? "*/}}" : "}}";
    else if (match[0] === "{%" && tags) closer = "%}";
    else if (match[0] === "{#" && comments) closer = "#}";
    else if (match[0] === "<%" && erb) closer = "%>";
    if (closer === undefined) continue;
    let close = findCloser(text, at + 2, end, closer, next);
    if (close === undefined) continue;
    if (closer === "}}" && text[close] === "}") close++;
    const block = blockName(text.slice(at, close));
    const blockEnd = block === undefined || missing.has(block.end) ? undefined : findBlockEnd(text, close, end, block);
    if (block !== undefined && blockEnd === undefined) missing.add(block.end);
    if (block === undefined || blockEnd === undefined) {
      templates.push({ start: at, end: close });
    } else if (block.holds === "comment") {
      templates.push({ start: at, end: blockEnd.end });
      close = blockEnd.end;
    } else {
      templates.push({ start: at, end: close }, blockEnd);
      code.push({ start: close, end: blockEnd.start });
      close = blockEnd.end;
    }
    opener.lastIndex = close;
  }
  return { templates, code };
}

function firstOf(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found === -1 ? Number.POSITIVE_INFINITY : found;
}

type NextOf = (what: string, from: number) => number;

/** Where a piece of text comes next; infinity when it does not. Each place is looked for once, however often it is asked for. */
function nextOf(text: string): NextOf {
  const known = new Map<string, number>();
  return (what, from) => {
    let at = known.get(what);
    if (at === undefined || at < from) {
      at = firstOf(text, what, from);
      known.set(what, at);
    }
    return at;
  };
}

function findCloser(text: string, from: number, end: number, closer: string, next: NextOf): number | undefined {
  const at = next(closer, from);
  if (at + closer.length > Math.min(end, from + LONGEST_TAG)) return undefined;
  // A template tag does not run over a blank line; two stray braces pages apart are no tag.
  if (closer !== "*/}}" && closer !== "#}" && BLANK_LINE.test(text.slice(from, at))) return undefined;
  return at + closer.length;
}

interface Block {
  readonly name: string;
  readonly end: string;
  readonly holds: "code" | "comment";
}

function blockName(tag: string): Block | undefined {
  const match = /^\{(?:%-?|\{[<%])\s*([a-z_]+)/.exec(tag);
  const name = match?.[1];
  if (name === undefined) return undefined;
  const holds = CODE_BLOCKS.has(name) ? "code" : COMMENT_BLOCKS.has(name) ? "comment" : undefined;
  // `{% set x = 1 %}` has no end.
  if (holds === undefined || (name === "set" && tag.includes("="))) return undefined;
  return { name, end: tag.startsWith("{{") ? `/${name}` : `end${name}`, holds };
}

function findBlockEnd(text: string, from: number, end: number, block: Block): Range | undefined {
  const pattern = new RegExp(`\\{(?:%-?|\\{[<%])\\s*${block.end}\\s*(?:-?%|[>%]\\})\\}`, "g");
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match === null || match.index >= end ? undefined : { start: match.index, end: match.index + match[0].length };
}
