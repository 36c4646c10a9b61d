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
  let known = editions.get(document);
  if (known?.listFolder !== listFolder || known === undefined) {
    known = { listFolder, edition: readEdition(document, listFolder) };
    editions.set(document, known);
  }
  return known.edition;
}

type ListFolder = (folder: string) => Listing | undefined;

/** Several rules ask. */
const editions = new WeakMap<Document, { readonly listFolder: ListFolder | undefined; readonly edition: string }>();

function readEdition({ path, frontMatter }: Document, listFolder: ListFolder | undefined): string {
  const slash = path.lastIndexOf("/");
  const name = path.slice(slash + 1);
  const folders = slash === -1 ? [] : path.slice(0, slash).split("/");
  const marks = [...marksOf(path.slice(0, Math.max(slash, 0)), folders)];
  // `post.en.md`, `post-zh.md`, `post_zh-CN.md`
  const suffix = /[._-]([a-z]{2}(?:[-_][a-z]{2,4})?)\.[a-z]+$/i.exec(name)?.[1];
  const inName = suffix === undefined ? undefined : languageOf(suffix);
  if (inName !== undefined) marks.push(inName);
  for (const key of ["lang", "locale", "language", "languageCode", "version"]) {
    const value = frontMatter?.data?.[key];
    if (typeof value === "string" || typeof value === "number")
      marks.push(String(value).toLowerCase().replace("_", "-"));
  }
  return [siteOf(folders, listFolder), ...marks].join(" ");
}

/** Of the folder asked for last: files come folder by folder. */
let last: { readonly path: string; readonly marks: readonly string[] } = { path: "", marks: [] };

/** What folders say of language and version. */
function marksOf(path: string, folders: readonly string[]): readonly string[] {
  if (path === last.path) return last.marks;
  const marks: string[] = [];
  for (const folder of folders) {
    const language = languageOf(folder.replace(/^content\./, ""));
    if (language !== undefined || VERSION.test(folder)) marks.push(language ?? folder.toLowerCase());
  }
  last = { path, marks };
  return marks;
}

/** The nearest folder upward with a generator's configuration; "" when none is known. */
function siteOf(folders: readonly string[], listFolder: ListFolder | undefined): string {
  if (listFolder === undefined) return "";
  for (let depth = folders.length; depth > 0; depth--) {
    const folder = folders.slice(0, depth).join("/");
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
  let known = published.get(document);
  if (known === undefined) {
    known = judge(document);
    published.set(document, known);
  }
  return known;
}

const published = new WeakMap<Document, boolean>();

function judge({ path, frontMatter }: Document): boolean {
  const data = frontMatter?.data;
  if (data === undefined || UNPUBLISHED.test(path) || isLayoutPiece(path)) return false;
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
