import html from "@html-eslint/eslint-plugin";

const { rules } = html.configs["flat/recommended"];
// Bodies of posts are no pages, and how they are laid out is no fault.
const pages = ["require-lang", "require-title", "require-doctype"];
const layout = ["indent", "attrs-newline", "element-newline", "no-extra-spacing-attrs", "quotes"];

export default [
  {
    ...html.configs["flat/recommended"],
    files: ["**/*.html"],
    rules: Object.fromEntries(
      Object.entries(rules).filter(([id]) => ![...pages, ...layout].some((name) => id === `@html-eslint/${name}`)),
    ),
  },
];
