import { parseAst } from "rolldown/parseAst";
import { nodes } from "./syntax.js";

/**
 * Makes `examples` of a rule a getter. They are half of a rule's text, and only `galley rules` and tests read them: so they cost
 * nothing until they are asked for.
 */
export function lazyExamples(code: string): string {
  const [program] = nodes(parseAst(code, { lang: "js", sourceType: "module" }));
  const [exported] = nodes(program?.["body"]).filter(({ type }) => type === "ExportDefaultDeclaration");
  const [call] = nodes(exported?.["declaration"]);
  const [rule] = nodes(call?.["arguments"]);
  for (const property of nodes(rule?.["properties"])) {
    const [key] = nodes(property["key"]);
    const [value] = nodes(property["value"]);
    if (key?.["name"] !== "examples" || value === undefined || property["shorthand"] === true) continue;
    const written = code.slice(value.start, value.end);
    return `${code.slice(0, property.start)}get examples() { return ${written}; }${code.slice(property.end)}`;
  }
  throw new Error("A rule without examples");
}
