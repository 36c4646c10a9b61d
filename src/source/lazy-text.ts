import type { Range } from "../edit.js";
import type { Position, SourceText } from "./source-text.js";

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
export function lazyText({ length, position, open }: LazyTextOptions): SourceText {
  return {
    lazyLength: length,
    get text() {
      return open().text;
    },
    get bom() {
      return open().bom;
    },
    get lineCount() {
      return open().lineCount;
    },
    get lineEnding() {
      return open().lineEnding;
    },
    position: (offset) => position(offset) ?? open().position(offset),
    offset: (place) => open().offset(place),
    line: (number) => open().line(number),
    lineAt: (offset) => position(offset)?.line ?? open().lineAt(offset),
    slice: (range: Range) => open().slice(range),
  };
}
