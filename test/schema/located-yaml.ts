import { isMap, isPair, isScalar, isSeq, type Node, type Pair, parseDocument } from "yaml";
import type { Range } from "../../src/edit.js";
import type { Located } from "../../src/schema/compile.js";
import { pointerKeys } from "../../src/source/front-matter.js";

/** YAML front matter as the schema layer sees it. */
export function locatedYaml(text: string): Located {
  const content = text.replace(/^---\n/, "").replace(/---\n$/, "");
  const shift = text.length - content.length - (text.endsWith("---\n") ? 4 : 0);
  const document = parseDocument(content, { logLevel: "silent" });
  const find = (pointer: string): { node: unknown; pair?: Pair } | undefined => {
    let node: unknown = document.contents;
    let pair: Pair | undefined;
    for (const key of pointerKeys(pointer)) {
      pair = undefined;
      if (isMap(node)) {
        pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === key);
        if (pair === undefined) return undefined;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(key)];
      } else return undefined;
    }
    return pair === undefined ? { node } : { node, pair };
  };
  const rangeOf = (node: unknown): Range | undefined => {
    const range = (node as Node | null | undefined)?.range;
    return range ? { start: range[0] + shift, end: range[1] + shift } : undefined;
  };
  const comments: Range[] = [];
  for (const match of content.matchAll(/(?<=\s)#.*/g)) {
    comments.push({ start: match.index + shift, end: match.index + match[0].length + shift });
  }
  return {
    data: nullPrototype(document.toJS()),
    anchor: { start: 0, end: 3 },
    comments,
    locate(pointer, part) {
      const found = find(pointer);
      if (found === undefined) return undefined;
      if (part === "key") return rangeOf(found.pair?.key);
      return rangeOf(found.node);
    },
    scalar(pointer) {
      const { node } = find(pointer) ?? {};
      const range = rangeOf(node);
      if (!isScalar(node) || range === undefined) return undefined;
      return {
        pointer,
        text: node.type === "PLAIN" ? (node.source ?? "") : String(node.value),
        range,
        quoted: node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE",
        block: node.type === "BLOCK_FOLDED" || node.type === "BLOCK_LITERAL",
      };
    },
  };
}

/** The same data in objects without a prototype. */
export function nullPrototype(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nullPrototype);
  if (typeof value !== "object" || value === null) return value;
  const copy: object = Object.create(null);
  for (const [key, item] of Object.entries(value)) {
    Object.defineProperty(copy, key, {
      value: nullPrototype(item),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return copy;
}
