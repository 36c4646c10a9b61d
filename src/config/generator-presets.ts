import type { GeneratorName } from "../source/generators.js";
import type { Config } from "./types.js";

/** What a generator's preset settles besides its dialect: where content lies, which folders hold templates, which schema holds. */
export type GeneratorPreset = Required<Pick<Config, "files" | "ignore" | "schemas">>;

/** Globs are relative to the folder of the generator's project. Schemas are named as they are shipped. */
export const generatorPresets: Readonly<Record<GeneratorName, GeneratorPreset>> = {
  hexo: {
    files: ["source/**/*.{md,markdown}", "source/{_posts,_drafts}/**/*.{html,htm}"],
    ignore: ["scaffolds/**", "themes/**", "public/**", ".deploy_git/**"],
    schemas: { "source/{_posts,_drafts}/**": "hexo" },
  },
  hugo: {
    files: ["content/**/*.{md,markdown,html,htm}"],
    ignore: ["archetypes/**", "themes/**", "layouts/**", "public/**", "resources/**"],
    schemas: { "content/**": "hugo" },
  },
  jekyll: {
    files: ["**/*.{md,markdown}", "**/{_posts,_drafts}/**/*.html"],
    ignore: ["_site/**", "_layouts/**", "_includes/**", "vendor/**"],
    schemas: { "**/{_posts,_drafts}/**": "jekyll" },
  },
  eleventy: {
    files: ["**/*.{md,html}"],
    ignore: ["_site/**", "**/_includes/**", "**/_layouts/**"],
    schemas: { "**/*.md": "eleventy" },
  },
  astro: {
    files: ["src/{content,pages}/**/*.{md,mdx}"],
    ignore: ["dist/**"],
    schemas: { "src/{content,pages}/**": "astro" },
  },
  docusaurus: {
    files: ["{docs,blog,src/pages,i18n,versioned_docs}/**/*.{md,mdx}"],
    ignore: ["build/**"],
    schemas: { "{docs,blog,src/pages,i18n,versioned_docs}/**": "docusaurus" },
  },
  vitepress: {
    files: ["**/*.md"],
    ignore: [".vitepress/{cache,dist}/**"],
    schemas: { "**/*.md": "vitepress" },
  },
};
