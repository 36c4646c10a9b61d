/** What a written file begins with; its inferred parts are merged into it. */

export function configHead(extended: string, site: string): string {
  return `# Written by \`galley init --infer\` from the posts. Change what you like: \`galley init --infer --update\` reads the
# posts again and renews what you have left as it is. \`galley config FILE\` shows what counts for one file.

# ${site}
${extended}
`;
}

export const configRest = `
# Globs of files to leave out, besides those of .gitignore and .galleyignore.
ignore: []

# Schemas of front matter by glob; the first that matches counts.
schemas: {}

# A rule is off, info, warn or error; with options: [warn, { allow: [text-align] }]
rules: {}
`;

export function schemaSkeleton(title: string): string {
  return `# Keys of front matter, written by \`galley init --infer\` from the posts. Change what you like: what you change stays.
$schema: https://json-schema.org/draft/2020-12/schema
title: ${JSON.stringify(title)}
type: object
`;
}
