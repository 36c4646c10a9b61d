/** Why no browser can load an image from an address. */
export type AddressFault =
  | { readonly kind: "empty" | "value" | "local" | "malformed" }
  /** The last part of its path is a script's word for nothing. */
  | { readonly kind: "ending"; readonly end: string }
  /** Another address stands in its path. */
  | { readonly kind: "nested"; readonly inner: string };

const NO_VALUE = /^(?:#|undefined|null|nan|\[object \w+\]|%5bobject%20\w+%5d|(?:javascript|vbscript|about):.*)$/i;
/** Looked for at the last slash. */
const VALUE_AT_END = /\/(undefined|null|NaN|\[object \w+\]|%5Bobject%20\w+%5D)$/y;
const LOCAL =
  /^(?:file:|blob:|cid:|[a-z]:[\\/]|\\\\|(?:chrome|moz|safari-web)-extension:|webkit-fake-url:|applewebdata:|wxfile:)/i;
/** A scheme with a missing colon or slash, or without a host behind it: slashes too many are skipped, but what follows must look like one. */
const MALFORMED =
  /^https?(?:\/\/|:\/(?!\/)|:(?!\/)|:\/\/(?:\/*$|[:?#]|\/+(?!\/)[^/?#.]*(?:$|[/?#])|\/+[^/?#]+\.(?:avif|gif|jpe?g|png|svg|webp)$))/i;
/** An address at least one folder deep in the path of another. */
const NESTED = /^(?:https?:)?\/\/([^/?#]+)\/([^?#]*[^?#:/])\/(https?:\/\/?[^/\s][^\s]*)$/i;
/** How services that take an address in their path call themselves. */
const PROXY =
  /prox(?:y|ies)|cors|cdn|fetch|unsafe|plain|archive|wayback|thumb|resiz|imag|img|pic|photo|cache|camo|mirror|get|render|shot|remote|insecure|upload|transform|filter|relay|embed|[=,:%@]/i;
/** Longer ones are taken as they are. */
const LONGEST_URL = 4000;

/**
 * Judges an address by its characters alone; undefined: nothing speaks against it. `proxies` are further hosts that
 * take an address in their own path. Addresses that hold template code are not judged.
 */
export function addressFault(written: string, proxies: readonly string[] = []): AddressFault | undefined {
  if (last.written !== written) last = { written, fault: judge(written.trim()) };
  const { fault } = last;
  if (fault?.kind !== "nested" || proxies.length === 0) return fault;
  const host = NESTED.exec(written.trim())?.[1] ?? "";
  return proxies.some((proxy) => isWithin(host, proxy)) ? undefined : fault;
}

/** Of the address asked about last: several rules ask. */
let last: { readonly written: string; readonly fault: AddressFault | undefined } = {
  written: "",
  fault: { kind: "empty" },
};

function judge(url: string): AddressFault | undefined {
  if (url === "") return { kind: "empty" };
  const fault = url.startsWith("/") || WEB.test(url) ? pathFault(url) : startFault(url);
  return fault === undefined || TEMPLATE.test(url) ? undefined : fault;
}

/** What most addresses begin with, but for those of this site, and what is right with it. */
const WEB = /^https?:\/\/[^/:?#]/i;
const TEMPLATE = /\{\{|\{%|<%|\$\{/;

function startFault(url: string): AddressFault | undefined {
  if (NO_VALUE.test(url)) return { kind: "value" };
  if (LOCAL.test(url)) return { kind: "local" };
  if (/^data:/i.test(url)) return undefined;
  const fault = pathFault(url);
  if (fault?.kind !== "ending" && url.length <= LONGEST_URL && MALFORMED.test(url)) return { kind: "malformed" };
  return fault;
}

function pathFault(url: string): AddressFault | undefined {
  if (url.length > LONGEST_URL) return undefined;
  VALUE_AT_END.lastIndex = Math.max(url.lastIndexOf("/"), 0);
  const end = VALUE_AT_END.exec(url)?.[1];
  if (end !== undefined) return { kind: "ending", end };
  // The inner one has a scheme behind that of the outer.
  if (!url.includes(":/", "https:".length)) return undefined;
  const [, host = "", folder = "", inner] = NESTED.exec(url) ?? [];
  return inner === undefined || PROXY.test(`${host}/${folder}`) ? undefined : { kind: "nested", inner };
}

function isWithin(host: string, domain: string): boolean {
  return host.toLowerCase() === domain.toLowerCase() || host.toLowerCase().endsWith(`.${domain.toLowerCase()}`);
}
