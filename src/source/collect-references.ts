import type { Element } from "hast";
import type { Range } from "../edit.js";
import { readAttributes } from "./attribute.js";
import { type Markup, TEMPLATE_CHARACTER } from "./document.js";
import type { FrontMatter } from "./front-matter.js";
import { pointerSegment } from "./front-matter.js";
import type { MarkdownReference } from "./markdown.js";
import type { Reference } from "./references.js";
import { readSrcset } from "./srcset.js";
import { treeCursor } from "./walk-elements.js";

/** Images and links of a body, in source order. */
export function bodyReferences(
  text: string,
  markup: Markup,
  markdown: readonly MarkdownReference[],
): readonly Reference[] {
  const dynamic = (range: Range): boolean => markup.masked.slice(range.start, range.end).includes(TEMPLATE_CHARACTER);
  const references: Reference[] = markdown.map((reference) => ({
    ...reference,
    from: "markdown",
    dynamic: dynamic(reference.urlRange),
  }));
  const cursor = treeCursor(markup.html);
  while (cursor.next()) {
    const { node } = cursor;
    if (node.type !== "element" || !HOLDERS.has(node.tagName)) continue;
    references.push(...ofElement(text, markup, node, { start: cursor.start, end: cursor.end }));
  }
  return references.sort((a, b) => a.range.start - b.range.start || a.urlRange.start - b.urlRange.start);
}

/** Attributes that hold the URL of an image or a link, by tag name. */
const IMAGE_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  img: ["src", "srcset"],
  source: ["srcset"],
  video: ["poster"],
};
const LINK_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = { a: ["href"], area: ["href"] };

const HOLDERS: ReadonlySet<string> = new Set([...Object.keys(IMAGE_ATTRIBUTES), ...Object.keys(LINK_ATTRIBUTES)]);

function ofElement(text: string, markup: Markup, element: Element, range: Range): readonly Reference[] {
  const name = element.tagName;
  const images = Object.hasOwn(IMAGE_ATTRIBUTES, name) ? IMAGE_ATTRIBUTES[name] : undefined;
  const links = Object.hasOwn(LINK_ATTRIBUTES, name) ? LINK_ATTRIBUTES[name] : undefined;
  const wanted = images ?? links;
  if (wanted === undefined) return [];
  const kind = images === undefined ? "link" : "image";
  const attributes = readAttributes(markup.masked, range.start, range.end);
  const references: Reference[] = [];
  for (const attribute of wanted) {
    const found = attributes.find((candidate) => candidate.name === attribute);
    if (found === undefined) continue;
    const urlRange = found.valueRange ?? found.nameRange;
    const value = decoded(element, attribute) ?? "";
    const common = { kind, range, from: "html", element, attribute } as const;
    if (attribute === "srcset") {
      const whole = decoded(element, "srcSet") ?? "";
      const values = readSrcset(whole, { start: 0, end: whole.length });
      const candidates = readSrcset(text, urlRange);
      for (const [index, candidate] of candidates.entries()) {
        // Entities hold neither spaces nor commas of a list, so both readings have the same candidates.
        const url = values.length === candidates.length ? values[index]?.url : undefined;
        references.push({
          ...common,
          url: url ?? candidate.url,
          urlRange: candidate.range,
          dynamic: isDynamic(markup, urlRange),
        });
      }
    } else {
      references.push({ ...common, url: value, urlRange, dynamic: isDynamic(markup, urlRange) });
    }
  }
  const has = (attribute: string): boolean => attributes.some((candidate) => candidate.name === attribute);
  if (name === "img" && !has("src") && !has("srcset")) {
    const tag = { start: range.start, end: range.start + 1 + name.length };
    const open = markup.masked.slice(range.start, range.end).includes(TEMPLATE_CHARACTER);
    references.push({
      kind: "image",
      url: "",
      urlRange: tag,
      range,
      from: "html",
      element,
      attribute: "src",
      dynamic: open,
    });
  }
  return references;
}

function isDynamic(markup: Markup, range: Range): boolean {
  return markup.masked.slice(range.start, range.end).includes(TEMPLATE_CHARACTER);
}

/** The attribute's value with its entities decoded, as the parser read it. */
function decoded(element: Element, attribute: string): string | undefined {
  const value = element.properties[attribute];
  return typeof value === "string" ? value : undefined;
}

/** Keys of a mapping that, under an image key, hold the URL. */
const URL_KEYS = ["src", "url", "path", "image", "href"];

/** Images of the front matter under dotted keys: a text, a list of texts, or mappings with a `src`, `url` or `path`. */
export function frontMatterImages(frontMatter: FrontMatter, keys: readonly string[]): readonly Reference[] {
  const references: Reference[] = [];
  if (keys.length === 0) return references;
  const wanted = pointersOf(keys);
  for (const scalar of frontMatter.scalars) {
    if (scalar.text === "" || scalar.block || !isImagePointer(scalar.pointer, wanted)) continue;
    const url = scalarText(frontMatter, scalar.pointer);
    if (url === undefined || url === "") continue;
    const quote = scalar.quoted ? 1 : 0;
    references.push({
      kind: "image",
      url,
      urlRange: { start: scalar.range.start + quote, end: scalar.range.end - quote },
      range: frontMatter.locate(scalar.pointer, "pair") ?? scalar.range,
      from: "front-matter",
      dynamic: /\{\{|\{%|<%/.test(url),
      pointer: scalar.pointer,
    });
  }
  return references;
}

/** Rules ask with the same list for every file. */
const pointers = new WeakMap<readonly string[], ReadonlySet<string>>();

function pointersOf(keys: readonly string[]): ReadonlySet<string> {
  let known = pointers.get(keys);
  if (known === undefined) {
    known = new Set(keys.map((key) => `/${key.split(".").map(pointerSegment).join("/")}`));
    pointers.set(keys, known);
  }
  return known;
}

/** `/cover`, `/photos/0`, `/photos/0/src`, `/image/path`. */
function isImagePointer(pointer: string, wanted: ReadonlySet<string>): boolean {
  if (wanted.has(pointer)) return true;
  let parent = pointer;
  const last = pointer.slice(pointer.lastIndexOf("/") + 1);
  if (URL_KEYS.includes(last)) {
    parent = pointer.slice(0, pointer.lastIndexOf("/"));
    if (wanted.has(parent)) return true;
  }
  return /\/\d+$/.test(parent) && wanted.has(parent.slice(0, parent.lastIndexOf("/")));
}

/** The value at a pointer if it is text: `preview: true` and `logo: 3` are no images. */
function scalarText(frontMatter: FrontMatter, pointer: string): string | undefined {
  let value: unknown = frontMatter.data;
  if (value === undefined) return frontMatter.scalar(pointer)?.text;
  for (const key of pointer.slice(1).split("/")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key.replaceAll("~1", "/").replaceAll("~0", "~")];
  }
  return typeof value === "string" ? value : undefined;
}
