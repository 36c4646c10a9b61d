import type { Edit } from "../edit.js";
import { readAttributes } from "./attribute.js";
import type { Document } from "./document.js";
import { addressFault } from "./image-address.js";
import { isStopgap, lazySource, noscriptTwins } from "./lazy-source.js";
import { placeholderOf } from "./placeholder.js";
import type { Reference } from "./references.js";

/** Declared smaller than this, an image is an icon or a counter. */
const SMALLEST_SIDE = 50;
/** Drawings of a status, not of the post. */
const BADGE = /\bbadges?\b|shields\.io|\.svg(?:[?#]|$)/i;

/**
 * The address of the body's first image that shows something of the post and means the same on every page: absolute, or
 * from the root of the site. `hosts` are further placeholder services.
 */
export function firstImage(document: Document, hosts: readonly string[]): string | undefined {
  const { masked } = document.markup;
  let twins: ReturnType<typeof noscriptTwins> | undefined;
  for (const { kind, url: written, dynamic, element, range } of document.references) {
    if (kind !== "image" || dynamic) continue;
    let url = written.trim();
    if (element !== undefined) {
      const attributes = readAttributes(masked, range.start, range.end);
      const raw = (name: string): string => attributes.find((one) => one.name === name)?.raw ?? "";
      const small = [raw("width"), raw("height")].some(
        (side) => /^\d+(?:px)?$/.test(side) && Number.parseInt(side) < SMALLEST_SIDE,
      );
      if (small || /display\s*:\s*none|visibility\s*:\s*hidden/i.test(raw("style"))) continue;
      if (isStopgap(url)) {
        twins ??= noscriptTwins(document.markup);
        url = lazySource(attributes)?.url ?? twins.get(range.start)?.url ?? "";
      }
    }
    if (!isPortable(url) || isStopgap(url) || BADGE.test(url)) continue;
    if (placeholderOf(url, hosts) === undefined && addressFault(url) === undefined) return url;
  }
  return undefined;
}

/** Whether an address in the body leads to the same place from elsewhere. */
export function isPortable(url: string): boolean {
  return /^(?:(?:https?:)?\/\/[^\s/]+\.[^\s/]+\/\S|\/[^\s/])\S*$/i.test(url) && !/&#?\w+;|[<>"'\\^`{|}\s]/.test(url);
}

/** The edit that gives an image of the front matter another portable address, in its quotes; undefined for escapes and aliases. */
export function replaceImage(document: Document, { url, urlRange }: Reference, address: string): Edit | undefined {
  const { source } = document;
  if (source.slice(urlRange) !== url) return undefined;
  const quoted = /["']/.test(source.text.charAt(urlRange.start - 1));
  // Plain text may not hold what ends it in a list.
  return { range: urlRange, text: quoted || !/[,[\]]|:$/.test(address) ? address : `"${address}"` };
}
