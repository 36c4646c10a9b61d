/** The page of a rule, relative to the installed package. */
export function rulePage(id: string): string {
  return `docs/rules/${id}.md`;
}
