/** Front matter keys that hold dates; a dot leads into a nested key. */
export const DATE_KEYS = [
  "date",
  "updated",
  "created",
  "modified",
  "lastmod",
  "last_modified_at",
  "publishDate",
  "published",
  "pubDate",
  "expiryDate",
  "updatedDate",
  "last_update.date",
] as const;

/** Keys whose date is that of publication: what the page says may stand in for it. */
export const publicationKeys: ReadonlySet<string> = new Set(["date", "created", "publishDate", "published", "pubDate"]);

/** Keys of the last change: the post was there by then, perhaps for long. */
export const changeKeys: ReadonlySet<string> = new Set([
  "updated",
  "modified",
  "lastmod",
  "last_modified_at",
  "updatedDate",
  "last_update.date",
]);

/** Keys that hold the address of the post, which often has its date in it. */
export const ADDRESS_KEYS = [
  "permalink",
  "url",
  "slug",
  "canonical",
  "canonical_url",
  "canonicalUrl",
  "canonicalURL",
] as const;
