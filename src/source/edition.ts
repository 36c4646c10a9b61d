import type { Listing } from "../capabilities.js";
import type { Document } from "./document.js";
import { isLayoutPiece } from "./layout-pieces.js";

/** ISO 639-1, and names of languages that folders go by. */
const LANGUAGES: ReadonlySet<string> = new Set(
  (
    "aa ab af am ar as az ba be bg bn bo br bs ca ce co cs cy da de dv dz el en eo es et eu fa fi fo fr fy ga gd gl gu ha he hi hr ht hu hy ia id ig ii is it iu " +
    "ja jv ka kk kl km kn ko ks ku ky la lb ln lo lt lv mg mi mk ml mn mr ms mt my nb ne nl nn no ny oc om or pa pl ps pt qu rm ro ru rw sa sc sd se si sk sl sm " +
    "sn so sq sr st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ug uk ur uz vi wo xh yi yo zh zu cn jp kr " +
    "english chinese french german spanish russian japanese korean portuguese italian"
  ).split(" "),
);

/** `en`, `zh-CN`, `pt_br`, `zh-Hans-CN`. */
function languageOf(part: string): string | undefined {
  const [, language, ...rest] = /^([a-z]{2,10})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}|\d{3}))?$/i.exec(part) ?? [];
  if (language === undefined || !LANGUAGES.has(language.toLowerCase())) return undefined;
  return [language, ...rest.filter((one) => one !== undefined)].join("-").toLowerCase();
}

/** `v2`, `1.x`, `7.4`, `version-1.0.0`, `3.0-rc`, `next`, `latest`. */
const VERSION =
  /^(?:v\d+|(?:v|version-?|release-?)?\d+(?:\.(?:\d+|x))+[\w.-]*|next|latest|current|stable|main|master)$/i;

/** Files at the root of a site. */
const SITE_FILES =
  /^(?:_config\.(?:yml|yaml|toml)|hugo\.(?:toml|yaml|yml|json)|config\.toml|\.eleventy\.c?js|(?:eleventy|astro|docusaurus)\.config\.[cm]?[jt]s|\.vitepress)$/;

/**
 * Which edition of which site a post belongs to: its language and version, by folders, file name and front matter, and the folder of
 * the site. What two editions say twice is a translation or an older version. When in doubt, two editions are told apart.
 */
export function editionOf(document: Document, listFolder: ListFolder | undefined): string {
  if (document !== known.document || listFolder !== known.listFolder) {
    known = { document, listFolder, edition: readEdition(document, listFolder) };
  }
  return known.edition;
}

type ListFolder = (folder: string) => Listing | undefined;

/** Of the document asked about last: several rules ask about one after the other. */
let known: {
  readonly document: Document | undefined;
  readonly listFolder: ListFolder | undefined;
  readonly edition: string;
} = { document: undefined, listFolder: undefined, edition: "" };

function readEdition({ path, frontMatter }: Document, listFolder: ListFolder | undefined): string {
  const folder = folderOf(path);
  const marks = [siteOf(folder, listFolder), ...folder.marks];
  // `post.en.md`, `post-zh.md`, `post_zh-CN.md`
  const suffix = /[._-]([a-z]{2}(?:[-_][a-z]{2,4})?)\.[a-z]+$/i.exec(path.slice(path.lastIndexOf("/") + 1))?.[1];
  const inName = suffix === undefined ? undefined : languageOf(suffix);
  if (inName !== undefined) marks.push(inName);
  for (const key of ["lang", "locale", "language", "languageCode", "version"]) {
    const value = frontMatter?.data?.[key];
    if (typeof value === "string" || typeof value === "number")
      marks.push(String(value).toLowerCase().replace("_", "-"));
  }
  return marks.join(" ");
}

/** What a folder says of the files in it. */
interface Folder {
  readonly path: string;
  /** Language and version, by its name and those around it. */
  readonly marks: readonly string[];
  /** Itself and the folders around it, the nearest first. */
  readonly upward: readonly string[];
  /** Whether its files become pages. */
  readonly isPublished: boolean;
}

function readFolder(path: string): Folder {
  const marks: string[] = [];
  const upward: string[] = [];
  let above = "";
  for (const name of path === "" ? [] : path.split("/")) {
    const language = languageOf(name.replace(/^content\./, ""));
    if (language !== undefined || VERSION.test(name)) marks.push(language ?? name.toLowerCase());
    above = upward.length === 0 ? name : `${above}/${name}`;
    upward.unshift(above);
  }
  return { path, marks, upward, isPublished: !UNPUBLISHED.test(`${path}/`) && !isLayoutPiece(`${path}/`) };
}

/** Of the file asked for last: files come folder by folder. */
let lastFolder: Folder | undefined;

function folderOf(file: string): Folder {
  const path = file.slice(0, Math.max(file.lastIndexOf("/"), 0));
  if (lastFolder?.path !== path) lastFolder = readFolder(path);
  return lastFolder;
}

/** The nearest folder upward with a generator's configuration; "" when none is known. */
function siteOf({ upward }: Folder, listFolder: ListFolder | undefined): string {
  if (listFolder === undefined) return "";
  for (const folder of upward) {
    const listing = listFolder(folder);
    if (listing !== undefined && isSiteFolder(listing)) return folder;
  }
  return "";
}

/** Whether a folder holds a generator's configuration. */
export function isSiteFolder(listing: Listing): boolean {
  let holds = homes.get(listing.names ?? listing);
  if (holds === undefined) {
    holds = [...(listing.names ?? listing)].some((name) => SITE_FILES.test(name));
    homes.set(listing.names ?? listing, holds);
  }
  listing.asked?.("site", "", holds ? "yes" : undefined);
  return holds;
}

const homes = new WeakMap<ReadonlySet<string>, boolean>();

/** Folders of drafts and patterns; and of pages for tests, which are meant to collide. */
const UNPUBLISHED = /(?:^|\/)(?:_?drafts|archetypes|scaffolds|_trash|\.trash|fixtures|__tests__)\/|^tests?\//;
const REDIRECTS = [
  "redirect",
  "redirect_to",
  "redirect_url",
  "redirectUrl",
  "redirect_link",
  "external_url",
  "externalUrl",
];

/** Whether a file with front matter becomes a page of its own that readers find: no draft, no piece of a layout, no redirect. */
export function isPublished(document: Document): boolean {
  if (document !== judged.document) judged = { document, published: judge(document) };
  return judged.published;
}

/** Of the document asked about last. */
let judged: { readonly document: Document | undefined; readonly published: boolean } = {
  document: undefined,
  published: false,
};

function judge({ path, frontMatter }: Document): boolean {
  const data = frontMatter?.data;
  if (data === undefined || !folderOf(path).isPublished) return false;
  const says = (key: string, value: boolean): boolean => data[key] === value || data[key] === String(value);
  return (
    !says("draft", true) &&
    !says("published", false) &&
    !says("publish", false) &&
    !says("headless", true) &&
    !says("permalink", false) &&
    !says("unlisted", true) &&
    !REDIRECTS.some((key) => data[key] !== undefined && data[key] !== null && data[key] !== false && data[key] !== "")
  );
}
