import type { ListingQuestion } from "../../capabilities.js";

/*
 * What a file's result rests on beside its text and settings: questions that its rules asked of the world, with what was answered.
 * They are plain JSON. Asked again, they must be answered alike, or the file is linted again.
 */

/** What was asked while one file was linted. Answers are kept as short digests. */
export interface Questions {
  readonly folders: readonly FolderQuestion[];
  /** How posts beside it write dates: the post, the answer, and the state of what was read for it. */
  readonly siblings: readonly StatefulQuestion[];
  /** Who added it: the file, the answer, and the state of the history. */
  readonly commits: readonly StatefulQuestion[];
  /** Files of schemas, relative to the base, and their contents. */
  readonly schemas: readonly (readonly [path: string, answer: string])[];
  /** What is said holds from the first instant to before the second; null: for ever. In milliseconds since 1970 UTC. */
  readonly time: readonly [from: number | null, until: number | null];
}

/** `details` is absent when all names counted. */
export type FolderQuestion = readonly [folder: string, listing: string, details?: FolderDetails];

/** What was asked of a folder's names, when not all of them counted. */
export interface FolderDetails {
  /** Names that were there. */
  readonly there: readonly string[];
  readonly absent: readonly string[];
  readonly asked: readonly (readonly [question: ListingQuestion, about: string, answer: string | null])[];
}

/** While the state is the same, so is the answer; if not, it may be all the same. */
export type StatefulQuestion = readonly [path: string, answer: string, state: string];

/** In the form in which they are kept. */
export function encodeQuestions({ folders, siblings, commits, schemas, time }: Questions): string {
  return JSON.stringify([folders, siblings, commits, schemas, time]);
}

export function decodeQuestions(text: string): Questions {
  const [folders, siblings, commits, schemas, time] = JSON.parse(text);
  return { folders, siblings, commits, schemas, time };
}
