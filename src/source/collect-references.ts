import type { Element, Root } from "hast";
import type { Range } from "../edit.js";
import { attributeNamed, readAttributes } from "./attribute.js";
import { holdsTemplate, type Markup } from "./document.js";
import type { FrontMatter } from "./front-matter.js";
import { pointerSegment } from "./front-matter.js";
import type { MarkdownReference } from "./markdown.js";
import type { Reference } from "./references.js";
import { readSrcset } from "./srcset.js";
import { elementsOf } from "./walk-elements.js";

/** What an element holds. */
interface Holder {
  readonly kind: Reference["kind"];
  /** The attributes with its URLs. */
  readonly wanted: readonly string[];
}

const HOLDERS: ReadonlyMap<string, Holder> = new Map([
  ["img", { kind: "image", wanted: ["src", "srcset"] }],
  ["source", { kind: "image", wanted: ["srcset"] }],
  ["video", { kind: "image", wanted: ["poster"] }],
  ["a", { kind: "link", wanted: ["href"] }],
  ["area", { kind: "link", wanted: ["href"] }],
]);

const NO_HOLDER: Holder = { kind: "link", wanted: [] };

/** An element that may hold images or links. */
export interface PlacedHolder {
  readonly element: Element;
  readonly range: Range;
}

export function isHolder({ tagName }: Element): boolean {
  return HOLDERS.has(tagName);
}

let met: { readonly html: Root; readonly holders: readonly PlacedHolder[] } | undefined;

/** Takes the holders that somebody met on the way through a tree, which then need not be gone through again for them. */
export function noteHolders(html: Root, holders: readonly PlacedHolder[]): void {
  met = { html, holders };
}

function findHolders(html: Root): readonly PlacedHolder[] {
  const holders: PlacedHolder[] = [];
  for (const placed of elementsOf(html)) if (isHolder(placed.element)) holders.push(placed);
  return holders;
}

/** Images and links of a body, in source order. */
export function bodyReferences(
  text: string,
  { masked, html }: Markup,
  markdown: readonly MarkdownReference[],
): readonly Reference[] {
  const isDynamic = (range: Range): boolean => holdsTemplate(masked, range);
  const references: Reference[] = [];
  for (const { kind, url, urlRange, range } of markdown) {
    references.push({ kind, url, urlRange, range, from: "markdown", dynamic: isDynamic(urlRange) });
  }
  for (const { element, range } of met?.html === html ? met.holders : findHolders(html)) {
    addElement(element, range, HOLDERS.get(element.tagName));
  }
  return references.sort((a, b) => a.range.start - b.range.start || a.urlRange.start - b.urlRange.start);

  function addElement(element: Element, range: Range, { kind, wanted } = NO_HOLDER): void {
    const attributes = readAttributes(masked, range.start, range.end);
    const add = (attribute: string, url: string, urlRange: Range, dynamic: boolean): void => {
      references.push({ kind, url, urlRange, range, from: "html", dynamic, element, attribute });
    };
    let isBare = element.tagName === "img";
    for (const attribute of wanted) {
      const found = attributeNamed(attributes, attribute);
      if (found === undefined) continue;
      isBare = false;
      const urlRange = found.valueRange ?? found.nameRange;
      const dynamic = isDynamic(urlRange);
      if (attribute !== "srcset") {
        add(attribute, decoded(element, attribute) ?? "", urlRange, dynamic);
        continue;
      }
      const whole = decoded(element, "srcSet") ?? "";
      const values = readSrcset(whole, { start: 0, end: whole.length });
      const candidates = readSrcset(text, urlRange);
      for (const [index, candidate] of candidates.entries()) {
        // Entities hold neither spaces nor commas of a list, so both readings have the same candidates.
        const url = values.length === candidates.length ? values[index]?.url : undefined;
        add(attribute, url ?? candidate.url, candidate.range, dynamic);
      }
    }
    if (isBare) add("src", "", { start: range.start, end: range.start + "<img".length }, isDynamic(range));
  }
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
  const slash = pointer.lastIndexOf("/");
  if (slash === 0) return false;
  let parent = pointer;
  if (URL_KEYS.includes(pointer.slice(slash + 1))) {
    parent = pointer.slice(0, slash);
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
