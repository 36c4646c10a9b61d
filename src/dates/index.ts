/** Whose reading of dates is meant; `any`: no generator is known, so what any of them reads is right. */
export type DateDialect = "hexo" | "hugo" | "jekyll" | "eleventy" | "astro" | "docusaurus" | "vitepress" | "any";
