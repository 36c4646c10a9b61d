import type { Element } from "hast";
import type { Range } from "../edit.js";

/** An image or link, wherever it stands. */
export interface Reference {
  readonly kind: "image" | "link";
  /** The URL as written, entities decoded in HTML and escapes in Markdown, nothing resolved. */
  readonly url: string;
  /** The URL's own characters, without quotes; where there is none, the place that should hold it. */
  readonly urlRange: Range;
  /** The whole element, Markdown image, or front matter pair. */
  readonly range: Range;
  readonly from: "html" | "markdown" | "front-matter";
  /** Part of the URL is template code: nobody can judge it. */
  readonly dynamic: boolean;
  /** For HTML: the element, and the attribute that holds the URL (`src`, `srcset`, `poster`). */
  readonly element?: Element;
  readonly attribute?: string;
  /** For front matter: the JSON pointer. */
  readonly pointer?: string;
}

/** Front matter keys (dotted) that hold images in the themes of the known generators; the default of every rule about images. */
export const IMAGE_KEYS: readonly string[] = (
  "image images cover coverImage cover_image thumbnail thumb headimg header.image banner banner_img index_img top_img " +
  "hero heroImage featured_image featuredImage photos og_image ogImage preview poster teaser background logo"
).split(" ");
