import { isMapping, unsupportedKeyword } from "./options.js";
import type { AnyRule } from "./types.js";

/**
 * The rules that a plugin module exports: its default export is `{ rules: [...] }` or a list of rules.
 * @throws Error in a user's words when it is neither, or when a rule could not run.
 */
export function pluginRules(module: unknown, known: readonly AnyRule[]): readonly AnyRule[] {
  const { default: exported } = isMapping(module) ? module : { default: undefined };
  const { rules } = isMapping(exported) ? exported : { rules: exported };
  if (!Array.isArray(rules)) throw new Error("its default export must be a list of rules or `{ rules: [...] }`");
  const result: AnyRule[] = [];
  for (const rule of rules) {
    const problem = ruleProblem(rule);
    if (problem !== undefined) throw new Error(problem);
    const checked: AnyRule = rule;
    if ([...known, ...result].some(({ id }) => id === checked.id)) {
      throw new Error(`there is a rule \`${checked.id}\` already; give yours a namespace of its own`);
    }
    result.push(checked);
  }
  return result;
}

function ruleProblem(rule: unknown): string | undefined {
  if (!isMapping(rule)) return "one of its rules is no object";
  const { id, create, messages, recommended, fixes, options } = rule;
  if (typeof id !== "string" || !/^[a-z][a-z\d-]*\/[a-z][a-z\d-]*$/.test(id)) {
    return `the id of a rule must read \`namespace/name\` in lower case, but is \`${String(id)}\``;
  }
  if (typeof create !== "function") return `rule \`${id}\` has no function \`create\``;
  if (!isMapping(messages)) return `rule \`${id}\` has no \`messages\``;
  if (!["off", "info", "warn", "error"].includes(String(recommended))) {
    return `rule \`${id}\` must say its severity as \`recommended\`: \`off\`, \`info\`, \`warn\` or \`error\``;
  }
  if (!["none", "safe", "unsafe", "manual"].includes(String(fixes))) {
    return `rule \`${id}\` must say as \`fixes\` the boldest fix that it attaches: \`none\`, \`safe\`, \`unsafe\` or \`manual\``;
  }
  if (options === undefined) return undefined;
  const { properties } = isMapping(options) ? options : { properties: undefined };
  if (!isMapping(properties)) return `\`options\` of rule \`${id}\` must be a JSON Schema of an object`;
  const keyword = unsupportedKeyword(options);
  return keyword === undefined
    ? undefined
    : `\`options\` of rule \`${id}\` use the keyword \`${keyword}\`, which galley does not check`;
}
