import type { Element } from "hast";

export type Point = NonNullable<Element["position"]>["start"];

/** Lines and columns of ascending offsets: no table is made for what is asked once. */
export class Points {
  readonly #text: string;
  #line = 1;
  #lineStart = 0;
  #nextStart = 0;
  /** The next line feed and the next carriage return. */
  #feed = -1;
  #return = -1;
  #last: Point | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#nextStart = this.#lineAfter(0);
  }

  /** `offset` is not before that of an earlier call. Equal offsets get the same object. */
  at(offset: number): Point {
    const last = this.#last;
    if (last !== undefined && last.offset === offset) return last;
    while (offset >= this.#nextStart) {
      this.#line++;
      this.#lineStart = this.#nextStart;
      this.#nextStart = this.#lineAfter(this.#nextStart);
    }
    const point = { line: this.#line, column: offset - this.#lineStart + 1, offset };
    this.#last = point;
    return point;
  }

  /** Where the line that follows the one of `from` begins. Each kind of line break is searched for once a break. */
  #lineAfter(from: number): number {
    const text = this.#text;
    if (this.#feed < from) this.#feed = found(text.indexOf("\n", from));
    if (this.#return < from) this.#return = found(text.indexOf("\r", from));
    if (this.#return > this.#feed) return this.#feed + 1;
    return this.#return + (text.charCodeAt(this.#return + 1) === 10 ? 2 : 1);
  }
}

function found(offset: number): number {
  return offset === -1 ? Number.POSITIVE_INFINITY : offset;
}
