import { isHolder, noteHolders, type PlacedHolder } from "../source/collect-references.js";
import { isComment, treeCursor } from "../source/walk-elements.js";
import type { Runner } from "./runner.js";
import type { ElementListener, Subscribers } from "./subscribers.js";
import type { Document, LintSettings } from "./types.js";

/** Shows one document to all subscribers in a single walk, event by event, each time in their order. */
export function walk(document: Document, subscribers: Subscribers, settings: LintSettings, { run }: Runner): void {
  const { frontMatter, body } = document;
  const { by } = subscribers;
  if (frontMatter !== undefined) {
    for (const { index, visitor, handle } of by.frontMatter) {
      run(index, handle, visitor, frontMatter, undefined, undefined);
    }
  }
  for (const problem of document.problems) {
    for (const { index, visitor, handle } of by.problem) run(index, handle, visitor, problem, undefined, undefined);
  }
  // Departures of the front matter from its schema are looked for when a rule asks for them alone.
  if (frontMatter?.data !== undefined && by.schemaFault.length > 0) {
    for (const fault of settings.validate?.(frontMatter) ?? []) {
      for (const { index, visitor, handle } of by.schemaFault) run(index, handle, visitor, fault, undefined, undefined);
    }
  }
  for (const { index, visitor, handle } of by.source) {
    run(index, handle, visitor, document.source, body.range, undefined);
  }
  for (const { index, visitor, handle } of by.image) {
    for (const reference of document.imagesOf(visitor.imageKeys ?? NONE)) {
      run(index, handle, visitor, reference, undefined, undefined);
    }
  }
  for (const { index, visitor, handle } of by.markup) {
    run(index, handle, visitor, document.markup, undefined, undefined);
  }
  const wantsReferences = by.image.length + by.link.length > 0;
  if (wantsReferences || entersMarkup(subscribers)) walkMarkup(document, subscribers, wantsReferences, run);
  if (wantsReferences) {
    for (const reference of document.references) {
      for (const { index, visitor, handle } of reference.kind === "image" ? by.image : by.link) {
        run(index, handle, visitor, reference, undefined, undefined);
      }
    }
  }
  for (const { index, visitor, handle } of by.end) run(index, handle, visitor, undefined, undefined, undefined);
}

const NONE: readonly string[] = [];

function entersMarkup({ by, tags, attributes }: Subscribers): boolean {
  return tags.size + attributes.size + by.comment.length + by.bogusComment.length + by.text.length > 0;
}

/** What holds images and links is met on the way. */
function walkMarkup(
  document: Document,
  { by, tags, attributes }: Subscribers,
  wantsReferences: boolean,
  run: Runner["run"],
): void {
  const { source, body } = document;
  const everyTag = tags.get("*") ?? NOBODY;
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
      for (const { index, handle } of tags.get(node.tagName) ?? NOBODY) {
        run(index, handle, undefined, node, range, ancestors);
      }
      for (const property in node.properties) {
        const name = property.startsWith("on") ? "on*" : property;
        for (const { index, handle } of attributes.get(name) ?? NOBODY) {
          run(index, handle, undefined, node, range, ancestors);
        }
      }
    } else if (node.type === "comment") {
      const isWritten = source.text.startsWith("<!--", start);
      const listeners = isWritten ? by.comment : by.bogusComment;
      if (listeners.length === 0) continue;
      const range = { start, end };
      // An unclosed one is none.
      if (isWritten && !isComment(source.text, range)) continue;
      for (const { index, visitor, handle } of listeners) run(index, handle, visitor, node, range, undefined);
    } else {
      if (by.text.length === 0 || end <= body.range.start) continue;
      const range = { start, end };
      for (const { index, visitor, handle } of by.text) run(index, handle, visitor, node, range, undefined);
    }
  }
  if (wantsReferences) noteHolders(html, holders);
}

const NOBODY: readonly ElementListener[] = [];
