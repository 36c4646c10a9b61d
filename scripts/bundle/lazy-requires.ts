import { parseAst } from "rolldown/parseAst";
import { boundNames, mentions, nodes, type Syntax } from "./syntax.js";

/*
 * A bundler keeps to the letter of ES modules: what is imported is loaded first. Here imports of other chunks, of packages and
 * of Node's own modules wait until something of them is used. Each becomes a function that requires at its first call, and
 * each mention of it becomes a call. The sources keep their plain imports.
 */

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Makes the imports of one CommonJS chunk lazy, and its exports cheap. */
export function lazyRequires(code: string): string {
  const [program] = nodes(parseAst(code, { lang: "js", sourceType: "script" }));
  if (program === undefined) throw new Error("no program");
  const body = nodes(program["body"]);
  const edits = [...lazyScope(program, body, code, new Set()), ...exportEdits(body, code)];
  for (const statement of body) {
    const wrapped = packageModule(statement, code);
    if (wrapped !== undefined) edits.push(...lazyScope(wrapped, nodes(wrapped["body"]), code, new Set()));
  }
  let text = "";
  let at = 0;
  for (const edit of edits.sort((a, b) => a.start - b.start)) {
    if (edit.start < at) continue;
    text += code.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return text + code.slice(at);
}

/** The body of a module that was CommonJS before: `var require_a = require_rolldown_runtime.__commonJSMin(((exports) => { … }))`. */
function packageModule(statement: Syntax, code: string): Syntax | undefined {
  const head = code.slice(statement.start, statement.start + 200);
  if (!/^var require_[\w$]+ = (?:\/\* @__PURE__ \*\/ )?require_rolldown_runtime\.__commonJSMin\(/.test(head))
    return undefined;
  const [declarator] = nodes(statement["declarations"]);
  const [call] = nodes(declarator?.["init"]);
  let [inner] = nodes(call?.["arguments"]);
  while (inner?.type === "ParenthesizedExpression") [inner] = nodes(inner["expression"]);
  const [found] = nodes(inner?.["body"]);
  return found?.type === "FunctionBody" || found?.type === "BlockStatement" ? found : undefined;
}

function lazyScope(scope: Syntax, body: readonly Syntax[], code: string, lazy: Set<string>): Edit[] {
  const edits: Edit[] = [];
  const bound = boundNames(scope);
  const wrapped = new Map(body.flatMap((statement) => wrapping(statement, code)));
  for (const statement of body) {
    const { start, end } = statement;
    const found = imported(code.slice(start, end), lazy);
    // A name that means something else further in would be mistaken for this.
    if (found !== undefined && bound.get(found.name) === 1) {
      lazy.add(found.name);
      const value = wrapped.get(found.name)?.replace("*", () => found.value) ?? found.value;
      const { name } = found;
      edits.push({ start, end, text: `let $$${name}; function ${name}() { return $$${name} ??= ${value}; }` });
    } else if (isBareRequire(code.slice(start, end)) || wrapping(statement, code).some(([name]) => lazy.has(name))) {
      edits.push({ start, end, text: "" });
    }
  }
  const replaced = edits.map(({ start, end }) => ({ start, end }));
  for (const { start, end, name, shorthand } of mentions(scope, lazy)) {
    if (replaced.some((one) => start >= one.start && end <= one.end)) continue;
    // In parentheses, since `new vm().Script()` would make a `vm`.
    edits.push({ start, end, text: `${shorthand ? `${name}: ` : ""}(${name}())` });
  }
  return edits;
}

/** A declaration that only requires: `const require_yaml = require("./yaml.cjs")`, `var import_dist = require_yaml.require_dist()`. */
function imported(
  statement: string,
  lazy: ReadonlySet<string>,
): { readonly name: string; readonly value: string } | undefined {
  const [, name = "", value = ""] =
    /^(?:const|let|var) ([\w$]+) = (?:\/\* @__PURE__ \*\/ )?([^;]+);?$/.exec(statement) ?? [];
  if (/^require\("(?:\.\/|node:)[^"]+"\)$/.test(value)) return { name, value };
  const [, owner = ""] =
    /^(?:require_rolldown_runtime\.__toESM\()?([\w$]+)\.require_[\w$]+\(\)(?:, 1\))?$/.exec(value) ?? [];
  return lazy.has(owner) ? { name, value: value.replace(/\b(require_[\w$]+)\.(?=[\w$]+\()/g, "$1().") } : undefined;
}

/** `node_os = require_rolldown_runtime.__toESM(node_os, 1);`: what becomes of a value that was required before, `*` standing for it. */
function wrapping({ start, end }: Syntax, code: string): readonly (readonly [name: string, value: string])[] {
  const [, name, call, rest = ""] =
    /^([\w$]+) = (require_rolldown_runtime)\.__toESM\(\1(, 1)?\);?$/.exec(code.slice(start, end)) ?? [];
  return name === undefined ? [] : [[name, `${call}().__toESM(*${rest})`]];
}

function isBareRequire(statement: string): boolean {
  return /^require\("\.\/[^"]+"\);?$/.test(statement);
}

/** Hundreds of calls that each define one getter become plain properties. */
function exportEdits(body: readonly Syntax[], code: string): readonly Edit[] {
  return body.flatMap(({ start, end }) => {
    const [, key, name] =
      /^Object\.defineProperty\(exports, ("[^"]+"), \{\s*enumerable: true,\s*get: function\(\) \{\s*return ([\w$]+);\s*\}\s*\}\);?$/.exec(
        code.slice(start, end),
      ) ?? [];
    return key === undefined ? [] : [{ start, end, text: `exports[${key}] = ${name};` }];
  });
}
