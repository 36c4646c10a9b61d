import { CST, Lexer } from "yaml";
import { MAX_DEPTH } from "./parsed-mapping.js";
import { isControl } from "./yaml-comments.js";

/**
 * Where a YAML text nests deeper than the cap, if it does. Two deep documents make the parser abort the whole process,
 * so it must never see one. First by characters alone, which can only overrate the depth; then by tokens.
 */
export function tooDeepAt(text: string): number | undefined {
  if (!mayBeDeep(text)) return undefined;
  const indents: number[] = [];
  const flow: string[] = [];
  let markers = 0;
  let column = 0;
  let atLineStart = true;
  let offset = 0;
  let scalarFollows = false;
  const step = (): void => {
    while ((indents.at(-1) ?? -1) >= column) indents.pop();
    indents.push(column);
    atLineStart = false;
  };
  for (const token of new Lexer().lex(text)) {
    if (scalarFollows) {
      scalarFollows = false;
      if (atLineStart) step();
      offset += token.length;
      continue;
    }
    if (isControl(token)) {
      scalarFollows = token === CST.SCALAR;
      continue;
    }
    const type = CST.tokenType(token);
    if (type === "newline") {
      atLineStart = true;
      column = 0;
      markers = 0;
    } else if (type === "space") {
      column += atLineStart ? token.length : 0;
    } else {
      if (atLineStart) step();
      if (type === "flow-seq-start" || type === "flow-map-start") flow.push(token);
      else if (token === "]" || token === "}") {
        if (flow.at(-1) === (token === "]" ? "[" : "{")) flow.pop();
      } else if (type === "seq-item-ind" || type === "explicit-key-ind" || type === "map-value-ind") markers++;
    }
    if (indents.length + markers + flow.length > MAX_DEPTH) return offset;
    offset += token.length;
  }
  return undefined;
}

/** Every bracket counts as never closed, every `- `, `? ` and `: ` of a line as one level. */
function mayBeDeep(text: string): boolean {
  const indents: number[] = [];
  let brackets = 0;
  let indent = 0;
  let markers = 0;
  let deepest = 0;
  let atLineStart = true;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 10 || unit === 13) {
      atLineStart = true;
      indent = 0;
      markers = 0;
      continue;
    }
    if (atLineStart) {
      if (unit === 32 || unit === 9) {
        indent++;
        continue;
      }
      atLineStart = false;
      while ((indents.at(-1) ?? -1) >= indent) indents.pop();
      indents.push(indent);
    }
    if (unit === 91 || unit === 123) brackets++;
    else if ((unit === 45 || unit === 63 || unit === 58) && !(text.charCodeAt(at + 1) > 32)) markers++;
    if (indents.length + markers > deepest) deepest = indents.length + markers;
  }
  return deepest + brackets > MAX_DEPTH;
}
