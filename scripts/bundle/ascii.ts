import { parseAst } from "rolldown/parseAst";
import { below, nodes } from "./syntax.js";

/**
 * The same code in ASCII, which V8 reads and keeps at half the cost of other text.
 *
 * @throws Error when something else than a text or a regular expression holds other characters
 */
export function asciiCode(code: string): string {
  const [program] = nodes(parseAst(code, { lang: "js", sourceType: "script" }));
  const spans: { readonly start: number; readonly end: number }[] = [];
  for (const node of program === undefined ? [] : below(program)) {
    if (node.type === "Literal" || node.type === "TemplateElement") spans.push(node);
    if (node.type === "TaggedTemplateExpression" && /[^\0-\x7f]/.test(code.slice(node.start, node.end)))
      throw new Error("A tagged template must stay as it is written");
  }
  let text = "";
  let at = 0;
  for (const { start, end } of spans.sort((a, b) => a.start - b.start)) {
    text += code.slice(at, start) + escaped(code.slice(start, end));
    at = end;
  }
  text += code.slice(at);
  const other = /[^\0-\x7f]/.exec(text);
  if (other !== null) throw new Error(`No ASCII: ${text.slice(Math.max(0, other.index - 60), other.index + 20)}`);
  return text;
}

function escaped(text: string): string {
  return text.replace(/\\[\s\S]|[^\0-\x7f]/g, (found) => {
    const unit = found.charCodeAt(found.length - 1);
    return unit < 0x80 ? found : `\\u${unit.toString(16).padStart(4, "0")}`;
  });
}
