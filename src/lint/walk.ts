import type { Visitor } from "../rule.js";
import { isComment, treeCursor } from "../source/walk-elements.js";
import type { Runner, Subscriber } from "./runner.js";
import type { Document, LintSettings } from "./types.js";

/** Shows one document to all visitors in a single walk, event by event, each time in their order. */
export function walk(
  document: Document,
  visitors: readonly Subscriber[],
  settings: LintSettings,
  { run }: Runner,
): void {
  const { frontMatter, body } = document;
  const images: Subscriber[] = [];
  const links: Subscriber[] = [];
  let entersMarkup = false;
  for (const subscriber of visitors) {
    const { index, visitor } = subscriber;
    if (visitor.image !== undefined) images.push(subscriber);
    if (visitor.link !== undefined) links.push(subscriber);
    entersMarkup ||= visitor.element !== undefined || visitor.comment !== undefined || visitor.text !== undefined;
    if (frontMatter !== undefined && visitor.frontMatter !== undefined) {
      run(index, visitor.frontMatter, visitor, frontMatter, undefined, undefined);
    }
  }
  for (const problem of document.problems) {
    for (const { index, visitor } of visitors) {
      if (visitor.problem !== undefined) run(index, visitor.problem, visitor, problem, undefined, undefined);
    }
  }
  showFaults(document, visitors, settings, run);
  for (const { index, visitor } of visitors) {
    if (visitor.source !== undefined) run(index, visitor.source, visitor, document.source, body.range, undefined);
  }
  for (const { index, visitor } of images) {
    for (const reference of document.imagesOf(visitor.imageKeys ?? [])) {
      if (visitor.image !== undefined) run(index, visitor.image, visitor, reference, undefined, undefined);
    }
  }
  for (const { index, visitor } of visitors) {
    if (visitor.markup !== undefined) run(index, visitor.markup, visitor, document.markup, undefined, undefined);
  }
  if (entersMarkup) walkMarkup(document, visitors, run);
  if (images.length + links.length > 0) {
    for (const reference of document.references) {
      if (reference.kind === "image") {
        for (const { index, visitor } of images) {
          if (visitor.image !== undefined) run(index, visitor.image, visitor, reference, undefined, undefined);
        }
      } else {
        for (const { index, visitor } of links) {
          if (visitor.link !== undefined) run(index, visitor.link, visitor, reference, undefined, undefined);
        }
      }
    }
  }
  for (const { index, visitor } of visitors) {
    if (visitor.end !== undefined) run(index, visitor.end, visitor, undefined, undefined, undefined);
  }
}

/** Departures of the front matter from its schema: checked when a rule asks for them alone. */
function showFaults(
  { frontMatter }: Document,
  visitors: readonly Subscriber[],
  settings: LintSettings,
  run: Runner["run"],
): void {
  if (frontMatter?.data === undefined || !visitors.some(({ visitor }) => visitor.schemaFault !== undefined)) return;
  for (const fault of settings.validate?.(frontMatter) ?? []) {
    for (const { index, visitor } of visitors) {
      if (visitor.schemaFault !== undefined) run(index, visitor.schemaFault, visitor, fault, undefined, undefined);
    }
  }
}

type ElementHandler = NonNullable<NonNullable<Visitor["element"]>[string]>;
type CommentHandler = NonNullable<Visitor["comment"]>;
type TextHandler = NonNullable<Visitor["text"]>;

interface Listener<H> extends Subscriber {
  readonly handle: H;
}

/** Element handlers are merged by tag name, so that a tag costs its own handlers alone. */
function walkMarkup(document: Document, visitors: readonly Subscriber[], run: Runner["run"]): void {
  const { source, body } = document;
  const byTag = new Map<string, Listener<ElementHandler>[]>();
  const comments: Listener<CommentHandler>[] = [];
  const texts: Listener<TextHandler>[] = [];
  for (const { index, visitor } of visitors) {
    if (visitor.comment !== undefined) comments.push({ index, visitor, handle: visitor.comment });
    if (visitor.text !== undefined) texts.push({ index, visitor, handle: visitor.text });
    if (visitor.element === undefined) continue;
    for (const [tag, handle] of Object.entries(visitor.element)) {
      const listeners = byTag.get(tag);
      if (listeners === undefined) byTag.set(tag, [{ index, visitor, handle }]);
      else listeners.push({ index, visitor, handle });
    }
  }
  const everyTag = byTag.get("*") ?? [];
  const cursor = treeCursor(document.markup.html);
  const { ancestors } = cursor;
  while (cursor.next()) {
    const { node, start, end } = cursor;
    if (node.type === "element") {
      const own = byTag.get(node.tagName);
      if (everyTag.length === 0 && own === undefined) continue;
      const range = { start, end };
      for (const { index, handle } of everyTag) run(index, handle, undefined, node, range, ancestors);
      if (own === undefined) continue;
      for (const { index, handle } of own) run(index, handle, undefined, node, range, ancestors);
    } else if (node.type === "comment") {
      if (comments.length === 0) continue;
      const range = { start, end };
      if (!isComment(source.text, range)) continue;
      for (const { index, visitor, handle } of comments) run(index, handle, visitor, node, range, undefined);
    } else {
      if (texts.length === 0 || end <= body.range.start) continue;
      const range = { start, end };
      for (const { index, visitor, handle } of texts) run(index, handle, visitor, node, range, undefined);
    }
  }
}
