import markdownIt, { type MarkdownIt, type StateInline } from "markdown-it";
import type { MarkdownDialect } from "./generators.js";

/** Spans of one inline content, in offsets of that content. */
export interface InlineSpan {
  readonly kind: "html" | "code" | "image" | "link";
  readonly start: number;
  readonly end: number;
  readonly url?: { readonly text: string; readonly start: number; readonly end: number } | { readonly label: string };
}

interface Definition {
  readonly firstLine: number;
  readonly lastLine: number;
}

/** What the parser notes beside its tokens; handed to it as its environment. */
export interface Environment {
  readonly spans: Map<unknown, InlineSpan[]>;
  readonly definitions: Map<string, Definition>;
}

function environmentOf(state: { readonly env: unknown }): Environment {
  return state.env as Environment;
}

/** Blocks nested deeper are read as text: markdown-it recurses once a level. */
const DEEPEST_BLOCKS = 100;

const parsers = new Map<string, MarkdownIt>();

/** A parser for a dialect, which notes where spans and definitions stand. Its rules are settled once. */
export function parserFor(dialect: MarkdownDialect): MarkdownIt {
  const key = `${dialect.flavour} ${dialect.indentedCode}`;
  let parser = parsers.get(key);
  if (parser === undefined) {
    parser = markdownIt("commonmark", { html: dialect.flavour !== "mdx", maxNesting: DEEPEST_BLOCKS });
    // Whether an address is a good one is for rules to say; CommonMark takes any.
    parser.validateLink = () => true;
    if (!dialect.indentedCode) parser.disable("code");
    if (dialect.flavour === "mdx") parser.disable(["html_block", "html_inline", "autolink"]);
    recordSpans(parser);
    parsers.set(key, parser);
  }
  return parser;
}

/** markdown-it's inline tokens have no positions: every rule that matters is wrapped by one that notes them. */
function recordSpans(parser: MarkdownIt): void {
  const kinds = { html_inline: "html", backticks: "code", image: "image", link: "link", autolink: "link" } as const;
  for (const [name, kind] of Object.entries(kinds)) {
    const rule = findRule(parser.inline.ruler, name);
    parser.inline.ruler.at(name, (state: StateInline, silent: boolean) => {
      const start = state.pos;
      const tokens = state.tokens.length;
      if (!rule(state, silent)) return false;
      const spans = environmentOf(state).spans.get(state.tokens);
      if (silent || spans === undefined) return true;
      // A run of backticks without its twin is text, though the rule takes it.
      if (kind === "code" && state.tokens.length === tokens) return true;
      const span = { kind, start, end: state.pos };
      if (name === "autolink") {
        const text = state.src.slice(start + 1, state.pos - 1);
        // An address of mail stands there without its scheme.
        if (text.includes(":")) spans.push({ ...span, url: { text, start: start + 1, end: state.pos - 1 } });
        return true;
      }
      spans.push(kind === "image" || kind === "link" ? { ...span, url: destination(state, span) } : span);
      return true;
    });
  }
  parser.core.ruler.before("inline", "note_inline_tokens", (state) => {
    const { spans } = environmentOf(state);
    for (const token of state.tokens) if (token.type === "inline") spans.set(token.children, []);
  });
  const reference = findRule(parser.block.ruler, "reference");
  parser.block.ruler.at("reference", (state, startLine, endLine, silent) => {
    if (!reference(state, startLine, endLine, silent)) return false;
    if (silent) return true;
    const label = LABEL.exec(state.getLines(startLine, state.line, state.blkIndent, false))?.[1];
    const { definitions } = environmentOf(state);
    const key = state.md.utils.normalizeReference(label ?? "");
    if (!definitions.has(key)) definitions.set(key, { firstLine: startLine, lastLine: state.line });
    return true;
  });
}

/** The label of a link reference definition, brackets inside it escaped. */
const LABEL = /^\s*\[((?:\\[\s\S]|[^\\\]])*)\]:/;

/** The ruler's own lookup is private in name alone; without it a rule could not be wrapped. */
function findRule<F>(ruler: { getRules(chainName: string): F[] }, name: string): F {
  const { __rules__: rules } = ruler as unknown as { readonly __rules__: readonly { name: string; fn: F }[] };
  const found = rules.find((rule) => rule.name === name);
  if (found === undefined) throw new Error(`markdown-it has no rule ${name}`);
  return found.fn;
}

/** Where the destination of the image or link that ends at `state.pos` stands, or the label it refers to. */
function destination(
  state: StateInline,
  span: { kind: string; start: number; end: number },
): NonNullable<InlineSpan["url"]> {
  const { helpers } = state.md;
  const open = span.kind === "image" ? span.start + 1 : span.start;
  const close = helpers.parseLinkLabel(state, open, span.kind === "link");
  if (state.src[close + 1] === "(" && span.end > close + 1) {
    let at = close + 2;
    while (/[ \n\t]/.test(state.src.charAt(at))) at++;
    const parsed = helpers.parseLinkDestination(state.src, at, span.end);
    if (state.src[span.end - 1] === ")") {
      if (!parsed.ok) return { text: "", start: at, end: at };
      const angle = state.src[at] === "<" ? 1 : 0;
      return { text: parsed.str, start: at + angle, end: parsed.pos - angle };
    }
  }
  const own = state.src.slice(open + 1, close);
  const explicit = state.src[close + 1] === "[" ? state.src.slice(close + 2, span.end - 1) : "";
  return { label: state.md.utils.normalizeReference(explicit === "" ? own : explicit) };
}
