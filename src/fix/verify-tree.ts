import type { Element } from "hast";
import type { Range } from "../edit.js";
import { readAttributes } from "../source/attribute.js";
import type { Document } from "../source/document.js";
import { walkTree } from "../source/walk-elements.js";
import type { Shift } from "./apply-edits.js";
import { tagsWithin, textPieces } from "./text-pieces.js";
import { lineOf, rangeAt, type Side, sameBorder, trimRange } from "./verify-side.js";

/** The nearest element around a node that stands in the source, and those without a place (clones) in between. */
interface Parent {
  /** -1: none. */
  readonly start: number;
  readonly unplaced: string;
}

interface PlacedElement extends Range {
  readonly element: Element;
  /** From `<` to the end of the name. */
  readonly name: Range;
  readonly tag: Range;
  /** Where its end tag begins, when it has one. */
  readonly endTag: number;
  readonly parent: Parent;
}

/** Elements and comments by where they start; text by the stretches that it covers. */
interface Outline {
  readonly elements: ReadonlyMap<number, PlacedElement>;
  readonly comments: ReadonlyMap<number, Range & { readonly value: string }>;
  readonly texts: readonly (Range & { readonly parent: Parent })[];
}

const outlines = new WeakMap<Document, Outline>();

function outlineOf(document: Document): Outline {
  const known = outlines.get(document);
  if (known !== undefined) return known;
  const { tags, html } = document.markup;
  const tagEnds = new Map(tags.map(({ range }) => [range.start, range.end]));
  const endTags = new Map(
    tags.flatMap(({ closing, name, range }) => (closing ? [[`${range.end} ${name}`, range.start]] : [])),
  );
  const elements = new Map<number, PlacedElement>();
  const comments = new Map<number, Range & { value: string }>();
  const texts: (Range & { parent: Parent })[] = [];
  const originals = new Set<Element>();
  for (const node of walkTree(html)) {
    const { start, end } = node.range;
    if (node.type === "comment") {
      comments.set(start, { start, end, value: node.comment.value });
    } else if (node.type === "text") {
      texts.push({
        start: Math.max(start, document.body.range.start),
        end,
        parent: parentOf(node.ancestors, originals),
      });
    } else {
      const { element, ancestors } = node;
      // The parser's clones of a formatting element bear its place.
      if (elements.has(start)) continue;
      originals.add(element);
      const name = { start, end: start + 1 + element.tagName.length };
      const tag = { start, end: tagEnds.get(start) ?? name.end };
      const endTag = endTags.get(`${end} ${element.tagName}`) ?? end;
      elements.set(start, { start, end, element, name, tag, endTag, parent: parentOf(ancestors, originals) });
    }
  }
  const placed = texts.flatMap((node) => {
    // Text that a table pushed out is joined across the cells between: nobody knows where it stands.
    for (const { range } of tagsWithin(node, tags)) if (elements.has(range.start)) return [];
    return [...textPieces(node, tags)].map((piece) => ({ ...piece, parent: node.parent }));
  });
  const outline = { elements, comments, texts: placed.sort((a, b) => a.start - b.start) };
  outlines.set(document, outline);
  return outline;
}

/** Depth is bounded: deeper trees are not built. */
function parentOf(ancestors: readonly Element[], originals: ReadonlySet<Element>): Parent {
  let unplaced = "";
  for (let index = ancestors.length - 1; index >= 0; index--) {
    const element = ancestors[index];
    const start = element?.position?.start.offset;
    if (element !== undefined && start !== undefined && originals.has(element)) return { start, unplaced };
    unplaced += ` ${element?.tagName}`;
  }
  return { start: -1, unplaced };
}

/** An element, attribute, comment or text that no edit touches and that is not found again at its place. */
export function lostNode(side: Side): string | undefined {
  const { from, to, shift, back, way } = side;
  const here = outlineOf(from);
  const there = outlineOf(to);
  const verb = way === "there" ? "is lost" : "appears";
  // In place of an element whose name is edited stands another one, or none: what it holds lies in the next around it.
  const sameParent = (mine: Parent, found: Parent): boolean => {
    const parent = keptParent(here, mine, shift, way === "back");
    const other = keptParent(there, found, back, way === "there");
    const start = parent.start === -1 ? -1 : shift.start(parent.start);
    return other.start === start && other.unplaced === parent.unplaced;
  };
  for (const element of here.elements.values()) {
    if (shift.touches(element.name)) continue;
    const found = there.elements.get(shift.start(element.start));
    if (found === undefined || found.element.tagName !== element.element.tagName) {
      return `a tag in ${lineOf(side, element.start)} ${verb}`;
    }
    if (!sameAttributes(side, element, found)) return `an attribute in ${lineOf(side, element.start)} would change`;
    const endEdited = element.endTag < element.end && shift.touches({ start: element.endTag, end: element.end });
    if (!endEdited && !sameBorder(shift, element.end, found.end) && !endsAtEdit(side, element, found)) {
      return `the element that begins in ${lineOf(side, element.start)} would end elsewhere`;
    }
    if (!sameParent(element.parent, found.parent)) {
      return `the element in ${lineOf(side, element.start)} would lie in another element`;
    }
  }
  for (const comment of here.comments.values()) {
    if (shift.touches(comment)) continue;
    const found = there.comments.get(shift.start(comment.start));
    if (found === undefined || found.value !== comment.value) {
      return `the comment in ${lineOf(side, comment.start)} ${verb}`;
    }
  }
  const { text } = from.source;
  for (const node of here.texts) {
    for (const untouched of shift.untouched(node)) {
      const piece = trimRange(text, untouched);
      const mine = piece === undefined ? undefined : rangeAt(here.texts, piece.start);
      if (piece === undefined || mine === undefined) continue;
      const found = rangeAt(there.texts, shift.start(piece.start));
      const shown = text.slice(piece.start, Math.min(piece.end, piece.start + 30)).replace(/\s+/g, " ");
      if (found === undefined || found.end < shift.end(piece.end)) {
        return `the text \`${shown}\` in ${lineOf(side, piece.start)} ${verb}`;
      }
      if (!sameParent(mine.parent, found.parent)) {
        return `the text \`${shown}\` in ${lineOf(side, piece.start)} would lie in another element`;
      }
    }
  }
  return undefined;
}

/**
 * The nearest element around a node that edits neither remove nor add: both its tags, or the one that it has. Added, it
 * must have both: what is not closed takes in more than its edit.
 */
function keptParent({ elements }: Outline, parent: Parent, shift: Shift, added: boolean): Parent {
  let { start, unplaced } = parent;
  for (let around = elements.get(start); around !== undefined; around = elements.get(start)) {
    const { end, endTag } = around;
    const endEdited = endTag < end ? shift.touches({ start: endTag, end }) : !added;
    if (!shift.touches(around.name) || !endEdited) break;
    unplaced += around.parent.unplaced;
    start = around.parent.start;
  }
  return { start, unplaced };
}

/** Every attribute that counts (the first of its name) and that no edit touches counts there, too, and is the same. */
function sameAttributes({ from, to, shift }: Side, mine: PlacedElement, found: PlacedElement): boolean {
  if (!shift.touches(mine.tag)) {
    return JSON.stringify(mine.element.properties) === JSON.stringify(found.element.properties);
  }
  const read = ({ markup }: Document, { tag }: PlacedElement) =>
    new Map([...readAttributes(markup.masked, tag.start, tag.end)].reverse().map((one) => [one.name, one]));
  const there = read(to, found);
  for (const attribute of read(from, mine).values()) {
    if (shift.touches(attribute.range)) continue;
    const other = there.get(attribute.name);
    if (
      other === undefined ||
      other.raw !== attribute.raw ||
      other.quote !== attribute.quote ||
      other.range.start !== shift.start(attribute.range.start)
    ) {
      return false;
    }
  }
  return true;
}

/** An element without an end tag ends where the next thing begins: white space may come or go before it. */
function endsAtEdit({ to, shift }: Side, mine: PlacedElement, found: PlacedElement): boolean {
  if (mine.endTag < mine.end) return false;
  const end = shift.end(mine.end);
  const between = to.source.text.slice(Math.min(end, found.end), Math.max(end, found.end));
  return trimRange(between, { start: 0, end: between.length }) === undefined;
}
