import type { Range } from "../edit.js";
import type { Document } from "./document.js";
import type { FrontMatter, Scalar } from "./front-matter.js";

/** An address that a post claims on its site. */
export interface PublishedAddress {
  /** The same for posts that collide. */
  readonly key: string;
  /** As a person knows it: `/about`, or the name of the file. */
  readonly shown: string;
  /** The value that claims it; the opening fence when the file's name does. */
  readonly range: Range;
  /** `page`: the post is there. `name`: the same, by the file's name. `alias`: it leads to the post. */
  readonly kind: "page" | "name" | "alias";
}

/**
 * The addresses that a post claims by keys of its front matter, or by the name of its file where two names can give one address.
 * What the site's configuration decides is left out; so are templates (`:title`, `{{ slug }}`). Sources: the generators' documentation
 * of permalinks, slugs, aliases and jekyll-redirect-from.
 */
export function publishedAddresses(document: Document): readonly PublishedAddress[] {
  const { path, generator, frontMatter } = document;
  if (frontMatter?.data === undefined) return [];
  const slash = path.lastIndexOf("/");
  const at: Place = {
    path,
    folder: slash === -1 ? "" : path.slice(0, slash),
    name: path.slice(slash + 1),
    frontMatter,
  };
  switch (generator.name) {
    case "jekyll":
      return [...(pageBy(at, "permalink") ?? jekyllName(at)), ...aliasesBy(at, "redirect_from")];
    case "hexo":
      return pageBy(at, "permalink") ?? hexoName(at);
    case "hugo":
      return [...(pageBy(at, "url") ?? hugoSlug(at)), ...aliasesBy(at, "aliases")];
    case "eleventy":
      return Object.hasOwn(frontMatter.data, "pagination") ? [] : (pageBy(at, "permalink") ?? []);
    case "astro":
      return astroSlug(at);
    case "docusaurus":
      return docusaurusSlug(at);
    case undefined:
      return (pageBy(at, "permalink") ?? []).filter(({ shown }) => shown.startsWith("/"));
    default:
      return [];
  }
}

interface Place {
  readonly path: string;
  readonly folder: string;
  readonly name: string;
  readonly frontMatter: FrontMatter;
}

/** Jekyll's named styles of permalinks. */
const STYLES = new Set(["date", "pretty", "ordinal", "weekdate", "none"]);

/** undefined: the key says nothing; empty: it says something that cannot be judged here. */
function pageBy({ frontMatter }: Place, key: string): readonly PublishedAddress[] | undefined {
  const scalar = frontMatter.scalar(`/${key}`);
  if (scalar === undefined || scalar.text === "") return frontMatter.data?.[key] == null ? undefined : [];
  const address = STYLES.has(scalar.text) ? undefined : normalAddress(scalar.text);
  if (address === undefined) return [];
  return [{ key: address, shown: address, range: scalar.range, kind: "page" }];
}

function aliasesBy({ frontMatter }: Place, key: string): readonly PublishedAddress[] {
  const found: PublishedAddress[] = [];
  for (const { pointer, text, range } of frontMatter.scalars) {
    if (pointer !== `/${key}` && !(pointer.startsWith(`/${key}/`) && /^\d+$/.test(pointer.slice(key.length + 2))))
      continue;
    const address = text.startsWith("/") ? normalAddress(text) : undefined;
    if (address !== undefined) found.push({ key: address, shown: address, range, kind: "alias" });
  }
  return found;
}

/** `about/index.html`, `/about/` and `/about` are one address; undefined for one elsewhere, and for templates. */
function normalAddress(written: string): string | undefined {
  const text = written.trim();
  if (/^[a-z][a-z\d+.-]*:|^\/\/|[?#{}<>\s]|(?:^|[/-]):\w/i.test(text)) return undefined;
  let path = text.normalize();
  try {
    path = decodeURIComponent(path).normalize();
  } catch {
    // A stray `%` is part of the name.
  }
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  if (/^index\.html?$/.test(parts.at(-1) ?? "")) parts.pop();
  return parts.includes("..") ? undefined : `/${parts.join("/")}`;
}

/** The day of a post: two posts of two days have two addresses wherever these hold the date. */
function dayOf({ frontMatter }: Place): string | undefined {
  const text = frontMatter.scalar("/date")?.text;
  return text === undefined || text === "" ? undefined : (/^\d{4}-\d{1,2}-\d{1,2}/.exec(text)?.[0] ?? text);
}

/** `_posts/a/2024-03-01-title.md` and `_posts/2024-03-01-title.html`: folders below `_posts` do not count. */
function jekyllName(place: Place): readonly PublishedAddress[] {
  const [, above, date, title] =
    /^(.*?)(?:^|\/)_posts\/(?:.*\/)?(\d{4}-\d{1,2}-\d{1,2})-([^/]+)\.\w+$/.exec(place.path) ?? [];
  if (above === undefined || date === undefined || title === undefined) return [];
  const { frontMatter } = place;
  const slug = frontMatter.scalar("/slug")?.text ?? title;
  const { categories, category } = frontMatter.data ?? {};
  return byName(place, ["jekyll", above, dayOf(place) ?? date, slug, JSON.stringify([categories, category])]);
}

/** `_posts/title.md` and `_posts/title.html`. */
function hexoName(place: Place): readonly PublishedAddress[] {
  const [, above, title] = /^(.*?)(?:^|\/)_posts\/(.+)\.\w+$/.exec(place.path) ?? [];
  if (above === undefined || title === undefined) return [];
  return byName(place, ["hexo", above, dayOf(place) ?? "", place.frontMatter.scalar("/slug")?.text ?? title]);
}

function byName({ name, frontMatter }: Place, parts: readonly string[]): readonly PublishedAddress[] {
  return [{ key: parts.join("\n"), shown: name, range: frontMatter.openingFence, kind: "name" }];
}

/** A slug takes the place of the file's name, or of its bundle's. */
function hugoSlug(place: Place): readonly PublishedAddress[] {
  const section = place.name.startsWith("index.") ? place.folder.replace(/\/?[^/]*$/, "") : place.folder;
  if (place.name.startsWith("_index.") || !/(?:^|\/)content\b/.test(place.folder)) return [];
  return slugBy(place, (slug) => [section, dayOf(place) ?? "", slug]);
}

/** A slug is the whole path below its collection. */
function astroSlug(place: Place): readonly PublishedAddress[] {
  const collection = /^(?:.*\/)?src\/content\/[^/]+(?=\/|$)/.exec(place.folder)?.[0];
  return collection === undefined ? [] : slugBy(place, (slug) => [collection, slug]);
}

/** Absolute slugs begin at the docs or the blog, others at the file's folder; in a blog all begin at the blog. */
function docusaurusSlug(place: Place): readonly PublishedAddress[] {
  const root = /^(?:.*\/)?(?:versioned_docs\/[^/]+|docs|blog)(?=\/|$)/.exec(place.folder)?.[0] ?? place.folder;
  const inBlog = /(?:^|\/)blog$/.test(root);
  const below = place.folder.slice(root.length);
  return slugBy(place, (slug, written) => [root, written.startsWith("/") || inBlog ? slug : `${below}${slug}`]);
}

function slugBy(
  { frontMatter }: Place,
  keyOf: (slug: string, written: string) => readonly string[],
): readonly PublishedAddress[] {
  const scalar: Scalar | undefined = frontMatter.scalar("/slug");
  const slug = scalar === undefined || scalar.text === "" ? undefined : normalAddress(scalar.text);
  if (scalar === undefined || slug === undefined) return [];
  return [{ key: keyOf(slug, scalar.text).join("\n"), shown: scalar.text, range: scalar.range, kind: "page" }];
}
