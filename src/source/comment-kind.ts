/**
 * What a comment is for. `markup`: HTML or Markdown that somebody switched off. `note`: prose. All others have work to
 * do and are left alone by rules about comments in general: `mark` (excerpt and table of contents), `conditional` (old
 * Internet Explorer), `block-editor` (`wp:` and clipboard marks), `omitted` (a renderer dropped HTML here), `directive`
 * (of a tool, or the edge of a generated section), `licence`, `include` (server side), `separator` (empty, or named so).
 */
export type CommentKind =
  | "mark"
  | "conditional"
  | "block-editor"
  | "omitted"
  | "directive"
  | "licence"
  | "include"
  | "separator"
  | "markup"
  | "note";

/** Tried in order on the trimmed text. */
const PATTERNS: readonly (readonly [CommentKind, RegExp])[] = [
  ["separator", /^$/],
  ["separator", /^(?:(?:markdown|list|block)[\s_-]+){0,2}separator$/i],
  [
    "mark",
    /^(?:more|truncate|cut|excerpt|end[\s_-]?excerpt|excerpt[\s_-]?end|read[\s_-]?more|nextpage|noteaser|(?:no[\s_-]?|omit (?:in|from) )?toc(?:stop|begin|end)?)$/i,
  ],
  ["conditional", /^(?:\[if\s|<!\[endif\]|\[endif\])/i],
  ["block-editor", /^(?:\/?wp:|(?:Start|End)Fragment$)/],
  ["omitted", /^raw HTML omitted$/i],
  [
    "directive",
    /^(?:prettier|markdownlint|vale|eslint|stylelint|textlint|cspell|spell-?checker|codespell|rumdl|html-validate|htmlhint|htmllint|galley|biome|dprint|deno-fmt|doctoc|proselint|alex|ltex|typos|lychee|markdown-link-check|all-contributors|remark|lint)(?:$|[\s:-])/i,
  ],
  ["directive", /^(?:#(?:end)?region\b|(?:START|END|BEGIN)(?![a-z])|(?:start|end|begin)[:_-]\S)/],
  ["directive", /^[\w .:/#-]{1,80}[\s:_-](?:start|begin|end)$/i],
  ["directive", /^[\w-]+=[\w-]+$/],
  ["licence", /^(?:!(?!\[)|@(?:licen[cs]e|preserve|copyright)|SPDX-|Copyright\b|©)/i],
  ["include", /^#\s?(?:include|exec|echo|set|if|elif|else|endif|config|flastmod|fsize|printenv)\b/],
];

/** `<tag …>`, `</tag>`, the same behind the bracket of a Markdown link, or a Markdown image. */
const MARKUP_START = /^(?:\[?<\/?[A-Za-z][A-Za-z0-9:-]*(?=\s|\/?>)|!\[)/;
/** A tag whose brackets the comment's own dashes replace: `<!-- div class="x"> … </div -->`. */
const TOGGLE_START = /^([A-Za-z][A-Za-z0-9-]*)(?:\s+[\w:@.-]+\s*=|\s*>)/;
/** What follows the last `](` of a Markdown link or image, up to the end. */
const DESTINATION_END = /^\S*(?:\s+["'][^\n]*)?\)$/;
const TOGGLE_END = /<\/([A-Za-z][A-Za-z0-9-]*)\s*>?$/;

/** Judges the text between `<!--` and `-->`. */
export function commentKind(content: string): CommentKind {
  if (last.content !== content) last = { content, kind: judge(content.trim()) };
  return last.kind;
}

/** Of the comment asked about last: several rules ask. */
let last: { readonly content: string; readonly kind: CommentKind } = { content: "", kind: "separator" };

function judge(text: string): CommentKind {
  for (const [kind, pattern] of PATTERNS) if (pattern.test(text)) return kind;
  return isMarkup(text) ? "markup" : "note";
}

/** Markup from the first to the last character: prose that mentions a tag is none. */
function isMarkup(text: string): boolean {
  const end = TOGGLE_END.exec(text);
  if (MARKUP_START.test(text)) {
    const destination = text.lastIndexOf("](");
    return (
      text.endsWith(">") || end !== null || (destination !== -1 && DESTINATION_END.test(text.slice(destination + 2)))
    );
  }
  const toggle = TOGGLE_START.exec(text);
  return toggle !== null && end !== null && toggle[1]?.toLowerCase() === end[1]?.toLowerCase();
}

/** Whether a comment's text begins with one of the texts that a project keeps, in any case. */
export function isKeptComment(content: string, keep: readonly string[]): boolean {
  const text = content.trim().toLowerCase();
  return keep.some((start) => start !== "" && text.startsWith(start.trim().toLowerCase()));
}

/** Whether a comment holds template code (`{{`, `{%`, `<%`), which a generator runs inside comments as well. */
export function holdsTemplateCode(content: string): boolean {
  return /\{[{%]|<%/.test(content);
}
