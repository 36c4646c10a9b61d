/** Why a URL shows no picture of its own. */
export type Placeholder =
  | { readonly kind: "service"; readonly host: string }
  | { readonly kind: "name"; readonly name: string }
  /** `size` as in `1×1`; undefined: a drawing without a shape in it. */
  | { readonly kind: "blank"; readonly size: string | undefined };

/** Services that make up an image for any size asked for. With a path: only below it. */
const SERVICES: readonly string[] = (
  "picsum.photos lorempicsum.com unsplash.it source.unsplash.com/random source.unsplash.com/featured placeholder.com " +
  "placehold.co placehold.it placehold.jp placeholder.pics placeholdit.imgix.net placekitten.com placedog.net " +
  "place-puppy.com place.dog placebear.com placebeard.it placecage.com placecorgi.com placeimg.com fillmurray.com " +
  "dummyimage.com loremflickr.com lorempixel.com fakeimg.pl baconmockup.com ipsumimage.appspot.com " +
  "stevensegallery.com placeskull.com via.assets.so api.lorem.space satyr.dev"
).split(" ");

/** File names, without size or density, of images that stand where another belongs. */
const NAMES =
  /^(?:(?:image|img|lazy|default|video|thumb|thumbnail|post|photo|pic)[-_]?)?(?:place-?_?holder(?:[-_]?(?:image|img))?)$|^(?:lazy[-_]?load(?:ing|er)?|lazy|load-?_?img|ajax[-_]?load(?:er|ing)|img[-_]?load(?:er|ing)|spacer|1x1|1px|no[-_]?(?:image|img|pic|photo|thumb|cover)|image[-_]?(?:not[-_]?(?:found|available)|coming[-_]?soon))$/;
const GIF_NAMES = /^(?:loading|loader|blank|gr[ae]y|pixel|transparent|trans|clear|shim|empty|space|dot_clear)$/;
const BLANK_NAMES = /^(?:blank|transparent)$/;
const IMAGE_ENDINGS: ReadonlySet<string> = new Set(["gif", "png", "jpg", "jpeg", "svg", "webp", "avif"]);
const SIZE_IN_NAME = /[-_.@](?:\d+x\d*|\dx)$/;

/**
 * Says whether a URL is a known placeholder: of a service (`hosts` adds to the list), by its file name, or a `data:`
 * image that decodes to next to nothing. undefined: as far as a text can tell, it is an image.
 */
export function placeholderOf(url: string, hosts: readonly string[] = []): Placeholder | undefined {
  if (last.url !== url) last = { url, placeholder: judge(url) };
  const { placeholder } = last;
  if (hosts.length === 0 || (placeholder !== undefined && placeholder.kind !== "name")) return placeholder;
  const address = ADDRESS.exec(url);
  if (address === null) return placeholder;
  const host = (address[1] ?? "").toLowerCase();
  return hosts.some((service) => isBelow(host, address[2] ?? "", service)) ? { kind: "service", host } : placeholder;
}

/** Of the URL asked about last: several rules ask. */
let last: { readonly url: string; readonly placeholder: Placeholder | undefined } = { url: "", placeholder: undefined };

const ADDRESS = /^(?:https?:)?\/\/(?:[^/?#@]*@)?([^/?#:]+)(?::\d+)?([^?#]*)/i;

function judge(url: string): Placeholder | undefined {
  if (/^data:/i.test(url)) return blankData(url);
  if (/^\/?holder\.js\//i.test(url)) return { kind: "service", host: "holder.js" };
  const address = ADDRESS.exec(url);
  if (address !== null) {
    const host = (address[1] ?? "").toLowerCase();
    if (isService(host, address[2] ?? "")) return { kind: "service", host };
  }
  const name = fileName(address === null ? (/^[^?#]*/.exec(url)?.[0] ?? "") : (address[2] ?? ""));
  const dot = name.lastIndexOf(".");
  const ending = name.slice(dot + 1).toLowerCase();
  if (dot === -1 || !IMAGE_ENDINGS.has(ending)) return undefined;
  const stem = name.slice(0, dot).toLowerCase().replace(SIZE_IN_NAME, "");
  const known =
    NAMES.test(stem) ||
    (ending === "gif" && GIF_NAMES.test(stem)) ||
    (ending !== "jpg" && ending !== "jpeg" && BLANK_NAMES.test(stem));
  return known ? { kind: "name", name } : undefined;
}

/** By host, so that an address costs a look for each part of its own. */
const SERVICES_BY_HOST: ReadonlyMap<string, readonly string[]> = SERVICES.reduce((all, service) => {
  const [host = ""] = service.split("/");
  return all.set(host, [...(all.get(host) ?? []), service]);
}, new Map<string, readonly string[]>());

const LONGEST_HOST = Math.max(...[...SERVICES_BY_HOST.keys()].map(({ length }) => length));

function isService(host: string, path: string): boolean {
  for (let at = 0; ; ) {
    const services = host.length - at > LONGEST_HOST ? undefined : SERVICES_BY_HOST.get(host.slice(at));
    if (services?.some((service) => isBelow(host, path, service)) === true) return true;
    const dot = host.indexOf(".", at);
    if (dot === -1) return false;
    at = dot + 1;
  }
}

function isBelow(host: string, path: string, service: string): boolean {
  const slash = service.indexOf("/");
  const name = (slash === -1 ? service : service.slice(0, slash)).toLowerCase();
  if (host !== name && !host.endsWith(`.${name}`)) return false;
  const folder = slash === -1 ? "" : service.slice(slash).replace(/\/$/, "");
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** No more of a `data:` URL is decoded: headers are short, and so is an empty drawing. */
const DECODED = 4096;
/** Larger in both directions is a picture, however plain. */
const BLANK_SIDE = 2;

function blankData(url: string): Placeholder | undefined {
  const comma = url.indexOf(",");
  if (comma === -1 || comma > 100) return undefined;
  const type = url.slice(5, comma).toLowerCase();
  const data = url.slice(comma + 1);
  if (data.trim() === "") return { kind: "blank", size: undefined };
  const bytes = decode(data.slice(0, DECODED), type.endsWith(";base64"));
  if (bytes === undefined) return undefined;
  if (type.startsWith("image/svg+xml")) return data.length > DECODED ? undefined : blankDrawing(bytes);
  const byte = (at: number): number => bytes.charCodeAt(at);
  if (bytes.startsWith("GIF8") && bytes.length >= 10) {
    return tiny(byte(6) + byte(7) * 256, byte(8) + byte(9) * 256);
  }
  if (bytes.startsWith("\x89PNG") && bytes.length >= 24) {
    return tiny(byte(18) * 256 + byte(19), byte(22) * 256 + byte(23), byte(16) + byte(17) + byte(20) + byte(21));
  }
  return undefined;
}

function tiny(width: number, height: number, beyond = 0): Placeholder | undefined {
  if (beyond > 0 || width > BLANK_SIDE || height > BLANK_SIDE) return undefined;
  return { kind: "blank", size: `${width}×${height}` };
}

const SHAPES =
  /<(?:\w+:)?(?:path|rect|circle|ellipse|line|polygon|polyline|text|image|use|foreignObject|style|script)\b/i;

function blankDrawing(svg: string): Placeholder | undefined {
  const root = /<(?:\w+:)?svg\b[^>]*>/i.exec(svg)?.[0];
  if (root === undefined) return undefined;
  const side = (name: string): number =>
    Number(new RegExp(`\\s${name}\\s*=\\s*["']?(\\d+)(?:px)?["'\\s>]`, "i").exec(root)?.[1] ?? Number.NaN);
  const sized = tiny(side("width"), side("height"));
  if (sized !== undefined && side("width") >= 0 && side("height") >= 0) return sized;
  return SHAPES.test(svg) ? undefined : { kind: "blank", size: undefined };
}

/** Bytes as characters; undefined where the data is not what it says. */
function decode(data: string, base64: boolean): string | undefined {
  let text = data;
  if (data.includes("%")) {
    try {
      text = decodeURIComponent(data.replace(/%[0-9a-f]?$/i, ""));
    } catch {
      text = data;
    }
  }
  if (!base64) return text;
  const digits = text
    .replace(/[\s=]+/g, "")
    .replaceAll("-", "+")
    .replaceAll("_", "/");
  try {
    return atob(digits.slice(0, digits.length - (digits.length % 4 === 1 ? 1 : 0)));
  } catch {
    return undefined;
  }
}
