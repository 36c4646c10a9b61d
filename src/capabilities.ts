/** What a rule may ask of the world outside the text. Absent answers keep the rules that need them silent. */
export interface Capabilities {
  /**
   * Names in a folder of the project (relative to it, `/` between parts, "." for the project), exact case;
   * undefined when there is no such folder, or it lies outside the project.
   */
  readonly listFolder?: (folder: string) => ReadonlySet<string> | undefined;
  /** The present, in milliseconds since 1970 UTC. */
  readonly now?: number;
}
