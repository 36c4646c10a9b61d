import type { GeneratorName } from "../source/generators.js";
import type { Config } from "./types.js";

/** What a generator's preset settles besides its dialect: where content lies, which folders hold templates, which schema holds. */
export type GeneratorPreset = Required<Pick<Config, "files" | "ignore" | "schemas">>;

/**
 * Globs are relative to the folder of the generator's project. Schemas are named as they are shipped, and hold for every
 * file with front matter: sites keep their content in folders of their own choice, and the schemas allow keys of their own.
 */
export const generatorPresets: Readonly<Record<GeneratorName, GeneratorPreset>> = {
  hexo: {
    files: ["source/**/*.{md,markdown}", "source/{_posts,_drafts}/**/*.{html,htm}"],
    ignore: ["scaffolds/**", "themes/**", "public/**", ".deploy_git/**"],
    schemas: { "**": "hexo" },
  },
  hugo: {
    files: ["content/**/*.{md,markdown,html,htm}"],
    ignore: ["archetypes/**", "themes/**", "layouts/**", "public/**", "resources/**"],
    schemas: { "**": "hugo" },
  },
  jekyll: {
    files: ["**/*.{md,markdown}", "**/{_posts,_drafts}/**/*.html"],
    ignore: ["_site/**", "_layouts/**", "_includes/**", "vendor/**"],
    schemas: { "**": "jekyll" },
  },
  eleventy: {
    files: ["**/*.{md,html}"],
    ignore: ["_site/**", "**/_includes/**", "**/_layouts/**"],
    schemas: { "**": "eleventy" },
  },
  astro: {
    files: ["src/{content,pages}/**/*.{md,mdx}"],
    ignore: ["dist/**"],
    schemas: { "**": "astro" },
  },
  docusaurus: {
    files: ["{docs,blog,src/pages,i18n,versioned_docs}/**/*.{md,mdx}"],
    ignore: ["build/**"],
    schemas: { "**": "docusaurus" },
  },
  vitepress: {
    files: ["**/*.md"],
    ignore: [".vitepress/{cache,dist}/**"],
    schemas: { "**": "vitepress" },
  },
};
