import type { SourceProblem } from "../problem.js";
import { decodeReferences } from "./character-references.js";
import { UNSURE } from "./unsure.js";

/** A text as the tokenizer takes it: pieces as the tree has them, and the faults met on the way. */
export class HtmlSource {
  readonly text: string;
  readonly problems: SourceProblem[] = [];
  readonly #hasReturns: boolean;
  /** The first `&` behind what was last asked for as text. */
  #ampersand = -1;

  constructor(text: string) {
    this.text = text;
    this.#hasReturns = text.includes("\r");
  }

  problem(code: SourceProblem["code"], at: number): void {
    this.problems.push({ code, range: { start: at, end: at } });
  }

  /** A piece with line breaks as HTML has them. */
  piece(from: number, to: number): string {
    const raw = this.text.slice(from, to);
    return this.#hasReturns && raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw;
  }

  /** Text of the source as the tree has it. Pieces are asked for in ascending order. */
  value(from: number, to: number): string {
    if (this.#ampersand < from) {
      const found = this.text.indexOf("&", from);
      this.#ampersand = found === -1 ? Number.POSITIVE_INFINITY : found;
    }
    return this.#ampersand < to ? this.#decoded(this.piece(from, to), false) : this.piece(from, to);
  }

  attributeValue(from: number, to: number): string {
    const raw = this.piece(from, to);
    return raw.includes("&") ? this.#decoded(raw, true) : raw;
  }

  #decoded(raw: string, inAttribute: boolean): string {
    const value = decodeReferences(raw, inAttribute);
    if (value === undefined) throw UNSURE;
    return value;
  }
}
