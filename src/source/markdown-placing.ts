/** Where the content of a line stands in the whole line. */
export interface LinePlace {
  /** Units before it. */
  readonly at: number;
  /** Units of the content that do not stand in the line: spaces that are left of a tab. */
  readonly made: number;
}

/**
 * Finds what the reference parser left of a line in the line itself: a tab that a container took in part comes back as
 * spaces, and the line is placed by what follows them.
 */
export function placeLine(whole: string, content: string): LinePlace {
  const at = whole.lastIndexOf(content);
  if (at !== -1) return { at, made: 0 };
  const trimmed = content.trimStart();
  return { at: Math.max(whole.lastIndexOf(trimmed), 0), made: content.length - trimmed.length };
}
