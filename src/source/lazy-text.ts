import type { Range } from "../edit.js";
import type { LineEnding, Position, SourceText } from "./source-text.js";

/** A text that is read when it is asked for, and not kept. */
export interface LazyTextOptions {
  /** In UTF-16 units. */
  readonly length: number;
  /** Places that are known without the text. */
  readonly position: (offset: number) => Position | undefined;
  /** Reads the text; called anew for every question, so it had better remember the last one. */
  readonly open: () => SourceText;
}

/** A text of which places are known, and the rest can be had. */
export function lazyText(options: LazyTextOptions): SourceText {
  return new LazyText(options);
}

class LazyText implements SourceText {
  readonly lazyLength: number;
  readonly #position: LazyTextOptions["position"];
  readonly #open: LazyTextOptions["open"];

  constructor({ length, position, open }: LazyTextOptions) {
    this.lazyLength = length;
    this.#position = position;
    this.#open = open;
  }

  get text(): string {
    return this.#open().text;
  }

  get bom(): boolean {
    return this.#open().bom;
  }

  get lineCount(): number {
    return this.#open().lineCount;
  }

  get lineEnding(): LineEnding {
    return this.#open().lineEnding;
  }

  position(offset: number): Position {
    return this.#position(offset) ?? this.#open().position(offset);
  }

  offset(position: Position): number {
    return this.#open().offset(position);
  }

  line(number: number): Range {
    return this.#open().line(number);
  }

  lineAt(offset: number): number {
    return this.#position(offset)?.line ?? this.#open().lineAt(offset);
  }

  slice(range: Range): string {
    return this.#open().slice(range);
  }
}
