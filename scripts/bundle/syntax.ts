/** A node of a syntax tree in the form of ESTree; `start` and `end` are offsets of the code. */
export interface Syntax {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** The nodes among the values of a property. */
export function nodes(value: unknown): readonly Syntax[] {
  if (Array.isArray(value)) return value.flatMap(nodes);
  return isSyntax(value) ? [value] : [];
}

function isSyntax(value: unknown): value is Syntax {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** Every node below one, itself first. */
export function* below(top: Syntax): Generator<Syntax> {
  const pending: Syntax[] = [top];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    yield node;
    for (const value of Object.values(node)) pending.push(...nodes(value));
  }
}

/** Properties of nodes that give a name a meaning. */
const bindings: Readonly<Record<string, readonly string[]>> = {
  VariableDeclarator: ["id"],
  FunctionDeclaration: ["id", "params"],
  FunctionExpression: ["id", "params"],
  ArrowFunctionExpression: ["params"],
  ClassDeclaration: ["id"],
  ClassExpression: ["id"],
  CatchClause: ["param"],
};

/** How often each name is given a meaning, or another value, in a scope and inside of it. */
export function boundNames(scope: Syntax): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const node of below(scope)) {
    for (const property of bindings[node.type] ?? []) {
      for (const pattern of nodes(node[property])) {
        for (const name of namesOf(pattern)) found.set(name, (found.get(name) ?? 0) + 1);
      }
    }
  }
  return found;
}

/** The names that a pattern binds: what stands for a missing value mentions names, and binds none. */
function namesOf(pattern: Syntax): readonly string[] {
  if (pattern.type === "Identifier") return [String(pattern["name"])];
  const parts = ["left", "properties", "elements", "argument", ...(pattern.type === "Property" ? ["value"] : [])];
  return parts.flatMap((part) => nodes(pattern[part]).flatMap(namesOf));
}

/** Every mention of the names as values; `shorthand`: as `{ name }`. */
export function* mentions(
  scope: Syntax,
  names: ReadonlySet<string>,
): Generator<{ readonly start: number; readonly end: number; readonly name: string; readonly shorthand: boolean }> {
  const pending: { readonly node: Syntax; readonly shorthand: boolean }[] = [{ node: scope, shorthand: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, shorthand } = next;
    if (node.type === "Identifier" && names.has(String(node["name"]))) {
      yield { start: node.start, end: node.end, name: String(node["name"]), shorthand };
      continue;
    }
    for (const [key, value] of Object.entries(node)) {
      const isName =
        node["computed"] !== true && (key === "key" || (node.type === "MemberExpression" && key === "property"));
      if (isName || key === "label") continue;
      const isShort = node.type === "Property" && node["shorthand"] === true;
      pending.push(...nodes(value).map((child) => ({ node: child, shorthand: isShort })));
    }
  }
}
