/** What a rule may ask of the world outside the text. Absent answers keep the rules that need them silent. */
export interface Capabilities {
  /**
   * Names in a folder of the project (relative to it, `/` between parts, "." for the project), exact case;
   * undefined when there is no such folder, or it lies outside the project.
   */
  readonly listFolder?: (folder: string) => ReadonlySet<string> | undefined;
  /** The present, in milliseconds since 1970 UTC. */
  readonly now?: number;
  /** How the posts beside a post (path relative to the project) write their `date`. */
  readonly siblingDates?: (path: string) => readonly string[];
  /** The commit that added a file (path relative to the project); undefined when none is known. */
  readonly firstCommit?: (path: string) => FirstCommit | undefined;
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
