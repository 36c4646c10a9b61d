import type { Range } from "../edit.js";
import { type Attribute, attributeNamed, readAttributes } from "./attribute.js";
import { type Markup, TEMPLATE_CHARACTER } from "./document.js";
import { addressFault } from "./image-address.js";
import { placeholderOf } from "./placeholder.js";

/** The real address of an image that a script would load. */
export interface LazySource {
  /** The attribute's name, or `noscript`. */
  readonly holder: string;
  /** As written, `&amp;` decoded. */
  readonly url: string;
  readonly range: Range;
}

/** Attributes in which lazy loaders keep the address, the likeliest first. */
const HOLDERS: readonly string[] = (
  "data-original-src data-original data-src data-lazy-src data-actualsrc data-echo data-lazy data-lazyload " +
  "data-lazyload-src data-lazy-original data-real-src data-actual data-img-src data-image-src data-croporisrc " +
  "data-backsrc data-ks-lazyload data-cfsrc data-orig-src data-orig-file data-rawurl data-delay-url data-imgurl " +
  "data-image data-url lazy-src lazysrc lazyload _src original zoomfile file data-srcset data-lazy-srcset"
).split(" ");
const IS_HOLDER: ReadonlySet<string> = new Set(HOLDERS);

const ADDRESS = /^(?:https?:)?\/\/[^\s/]+\.[^\s/]+\/\S*$/i;
const IMAGE_PATH = /^[^\s:]+\.(?:gif|png|jpe?g|svg|webp|avif|bmp)(?:[?#!]\S*)?$/i;

/** The attribute of an `<img>` that holds an address which no browser loads by itself. */
export function lazySource(attributes: readonly Attribute[]): LazySource | undefined {
  if (!attributes.some(({ name }) => IS_HOLDER.has(name))) return undefined;
  for (const holder of HOLDERS) {
    const attribute = attributeNamed(attributes, holder);
    if (attribute?.raw === undefined || attribute.valueRange === undefined) continue;
    const value = attribute.raw.trim().replaceAll("&amp;", "&");
    const url = holder.endsWith("srcset") ? (/^\S*[^\s,]/.exec(value)?.[0] ?? "") : value;
    if (isAddress(url)) return { holder, url, range: attribute.valueRange };
  }
  return undefined;
}

function isAddress(url: string): boolean {
  if (url.includes(TEMPLATE_CHARACTER) || /\{\{|\{%|<%|\$\{/.test(url) || /\/(?:undefined|null)$/.test(url))
    return false;
  return (ADDRESS.test(url) || IMAGE_PATH.test(url)) && placeholderOf(url) === undefined;
}

/**
 * Images with a twin for readers without scripts in a `<noscript>` right behind them: start of the image -> address in
 * the twin's `src`. Linear.
 */
export function noscriptTwins(markup: Markup): ReadonlyMap<number, LazySource> {
  if (last?.markup !== markup) last = { markup, twins: findTwins(markup) };
  return last.twins;
}

/** Those of the markup asked about last: several rules ask. */
let last: { readonly markup: Markup; readonly twins: ReadonlyMap<number, LazySource> } | undefined;

function findTwins({ tags, masked }: Markup): ReadonlyMap<number, LazySource> {
  const twins = new Map<number, LazySource>();
  for (let index = 2; index < tags.length; index++) {
    const noscript = tags[index - 1];
    if (noscript?.name !== "noscript" || noscript.closing) continue;
    const image = tags[index - 2];
    const tag = tags[index];
    if (tag?.name !== "img" || image?.name !== "img") continue;
    if (masked.slice(image.range.end, noscript.range.start).trim() !== "") continue;
    if (masked.slice(noscript.range.end, tag.range.start).trim() !== "") continue;
    const attributes = readAttributes(masked, tag.range.start, tag.range.end);
    const source = attributeNamed(attributes, "src");
    const url = source?.raw?.trim().replaceAll("&amp;", "&") ?? "";
    if (source?.valueRange === undefined || !isAddress(url)) continue;
    twins.set(image.range.start, { holder: "noscript", url, range: source.valueRange });
  }
  return twins;
}

/** What brings a source of its own, or binds one: `srcset`, `:src`, `v-bind:src`, `[src]`, `{...props}`. */
const BINDS_SOURCE = /^(?:.*[:.[])(?:src|srcset)\]?$|^v-bind$|^srcset$|^\{/;

/** The real address of an `<img>` whose `src` only keeps its place, or is not there. */
export function lazyAddress(attributes: readonly Attribute[], twin: LazySource | undefined): LazySource | undefined {
  const real = lazySource(attributes) ?? twin;
  if (real === undefined || attributes.some(({ name }) => BINDS_SOURCE.test(name))) return undefined;
  const shown = attributeNamed(attributes, "src")?.raw?.trim() ?? "";
  return real.url === shown.replaceAll("&amp;", "&") || !isStopgap(shown) ? undefined : real;
}

/** A saved page holds whole photographs as `data:` URLs; a loader's are short. */
const LONGEST_LOADER = 3000;
/** A name's end tells enough. */
const LONGEST_NAME = 100;
const LOADER_NAME =
  /(?:^|[^a-z])(?:load(?:ing|er|img)?|lazy(?:load)?|place-?holder|blank|gr[ae]y|spacer|transparent|pixel|1x1|default|white|dot|trans|empty|spinner)(?![a-z])[^/]*\.(?:gif|png|svg|jpe?g|webp)$/i;

/** Whether a `src` only keeps the place of an image, now that another address is at hand. */
export function isStopgap(src: string): boolean {
  if (/^data:/i.test(src)) return src.length <= LONGEST_LOADER;
  const kind = addressFault(src)?.kind;
  if (kind === "empty" || kind === "value" || kind === "ending") return true;
  if (/\{\{|\{%|<%/.test(src)) return false;
  return LOADER_NAME.test(fileName(src)) || placeholderOf(src) !== undefined;
}

function fileName(url: string): string {
  const path = /^[^?#]*/.exec(url)?.[0] ?? "";
  return path.slice(path.lastIndexOf("/") + 1).slice(-LONGEST_NAME);
}
