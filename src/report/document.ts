import type { Apart, DocumentReporter, Held } from "./reporter.js";

/** A document of parts that each depend on one file alone. */
export function documentReporter(apart: Apart, document: DocumentReporter["document"]): DocumentReporter {
  return {
    apart,
    document,
    file(result) {
      apart.note({ errors: result.errors, rules: result.diagnostics.map(({ rule }) => rule) });
      return apart.draw(result);
    },
  };
}

const SEPARATOR = ",\n";

/** An entry of a JSON array, as it is put aside. */
export function jsonItem(json: string): string {
  return json + SEPARATOR;
}

/** The array of items that were put aside. */
export function* jsonArray(held: Held, indent: string): Generator<string | Uint8Array> {
  if (held.size === 0) yield "[]";
  else {
    yield "[\n";
    yield* held.pieces(0, held.size - SEPARATOR.length);
    yield `\n${indent}]`;
  }
}

/** Lines that were put aside. The last one ends with a line feed, too. */
export function* heldLines(held: Held): Generator<string> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  // A line may be long, and go over many pieces.
  let parts: string[] = [];
  for (const piece of held.pieces()) {
    const [first = "", ...others] = decoder.decode(piece, { stream: true }).split("\n");
    parts.push(first);
    for (const begun of others) {
      yield parts.join("");
      parts = [begun];
    }
  }
}
