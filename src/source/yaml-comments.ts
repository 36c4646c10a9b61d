import { CST, Lexer } from "yaml";
import type { Range } from "../edit.js";

/** Comments by the parser's own tokens: a `#` in a string or block scalar is none. `shift` is added to each offset. */
export function yamlComments(text: string, shift: number): readonly Range[] {
  if (!text.includes("#")) return [];
  const comments: Range[] = [];
  let offset = 0;
  let scalarFollows = false;
  for (const token of new Lexer().lex(text)) {
    if (!scalarFollows && isControl(token)) {
      scalarFollows = token === CST.SCALAR;
      continue;
    }
    if (!scalarFollows && token.startsWith("#")) {
      comments.push({ start: shift + offset, end: shift + offset + token.length });
    }
    scalarFollows = false;
    offset += token.length;
  }
  return comments;
}

/** Announces what follows; not part of the text. */
export function isControl(token: string): boolean {
  return token === CST.SCALAR || token === CST.DOCUMENT || token === CST.FLOW_END || token === CST.BOM;
}
