import type { Properties } from "hast";
import { find, html, svg } from "property-information";

/** How the value of one attribute becomes that of a hast property. */
export interface PropertyForm {
  readonly property: string;
  readonly list: "spaces" | "commas" | "either" | undefined;
  readonly number: boolean;
  readonly boolean: boolean;
}

/** Names beyond these are looked up each time: a hostile text has as many as it likes. */
const MOST_NAMES = 4096;

/** Names of `Object.prototype` are no properties. */
const LEFT_OUT = Symbol("left out");

/** Attributes that are the properties of their names. With those below, most posts need no table of all there are. */
const PLAIN = "href src alt title id style lang dir name target align type content cite face color".split(" ");
const plain = { list: undefined, number: false, boolean: false };

const htmlForms = new Map<string, PropertyForm | typeof LEFT_OUT>([
  ...PLAIN.map((property): [string, PropertyForm] => [property, { property, ...plain }]),
  ["class", { ...plain, property: "className", list: "spaces" }],
  ["rel", { ...plain, property: "rel", list: "spaces" }],
  ["width", { ...plain, property: "width", number: true }],
  ["height", { ...plain, property: "height", number: true }],
]);
/** Attributes whose form is known from the start. */
export const usualAttributes: readonly string[] = [...htmlForms.keys()];
const svgForms = new Map<string, PropertyForm | typeof LEFT_OUT>();

export function formOf(name: string, isSvg: boolean): PropertyForm | typeof LEFT_OUT {
  const forms = isSvg ? svgForms : htmlForms;
  const known = forms.get(name);
  if (known !== undefined) return known;
  const form = findForm(name, isSvg);
  if (forms.size < MOST_NAMES) forms.set(name, form);
  return form;
}

/** The form of an attribute by the table of all there are. */
export function findForm(name: string, isSvg: boolean): PropertyForm | typeof LEFT_OUT {
  if (Object.hasOwn(Object.prototype, name)) return LEFT_OUT;
  const info = find(isSvg ? svg : html, name);
  return {
    property: info.property,
    list: info.spaceSeparated
      ? "spaces"
      : info.commaSeparated
        ? "commas"
        : info.commaOrSpaceSeparated
          ? "either"
          : undefined,
    number: info.number,
    boolean: info.boolean || info.overloadedBoolean,
  };
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
