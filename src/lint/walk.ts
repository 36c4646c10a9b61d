import type { Visitor } from "../rule.js";
import { isHolder, noteHolders, type PlacedHolder } from "../source/collect-references.js";
import { treeCursor } from "../source/walk-elements.js";
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
    entersMarkup ||= visitor.element !== undefined || visitor.attribute !== undefined;
    entersMarkup ||= visitor.comment !== undefined || visitor.bogusComment !== undefined || visitor.text !== undefined;
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
  const wantsReferences = images.length + links.length > 0;
  if (entersMarkup || wantsReferences) walkMarkup(document, visitors, run, wantsReferences);
  if (wantsReferences) {
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

/** Element handlers are merged by the names of tags and attributes, so that a tag costs its own handlers alone. */
function walkMarkup(
  document: Document,
  visitors: readonly Subscriber[],
  run: Runner["run"],
  wantsReferences: boolean,
): void {
  const { source, body } = document;
  const byTag = new Map<string, Listener<ElementHandler>[]>();
  const byAttribute = new Map<string, Listener<ElementHandler>[]>();
  const comments: Listener<CommentHandler>[] = [];
  const bogusComments: Listener<CommentHandler>[] = [];
  const texts: Listener<TextHandler>[] = [];
  for (const subscriber of visitors) {
    const { index, visitor } = subscriber;
    if (visitor.comment !== undefined) comments.push({ index, visitor, handle: visitor.comment });
    if (visitor.bogusComment !== undefined) {
      bogusComments.push({ index, visitor, handle: visitor.bogusComment });
    }
    if (visitor.text !== undefined) texts.push({ index, visitor, handle: visitor.text });
    addListeners(byTag, subscriber, visitor.element);
    addListeners(byAttribute, subscriber, visitor.attribute);
  }
  const everyTag = byTag.get("*") ?? [];
  const { html } = document.markup;
  const holders: PlacedHolder[] = [];
  const cursor = treeCursor(html);
  const { ancestors } = cursor;
  while (cursor.next()) {
    const { node, start, end } = cursor;
    if (node.type === "element") {
      const range = { start, end };
      if (wantsReferences && isHolder(node)) holders.push({ element: node, range });
      for (const { index, handle } of everyTag) run(index, handle, undefined, node, range, ancestors);
      for (const { index, handle } of byTag.get(node.tagName) ?? NOBODY) {
        run(index, handle, undefined, node, range, ancestors);
      }
      for (const property in node.properties) {
        const name = property.startsWith("on") ? "on*" : property;
        for (const { index, handle } of byAttribute.get(name) ?? NOBODY) {
          run(index, handle, undefined, node, range, ancestors);
        }
      }
    } else if (node.type === "comment") {
      const isWritten = source.text.startsWith("<!--", start);
      const listeners = isWritten ? comments : bogusComments;
      // An unclosed one is none.
      if (listeners.length === 0 || (isWritten && !isClosed(source.text, start, end))) continue;
      const range = { start, end };
      for (const { index, visitor, handle } of listeners) run(index, handle, visitor, node, range, undefined);
    } else {
      if (texts.length === 0 || end <= body.range.start) continue;
      const range = { start, end };
      for (const { index, visitor, handle } of texts) run(index, handle, visitor, node, range, undefined);
    }
  }
  if (wantsReferences) noteHolders(html, holders);
}

function addListeners(
  byName: Map<string, Listener<ElementHandler>[]>,
  { index, visitor }: Subscriber,
  handlers: Visitor["element"],
): void {
  for (const name in handlers) {
    const handle = handlers[name];
    if (handle === undefined) continue;
    const listeners = byName.get(name);
    if (listeners === undefined) byName.set(name, [{ index, visitor, handle }]);
    else listeners.push({ index, visitor, handle });
  }
}

const NOBODY: readonly Listener<ElementHandler>[] = [];

function isClosed(text: string, start: number, end: number): boolean {
  return end - start >= "<!---->".length && text.startsWith("-->", end - "-->".length);
}
