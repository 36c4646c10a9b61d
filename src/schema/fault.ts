import type { Range } from "../edit.js";

/** One way in which data departs from its schema, in an author's words. */
export interface SchemaFault {
  /** JSON pointer of the value at fault; for a missing or unknown key, of the mapping that lacks or holds it. */
  readonly pointer: string;
  /** The JSON Schema keyword: `required`, `additionalProperties`, `type`, `enum`, `format`, … */
  readonly keyword: string;
  /** The key that is missing or unknown. */
  readonly key?: string;
  /** "Key `tags` must be a list, but is the text `news`" */
  readonly message: string;
  readonly note?: string;
  /** The key or the value that was probably meant. */
  readonly suggestion?: string;
  /** Kinds of value that are allowed instead; absent when more than the kind is wanted. */
  readonly expected?: readonly ExpectedKind[];
  /** In the file. */
  readonly range: Range;
}

/** `texts`: a list of texts. */
export type ExpectedKind = "text" | "number" | "integer" | "boolean" | "texts" | "list" | "mapping";
