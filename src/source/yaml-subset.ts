import type { Range } from "../edit.js";
import { reservedKeys } from "./parsed-mapping.js";
import { COLON, CR, DASH, HASH, isBlank, LF } from "./yaml-lines.js";
import { YamlNode } from "./yaml-node.js";
import { DOUBLE, SINGLE, YamlScalars } from "./yaml-scalars.js";

/** Deeper is left to the parser. */
const MAX_LEVELS = 8;
/** A key further from its colon is an error for the parser. */
const LONGEST_KEY = 1000;

/** What the scanner makes of a text. */
export interface YamlScan {
  readonly data: Readonly<Record<string, unknown>>;
  /** Every key and item in the order of the text, the whole first. */
  readonly nodes: readonly YamlNode[];
  readonly comments: readonly Range[];
}

/**
 * Reads the YAML that front matter is nearly always written in: pairs, lists, mappings and block scalars of the plainest
 * form. What it reads, it reads as the parser does, in every respect; at the first thing that it is not certain of it
 * gives up, and the answer is undefined.
 */
export function scanYaml(text: string, range: Range): YamlScan | undefined {
  return new YamlSubset(text, range).read();
}

class YamlSubset extends YamlScalars {
  private readonly nodes: YamlNode[] = [];

  read(): YamlScan | undefined {
    this.nextLine();
    if (this.indent !== 0) return undefined;
    const data = this.mapping(this.add(undefined, "", -1, -1), 0, 1);
    if (data === undefined || this.failed || this.at < this.end) return undefined;
    return { data, nodes: this.nodes, comments: this.comments };
  }

  private add(parent: YamlNode | undefined, name: string | number, keyStart: number, keyEnd: number): YamlNode {
    const node = new YamlNode(parent, name, keyStart, keyEnd);
    this.nodes.push(node);
    return node;
  }

  /** Pairs at one column, from this line on. */
  private mapping(node: YamlNode, indent: number, level: number): Record<string, unknown> | undefined {
    if (level > MAX_LEVELS) return undefined;
    const result: Record<string, unknown> = Object.create(null);
    node.kind = "collection";
    node.start = this.first;
    do {
      const start = this.first;
      const colon = this.colonOf(start);
      if (colon < 0 || colon - start > LONGEST_KEY) return undefined;
      const key = this.quoted;
      // Without quotes `<<` merges another mapping. No value is undefined.
      if (result[key] !== undefined || key === "<<" || reservedKeys.has(key)) return undefined;
      const child = this.add(node, key, start, this.stop);
      const value = this.pairValue(child, colon, indent, level);
      if (value === undefined) return undefined;
      result[key] = value;
      node.end = child.end;
    } while (this.indent === indent);
    return this.indent < indent ? result : undefined;
  }

  /** Offset of the colon behind the key that begins at an offset; `quoted` is the key, `stop` its end. -1: there is none. */
  private colonOf(start: number): number {
    const unit = this.unit(start);
    if (unit === 34 || unit === 39) {
      if (!this.readQuoted(start)) return -1;
      const colon = this.afterSpaces(this.stop);
      return this.unit(colon) === COLON && isBlank(this.unit(colon + 1)) ? colon : -1;
    }
    // `-` and `.` may begin a mark between documents.
    if (unit === DASH || unit === 46 || !this.startsPlain(start)) return -1;
    const end = this.plainEnd(start, false);
    const colon = this.stop;
    if (end < 0 || this.unit(colon) !== COLON) return -1;
    this.quoted = this.text.slice(start, end);
    this.stop = end;
    return colon;
  }

  /** What stands behind a colon, or deeper below it. Undefined: not sure. */
  private pairValue(node: YamlNode, colon: number, indent: number, level: number): unknown {
    const at = this.afterSpaces(colon + 1);
    const unit = this.unit(at);
    if (unit === LF || unit === CR || unit === HASH) {
      node.start = node.end = colon + 1;
      this.finishLine(at);
      this.nextLine();
      if (this.indent > indent) {
        return this.isItem() ? this.list(node, level + 1) : this.mapping(node, this.indent, level + 1);
      }
      return this.indent === indent && this.isItem() ? this.list(node, level + 1) : null;
    }
    if (unit === 124 || unit === 62) {
      const text = this.readBlock(node, at, indent);
      this.nextLine();
      return text;
    }
    return this.inline(node, at, indent);
  }

  /** A value that begins on this line. */
  private inline(node: YamlNode, at: number, indent: number): unknown {
    const unit = this.unit(at);
    let value: unknown;
    if (unit === 91) value = this.readList(node, at, (index) => this.add(node, index, -1, -1));
    else if (unit === 123) value = this.emptyMapping(node, at);
    else if (unit === DOUBLE || unit === SINGLE)
      value = this.readScalar(node, at, false) ?? this.readFolded(node, at, indent);
    else value = this.readWrapped(node, this.readScalar(node, at, false), indent);
    if (value === undefined) return undefined;
    const next = this.unit(this.stop);
    if (next === HASH && this.unit(this.stop - 1) !== 32) return undefined;
    this.finishLine(this.stop);
    this.nextLine();
    return value;
  }

  private emptyMapping(node: YamlNode, at: number): unknown {
    const close = this.afterSpaces(at + 1);
    if (this.unit(close) !== 125) return undefined;
    node.kind = "collection";
    node.start = at;
    node.end = this.stop = close + 1;
    return Object.create(null);
  }

  private isItem(): boolean {
    return this.unit(this.first) === DASH && isBlank(this.unit(this.first + 1));
  }

  /** Items at the column of this line. */
  private list(node: YamlNode, level: number): readonly unknown[] | undefined {
    if (level > MAX_LEVELS) return undefined;
    const { indent } = this;
    const items: unknown[] = [];
    node.kind = "collection";
    node.start = this.first;
    do {
      const child = this.add(node, items.length, -1, -1);
      const value = this.item(child, indent, level);
      if (value === undefined) return undefined;
      items.push(value);
      node.end = child.end;
    } while (this.indent === indent && this.isItem());
    return this.indent <= indent ? items : undefined;
  }

  private item(node: YamlNode, indent: number, level: number): unknown {
    const at = this.afterSpaces(this.first + 1);
    const unit = this.unit(at);
    if (unit === LF || unit === CR || unit === HASH) {
      node.start = node.end = this.first + 1;
      this.finishLine(at);
      this.nextLine();
      return null;
    }
    if (this.colonOf(at) < 0) return this.inline(node, at, indent);
    this.indent = indent + at - this.first;
    this.first = at;
    return this.mapping(node, this.indent, level + 1);
  }
}
