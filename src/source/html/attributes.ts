import { tagEnd } from "../tags.js";
import type { HtmlSource } from "./html-source.js";
import { asciiLower, BACKTICK, DOUBLE, EQUALS, GT, isSpace, LT, SINGLE, SLASH } from "./units.js";

const NONE: readonly string[] = [];

/** Reads the attributes of one tag after the other. */
export class AttributeReader {
  /** Of the tag that was read last: in lower case, without duplicates. */
  names: readonly string[] = NONE;
  values: readonly string[] = NONE;
  selfClosing = false;
  /** Whether the simpler reader of tags finds the same ends, too. */
  plain = true;
  /** Whether the tag that is read has a quote or equals sign where none is usual. */
  #odd = false;
  readonly #source: HtmlSource;

  constructor(source: HtmlSource) {
    this.#source = source;
  }

  /** Reads up to the `>` of a tag whose name ends at `from`; the offset behind it, or -1 when there is none. */
  read(from: number): number {
    this.selfClosing = false;
    this.names = NONE;
    this.values = NONE;
    const { text } = this.#source;
    if (text.charCodeAt(from) === GT) return from + 1;
    this.#odd = false;
    const end = this.#readAll(from);
    if (this.#odd && this.plain) this.plain = tagEnd(text, from, text.length) === end;
    return end;
  }

  #readAll(from: number): number {
    const source = this.#source;
    const { text } = source;
    const { length } = text;
    let names: string[] = [];
    let values: string[] = [];
    let known: Set<string> | undefined;
    let at = from;
    while (at < length) {
      const unit = text.charCodeAt(at);
      if (isSpace(unit)) {
        at++;
        continue;
      }
      if (unit === GT) return at + 1;
      if (unit === SLASH) {
        at++;
        if (at >= length) return -1;
        if (text.charCodeAt(at) === GT) {
          this.selfClosing = true;
          return at + 1;
        }
        source.problem("html-unexpected-solidus-in-tag", at);
        continue;
      }
      const nameStart = at;
      at = this.#nameEnd(at);
      const name = asciiLower(text.slice(nameStart, at));
      known ??= names.length > 16 ? new Set(names) : undefined;
      const isFirst = names.length === 0;
      const isNew = isFirst || (known === undefined ? !names.includes(name) : !known.has(name));
      if (isFirst) {
        // Most tags have one: an array that grows by one makes room for sixteen more.
        names = [name];
        values = [""];
        this.names = names;
        this.values = values;
      } else if (isNew) {
        names.push(name);
        values.push("");
        known?.add(name);
      } else {
        source.problem("html-duplicate-attribute", at);
      }
      while (at < length && isSpace(text.charCodeAt(at))) at++;
      if (text.charCodeAt(at) !== EQUALS || at >= length) continue;
      at = this.#valueStart(at + 1);
      if (at >= length) return -1;
      const mark = text.charCodeAt(at);
      if (mark === GT) {
        source.problem("html-missing-attribute-value", at);
        return at + 1;
      }
      const isQuoted = mark === DOUBLE || mark === SINGLE;
      const start = isQuoted ? at + 1 : at;
      const end = isQuoted ? text.indexOf(mark === DOUBLE ? '"' : "'", start) : this.#unquotedEnd(start);
      const value = source.attributeValue(start, end === -1 ? length : end);
      if (end === -1) return -1;
      if (isNew) values[values.length - 1] = value;
      at = end;
      if (isQuoted) {
        at++;
        if (at >= length) return -1;
        this.#behindQuote(at);
      }
    }
    return -1;
  }

  /** An equals sign at the beginning of a name is part of it. */
  #nameEnd(from: number): number {
    const { text } = this.#source;
    if (text.charCodeAt(from) === EQUALS) this.#odd = true;
    let at = from + 1;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === EQUALS || unit === GT || unit === SLASH || isSpace(unit)) break;
    }
    return at;
  }

  #valueStart(from: number): number {
    const { text } = this.#source;
    let at = from;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (!isSpace(unit)) break;
      if (unit === 12) this.#odd = true;
    }
    return at;
  }

  #unquotedEnd(from: number): number {
    const { text } = this.#source;
    let at = from;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      if (unit === GT || isSpace(unit)) break;
      if (unit === DOUBLE || unit === SINGLE || unit === LT || unit === EQUALS || unit === BACKTICK) {
        this.#odd = true;
        this.#source.problem("html-unexpected-character-in-unquoted-attribute-value", at);
      }
    }
    return at;
  }

  #behindQuote(at: number): void {
    const unit = this.#source.text.charCodeAt(at);
    if (!isSpace(unit) && unit !== SLASH && unit !== GT) {
      this.#source.problem("html-missing-whitespace-between-attributes", at);
    }
  }
}
