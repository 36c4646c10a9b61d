/** What a rule may ask of the world outside the text. Absent answers keep the rules that need them silent. */
export interface Capabilities {
  /**
   * Names in a folder of the project (relative to it, `/` between parts, "." for the project), exact case;
   * undefined when there is no such folder, or it lies outside the project.
   */
  readonly listFolder?: (folder: string) => Listing | undefined;
  /** The present, in milliseconds since 1970 UTC. What is found by it is forgotten at once: `reached` asks for less. */
  readonly now?: number;
  /** Whether the present is at or after an instant. A cache keeps what was found by it until another answer is due. */
  readonly reached?: (instant: number) => boolean;
  /** How the posts beside a post (path relative to the project) write their `date`. */
  readonly siblingDates?: (path: string) => readonly string[];
  /** The commit that added a file (path relative to the project); undefined when none is known. */
  readonly firstCommit?: (path: string) => FirstCommit | undefined;
}

/** The names in a folder. */
export interface Listing extends ReadonlySet<string> {
  /**
   * Where a cache watches: what was made of the names, put as a question that it can ask again. Without it, whoever looks at all names
   * depends on all of them.
   */
  readonly asked?: (question: ListingQuestion, about: string, answer: string | undefined) => void;
  /** The names without a watch. */
  readonly names?: ReadonlySet<string>;
}

/** What is asked of a folder as a whole: whether it is `empty`; a name `near` another but for case; whether it is a `site`'s home. */
export type ListingQuestion = "empty" | "near" | "site";

/** Whether the present has reached an instant; undefined when nobody said what the present is. */
export function hasCome({ reached, now }: Capabilities, instant: number): boolean | undefined {
  if (reached !== undefined) return reached(instant);
  return now === undefined ? undefined : instant <= now;
}

/** The commit that added a file. */
export interface FirstCommit {
  /** The author's date: ISO 8601 with its offset. */
  readonly date: string;
  /** How many posts the commit added: a bulk import says nothing about any one of them. */
  readonly posts: number;
  /** The history is cut off: what looks like the first commit may only be the oldest that was fetched. */
  readonly shallow: boolean;
}
