import { COLON, CR, DASH, HASH, isBlank, isOdd, LF, SPACE, YamlLines } from "./yaml-lines.js";
import type { YamlNode } from "./yaml-node.js";
import { plainValue } from "./yaml-plain.js";

export const DOUBLE = 34;
export const SINGLE = 39;
const COMMA = 44;
const BACKSLASH = 92;
const LIST_END = 93;
const FOLDED = 62;

/** Characters that begin a text without quotes, wherever it stands; `-` does so before anything but white space. */
const STARTS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./()<=~+$^;\\";
const mayStart = new Uint8Array(128);
for (const letter of STARTS) mayStart[letter.charCodeAt(0)] = 1;

const escapes: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", "/": "/", n: "\n", t: "\t" };

/** Reads scalars and lists of scalars that stand on one line, and plain block scalars. */
export class YamlScalars extends YamlLines {
  /** The offset behind the scalar that was read last. */
  protected stop = 0;
  /** The characters of the text in quotes that was read last. */
  protected quoted = "";

  protected startsPlain(at: number): boolean {
    const unit = this.unit(at);
    if (unit >= 128) return !isOdd(unit);
    return mayStart[unit] === 1 || (unit === DASH && !isBlank(this.unit(at + 1)));
  }

  /**
   * The offset behind a text without quotes, spaces left out; `stop` is where the reading ended: at a line ending, a
   * comment, a colon that makes a key of it, and in a list at its marks. -1: odd characters.
   */
  protected plainEnd(from: number, inList: boolean): number {
    const { text, end } = this;
    let last = from;
    let at = from;
    for (; at < end; at++) {
      const unit = text.charCodeAt(at);
      if (unit === SPACE) continue;
      if (unit === LF || unit === CR) break;
      if (unit === COLON) {
        const next = this.unit(at + 1);
        if (isBlank(next) || (inList && isMark(next))) break;
      } else if (unit === HASH) {
        if (text.charCodeAt(at - 1) === SPACE) break;
      } else if (isOdd(unit)) return -1;
      else if (inList && isMark(unit)) break;
      last = at + 1;
    }
    this.stop = at;
    return last;
  }

  /** Reads a text in quotes that ends on its line: `quoted` holds it, `stop` is behind it. */
  protected readQuoted(from: number): boolean {
    const mark = this.unit(from);
    let at = from + 1;
    let escaped = false;
    for (; ; at++) {
      const unit = this.unit(at);
      if (unit === mark) {
        if (mark === DOUBLE || this.unit(at + 1) !== SINGLE) break;
        escaped = true;
        at++;
      } else if (unit === BACKSLASH && mark === DOUBLE) {
        if (!Object.hasOwn(escapes, this.text.charAt(at + 1))) return false;
        escaped = true;
        at++;
      } else if (isOdd(unit) && unit !== 9) return false;
    }
    this.stop = at + 1;
    const text = this.text.slice(from + 1, at);
    if (!escaped) this.quoted = text;
    else if (mark === SINGLE) this.quoted = text.replaceAll("''", "'");
    else this.quoted = text.replace(/\\(.)/g, (_match, letter: string) => escapes[letter] ?? "");
    return true;
  }

  /** Reads a scalar that stands on one line into a node. Undefined: not sure. */
  protected readScalar(node: YamlNode, from: number, inList: boolean): unknown {
    const unit = this.unit(from);
    node.start = from;
    if (unit === DOUBLE || unit === SINGLE) {
      if (!this.readQuoted(from)) return undefined;
      node.end = this.stop;
      node.kind = "quoted";
      node.text = this.quoted;
      return node.text;
    }
    if (!this.startsPlain(from)) return undefined;
    const end = this.plainEnd(from, inList);
    if (end < 0 || this.unit(this.stop) === COLON) return undefined;
    node.end = end;
    node.text = this.text.slice(from, end);
    return plainValue(node.text);
  }

  /**
   * Takes the lines below that stand deeper than `indent` to a text without quotes that reaches to the end of its line,
   * as dumpers wrap it. Undefined: not sure.
   */
  protected readWrapped(node: YamlNode, value: unknown, indent: number): unknown {
    if (node.kind !== "plain") return value;
    let text = "";
    for (;;) {
      let line = this.below(this.stop);
      let blank = 0;
      for (let at = this.afterSpaces(line); line > 0 && this.endsLine(at); at = this.afterSpaces(line)) {
        blank++;
        line = this.below(at);
      }
      const at = this.afterSpaces(line);
      if (line === 0 || at - line <= indent || !this.startsPlain(at)) break;
      const end = this.plainEnd(at, false);
      if (end < 0 || this.unit(this.stop) === COLON) return undefined;
      text ||= node.text;
      text += (blank === 0 ? " " : "\n".repeat(blank)) + this.text.slice(at, end);
      node.end = end;
    }
    if (text === "") return value;
    node.text = text;
    return plainValue(text);
  }

  /**
   * Reads a text in quotes that goes on over lines deeper than `indent`, as dumpers fold it: its lines are joined by
   * spaces, or by the blank lines between them. Undefined: not sure.
   */
  protected readFolded(node: YamlNode, from: number, indent: number): string | undefined {
    const mark = this.unit(from);
    let value = "";
    let separator = "";
    let start = from + 1;
    for (let at = start; at < this.end; at++) {
      const unit = this.unit(at);
      if (unit === mark && mark === SINGLE && this.unit(at + 1) === SINGLE) {
        at++;
      } else if (unit === mark) {
        value += separator + this.text.slice(start, at);
        node.start = from;
        node.end = this.stop = at + 1;
        node.kind = "quoted";
        node.text = mark === SINGLE ? value.replaceAll("''", "'") : value;
        return node.text;
      } else if (this.endsLine(at)) {
        let end = at;
        while (end > start && this.unit(end - 1) === SPACE) end--;
        if (separator === "" || end > start) {
          value += separator + this.text.slice(start, end);
          separator = " ";
        } else if (separator === " ") separator = "\n";
        else value += "\n";
        const line = unit === CR ? at + 2 : at + 1;
        start = this.afterSpaces(line);
        if (!this.endsLine(start) && start - line <= indent) return undefined;
        at = start - 1;
      } else if (isOdd(unit) || (unit === BACKSLASH && mark === DOUBLE)) return undefined;
    }
    return undefined;
  }

  private endsLine(at: number): boolean {
    const unit = this.unit(at);
    return unit === LF || (unit === CR && this.unit(at + 1) === LF);
  }

  /** Where the next line begins, when this one ends at an offset; 0 otherwise. */
  private below(stop: number): number {
    const line = this.unit(stop) === CR ? stop + 1 : stop;
    return this.unit(line) === LF && line + 1 < this.end ? line + 1 : 0;
  }

  /** Reads `[a, "b"]`: `add` makes a node of each item. Undefined: not sure. */
  protected readList(node: YamlNode, from: number, add: (index: number) => YamlNode): readonly unknown[] | undefined {
    const items: unknown[] = [];
    node.kind = "collection";
    node.start = from;
    let at = this.afterSpaces(from + 1);
    while (this.unit(at) !== LIST_END) {
      if (this.unit(at) === DASH && isMark(this.unit(at + 1))) return undefined;
      const item = this.readScalar(add(items.length), at, true);
      if (item === undefined) return undefined;
      items.push(item);
      at = this.afterSpaces(this.stop);
      if (this.unit(at) === COMMA) at = this.afterSpaces(at + 1);
      else if (this.unit(at) !== LIST_END) return undefined;
    }
    node.end = at + 1;
    this.stop = node.end;
    return items;
  }

  /** Reads a block scalar whose lines stand deeper than `indent`, one as deep as the other. Undefined: not sure. */
  protected readBlock(node: YamlNode, from: number, indent: number): string | undefined {
    const folded = this.unit(from) === FOLDED;
    const strips = this.unit(from + 1) === DASH;
    let at = this.afterSpaces(strips ? from + 2 : from + 1);
    if (this.unit(at) !== LF) return undefined;
    let depth = -1;
    let value = "";
    let separator = "";
    let lines = at + 1;
    while (lines < this.end) {
      at = this.afterSpaces(lines);
      const unit = this.unit(at);
      const own = at - lines;
      if (unit === LF) {
        if (own > 0 || depth < 0) return undefined;
        if (!folded || separator === "\n") value += separator;
        separator = "\n";
        lines = at + 1;
        continue;
      }
      if (own <= indent) break;
      if (depth < 0) depth = own;
      const start = lines + depth;
      if (own < depth || unit === 9 || (folded && own > depth)) return undefined;
      for (let next = unit; next !== LF; next = this.unit(++at)) if (isOdd(next) && next !== 9) return undefined;
      value += separator + this.text.slice(start, at);
      separator = folded ? " " : "\n";
      node.end = at;
      lines = at + 1;
    }
    if (depth < 0) return undefined;
    this.at = lines;
    node.start = from;
    node.kind = "block";
    // Blank lines below belong to nobody.
    value = value.replace(/\n+$/, "");
    while (isBlank(this.unit(node.end - 1))) node.end--;
    node.text = strips ? value : `${value}\n`;
    return node.text;
  }
}

/** Parts the items of a list, or opens another one. */
function isMark(unit: number): boolean {
  return unit === COMMA || unit === 91 || unit === LIST_END || unit === 123 || unit === 125;
}
