import markdown from "@eslint/markdown";

export default [
  {
    files: ["**/*.md"],
    plugins: { markdown },
    // `markdown/gfm` throws on some posts: its parser makes nodes without a place, and some rules ask for one.
    language: "markdown/commonmark",
    languageOptions: { frontmatter: "yaml" },
    rules: markdown.configs.recommended.find(({ rules }) => rules !== undefined).rules,
  },
];
