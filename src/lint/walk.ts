import type { Visitor } from "../rule.js";
import { walkTree } from "../source/walk-elements.js";
import type { Document, LintSettings } from "./types.js";

/** Calls a handler of a rule; decides what happens when it throws. */
export type Call = (rule: number, run: () => void) => void;

type ElementHandler = NonNullable<NonNullable<Visitor["element"]>[string]>;

/**
 * Shows one document to all visitors in a single walk. Element handlers are merged by tag name, so that a tag costs its
 * own handlers alone. `visitors[i]` belongs to rule `i`; undefined ones (rules that threw) are passed over.
 */
export function walk(document: Document, visitors: (Visitor | undefined)[], settings: LintSettings, call: Call): void {
  const each = (key: keyof Visitor, run: (visitor: Visitor) => void): void => {
    for (const [index, visitor] of visitors.entries()) {
      if (visitor?.[key] !== undefined) call(index, () => run(visitor));
    }
  };
  const wanted = (...keys: readonly (keyof Visitor)[]): boolean =>
    visitors.some((visitor) => visitor !== undefined && keys.some((key) => visitor[key] !== undefined));

  const { frontMatter } = document;
  if (frontMatter !== undefined) each("frontMatter", (visitor) => visitor.frontMatter?.(frontMatter));
  for (const problem of document.problems) each("problem", (visitor) => visitor.problem?.(problem));
  if (wanted("schemaFault") && frontMatter?.data !== undefined) {
    for (const fault of settings.validate?.(frontMatter) ?? [])
      each("schemaFault", (visitor) => visitor.schemaFault?.(fault));
  }
  each("source", (visitor) => visitor.source?.(document.source, document.body.range));
  each("image", (visitor) => {
    for (const reference of document.imagesOf(visitor.imageKeys ?? [])) visitor.image?.(reference);
  });
  each("markup", (visitor) => visitor.markup?.(document.markup));
  if (wanted("element", "comment", "text")) walkMarkup(document, visitors, call);
  if (wanted("image", "link")) {
    for (const reference of document.references) {
      each(reference.kind, (visitor) => visitor[reference.kind]?.(reference));
    }
  }
  each("end", (visitor) => visitor.end?.());
}

function walkMarkup(document: Document, visitors: (Visitor | undefined)[], call: Call): void {
  const { text } = document.source;
  const byTag = new Map<string, { readonly rule: number; readonly handle: ElementHandler }[]>();
  const comments: { readonly rule: number; readonly handle: NonNullable<Visitor["comment"]> }[] = [];
  const texts: { readonly rule: number; readonly handle: NonNullable<Visitor["text"]> }[] = [];
  for (const [rule, visitor] of visitors.entries()) {
    for (const [tag, handle] of Object.entries(visitor?.element ?? {})) {
      const handlers = byTag.get(tag);
      if (handlers === undefined) byTag.set(tag, [{ rule, handle }]);
      else handlers.push({ rule, handle });
    }
    if (visitor?.comment !== undefined) comments.push({ rule, handle: visitor.comment.bind(visitor) });
    if (visitor?.text !== undefined) texts.push({ rule, handle: visitor.text.bind(visitor) });
  }
  const everyTag = byTag.get("*") ?? [];
  for (const node of walkTree(document.markup.html)) {
    if (node.type === "element") {
      const { element, range, ancestors } = node;
      for (const { rule, handle } of everyTag) call(rule, () => handle(element, range, ancestors));
      const handlers = byTag.get(element.tagName);
      if (handlers === undefined) continue;
      for (const { rule, handle } of handlers) call(rule, () => handle(element, range, ancestors));
    } else if (node.type === "comment") {
      const { comment, range } = node;
      // parse5 also makes comments of `<?`, `</2`, `<!x` and of an unclosed `<!--`.
      if (!isComment(text, range.start, range.end)) continue;
      for (const { rule, handle } of comments) call(rule, () => handle(comment, range));
    } else {
      const { text: textNode, range } = node;
      if (range.end <= document.body.range.start) continue;
      for (const { rule, handle } of texts) call(rule, () => handle(textNode, range));
    }
  }
}

function isComment(text: string, start: number, end: number): boolean {
  return end - start >= 7 && text.startsWith("<!--", start) && text.startsWith("-->", end - 3);
}
