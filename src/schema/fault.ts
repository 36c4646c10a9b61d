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
  /** In the file. */
  readonly range: Range;
}
