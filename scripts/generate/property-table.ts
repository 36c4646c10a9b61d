import { html } from "property-information";
import { findForm } from "../../src/source/html/properties.js";

/** The text of src/source/html/property-table.ts. */
export function propertyTable(): string {
  const rows = new Map<string, string[]>();
  for (const attribute of Object.keys(html.normal)) {
    const form = findForm(attribute, false);
    if (typeof form === "symbol") continue;
    const { property, list, number, boolean } = form;
    if (property === attribute && list === undefined && !number && !boolean) continue;
    const kind = `{ list: ${list && `"${list}"`}, number: ${number}, boolean: ${boolean} }`;
    const names = rows.get(kind) ?? [];
    rows.set(kind, names);
    names.push(property.toLowerCase() === attribute ? property : `${attribute}=${property}`);
  }
  return [
    "// Generated from property-information by `npm run generate`.",
    'import type { PropertyKind } from "./properties.js";',
    "",
    "/** Attributes of HTML that are no plain text under their own name: the property, of which each is the lower case, or `attribute=property`. */",
    "export const PROPERTIES: readonly (readonly [PropertyKind, string])[] = [",
    ...[...rows].map(([kind, names]) => row(kind, names.join(" "))),
    "];",
    "",
  ].join("\n");
}

/** As the formatter has it. */
function row(kind: string, names: string): string {
  const line = `  [${kind}, "${names}"],`;
  return line.length <= 120 ? line : `  [\n    ${kind},\n    "${names}",\n  ],`;
}
