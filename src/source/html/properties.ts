import type { Properties } from "hast";
import { find, html, svg } from "property-information";
import { PROPERTIES } from "./property-table.js";

/** How the value of an attribute becomes that of a hast property. */
export interface PropertyKind {
  readonly list: "spaces" | "commas" | "either" | undefined;
  readonly number: boolean;
  readonly boolean: boolean;
}

/** The hast property of one attribute. */
export interface PropertyForm extends PropertyKind {
  readonly property: string;
}

/** Names beyond these are looked up each time: a hostile text has as many as it likes. */
const MOST_NAMES = 4096;

/** Names of `Object.prototype` are no properties. */
const LEFT_OUT = Symbol("left out");

type Forms = Map<string, PropertyForm | typeof LEFT_OUT>;

let htmlForms: Forms | undefined;
const svgForms: Forms = new Map();

/** The form of an attribute, its name in lower case: as `findForm` has it, which has to load the table of all there are. */
export function formOf(name: string, isSvg: boolean): PropertyForm | typeof LEFT_OUT {
  htmlForms ??= knownForms();
  const forms = isSvg ? svgForms : htmlForms;
  const known = forms.get(name);
  if (known !== undefined) return known;
  const form = isSvg ? findForm(name, isSvg) : otherForm(name);
  if (forms.size < MOST_NAMES) forms.set(name, form);
  return form;
}

function knownForms(): Forms {
  const forms: Forms = new Map();
  for (const [kind, names] of PROPERTIES) {
    for (const name of names.split(" ")) {
      const [attribute = "", property = attribute] = name.split("=");
      forms.set(attribute.toLowerCase(), formWith(property, kind));
    }
  }
  return forms;
}

const DATA = /^data-[-\w.:]*$/;

/** The form of an attribute that HTML does not know. */
function otherForm(name: string): PropertyForm | typeof LEFT_OUT {
  if (Object.hasOwn(Object.prototype, name)) return LEFT_OUT;
  if (!DATA.test(name)) return formWith(name, TEXT);
  const words = name.slice(5).replace(/-[a-z]/g, (letter) => letter.slice(1).toUpperCase());
  return formWith(`data${words.charAt(0).toUpperCase()}${words.slice(1)}`, TEXT);
}

const TEXT: PropertyKind = { list: undefined, number: false, boolean: false };

/** One shape for all: whoever reads them meets no other. */
function formWith(property: string, { list, number, boolean }: PropertyKind): PropertyForm {
  return { property, list, number, boolean };
}

/** The form of an attribute by the table of all there are. */
export function findForm(name: string, isSvg: boolean): PropertyForm | typeof LEFT_OUT {
  if (Object.hasOwn(Object.prototype, name)) return LEFT_OUT;
  const info = find(isSvg ? svg : html, name);
  const { spaceSeparated, commaSeparated, commaOrSpaceSeparated } = info;
  const list = spaceSeparated ? "spaces" : commaSeparated ? "commas" : commaOrSpaceSeparated ? "either" : undefined;
  const isBoolean = info.boolean || info.overloadedBoolean;
  return { property: info.property, list, number: info.number, boolean: isBoolean };
}

/** hast properties of the attributes of a tag, as hastscript makes them. Names are in lower case, without duplicates. */
export function propertiesOf(names: readonly string[], values: readonly string[], isSvg: boolean): Properties {
  const properties: Properties = {};
  for (let index = 0; index < names.length; index++) {
    const form = formOf(names[index] ?? "", isSvg);
    if (form === LEFT_OUT) continue;
    const { property } = form;
    const value = values[index] ?? "";
    if (form.list === undefined) {
      properties[property] = form.number || form.boolean ? primitive(form, value) : value;
      continue;
    }
    const list = listOf(form, value).map((item) => primitive(form, item) as string | number);
    const before = property === "className" ? properties[property] : undefined;
    properties[property] = Array.isArray(before) ? [...before, ...list] : list;
  }
  return properties;
}

function primitive({ property, number, boolean }: PropertyForm, value: string): string | number | boolean {
  if (number && value !== "" && !Number.isNaN(Number(value))) return Number(value);
  if (boolean && (value === "" || value.toLowerCase() === property.toLowerCase())) return true;
  return value;
}

function listOf({ list }: PropertyForm, value: string): readonly string[] {
  if (list === "spaces") return atSpaces(value);
  return list === "commas" ? atCommas(value) : atSpaces(atCommas(value).join(" "));
}

const WHITE = /\s/;

function atSpaces(value: string): readonly string[] {
  // Most classes stand alone.
  if (value !== "" && !WHITE.test(value)) return [value];
  const trimmed = value.trim();
  return trimmed === "" ? [] : trimmed.split(/[ \t\n\r\f]+/);
}

/** An empty last part is none. */
function atCommas(value: string): readonly string[] {
  const parts = value.split(",").map((part) => part.trim());
  if (parts.at(-1) === "") parts.pop();
  return parts;
}
