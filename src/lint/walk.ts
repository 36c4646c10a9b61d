import { isComment, treeCursor } from "../source/walk-elements.js";
import type { Runner } from "./runner.js";
import type { ElementListener, Subscribers } from "./subscribers.js";
import type { Document, LintSettings } from "./types.js";

/** Shows one document to all subscribers in a single walk, event by event, each time in their order. */
export function walk(document: Document, subscribers: Subscribers, settings: LintSettings, { run }: Runner): void {
  const { frontMatter, body } = document;
  const { by, tags, attributes } = subscribers;
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
  if (tags.size + attributes.size + by.comment.length + by.text.length > 0) walkMarkup(document, subscribers, run);
  if (by.image.length + by.link.length > 0) {
    for (const reference of document.references) {
      for (const { index, visitor, handle } of reference.kind === "image" ? by.image : by.link) {
        run(index, handle, visitor, reference, undefined, undefined);
      }
    }
  }
  for (const { index, visitor, handle } of by.end) run(index, handle, visitor, undefined, undefined, undefined);
}

const NONE: readonly string[] = [];

function walkMarkup(document: Document, { by, tags, attributes }: Subscribers, run: Runner["run"]): void {
  const { source, body } = document;
  const everyTag = tags.get("*") ?? NOBODY;
  const cursor = treeCursor(document.markup.html);
  const { ancestors } = cursor;
  while (cursor.next()) {
    const { node, start, end } = cursor;
    if (node.type === "element") {
      const range = { start, end };
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
      if (by.comment.length === 0) continue;
      const range = { start, end };
      // parse5 also makes comments of `<?`, `</2`, `<!x` and of an unclosed `<!--`.
      if (!isComment(source.text, range)) continue;
      for (const { index, visitor, handle } of by.comment) run(index, handle, visitor, node, range, undefined);
    } else {
      if (by.text.length === 0 || end <= body.range.start) continue;
      const range = { start, end };
      for (const { index, visitor, handle } of by.text) run(index, handle, visitor, node, range, undefined);
    }
  }
}

const NOBODY: readonly ElementListener[] = [];
