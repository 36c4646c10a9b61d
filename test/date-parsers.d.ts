declare module "@11ty/parse-date-strings" {
  export function parse(text: string): Date;
}

declare module "js-yaml-4" {
  export function load(text: string): unknown;
}
