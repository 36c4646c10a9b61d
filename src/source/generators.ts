import { type DateDialect, generatorDialects } from "../dates/index.js";

export type GeneratorName = Exclude<DateDialect, "any">;

export const generatorNames: readonly GeneratorName[] = generatorDialects;

/**
 * Template languages by the shape of their tags: `liquid` `{{ }} {% %}`, `nunjucks` the same and `{# #}`,
 * `go` `{{ }}` and Hugo's shortcodes, `hexo` Nunjucks tags with code blocks of their own, `vue` `{{ }}`, `erb` `<% %>`.
 */
export type TemplateSyntax = "liquid" | "nunjucks" | "go" | "hexo" | "vue" | "erb";

/** How a generator reads a Markdown body. */
export interface MarkdownDialect {
  /** `mdx`: tags are JSX, there is no raw HTML and no indented code. */
  readonly flavour: "commonmark" | "mdx";
  /** Four spaces after a blank line make a code block of HTML (not in kramdown's HTML blocks, MDX, Eleventy's default). */
  readonly indentedHtmlIsCode: boolean;
  /** Four spaces make a code block of anything at all. */
  readonly indentedCode: boolean;
  /** Raw HTML is left out of the page (goldmark, unless the site's configuration says `unsafe`). */
  readonly dropsHtml?: boolean;
  /** Backticks are read between tags of HTML as well (marked before version 1). */
  readonly codeInHtml?: boolean;
}

/** What galley knows of a generator: the source layer reads by it, rules speak of it. */
export interface GeneratorProfile {
  readonly name: GeneratorName | undefined;
  /** For messages: "Hexo", or "your generator". */
  readonly label: string;
  readonly templates: readonly TemplateSyntax[];
  readonly markdown: MarkdownDialect;
  /** Who reads the front matter: decides which faults stop a build. */
  readonly frontMatter: {
    readonly parser: "gray-matter" | "hexo" | "psych" | "go" | "astro";
    /** Hexo reads a block without an opening fence and `;;;` around JSON. */
    readonly hexoFences: boolean;
  };
  readonly dates: DateDialect;
  /** Folders, relative to the project, in which a URL that begins with `/` is looked up. */
  readonly publicFolders: readonly string[];
}

const commonmark: MarkdownDialect = { flavour: "commonmark", indentedHtmlIsCode: true, indentedCode: true };
const mdx: MarkdownDialect = { flavour: "mdx", indentedHtmlIsCode: false, indentedCode: false };

const profiles: Readonly<Record<GeneratorName, GeneratorProfile>> = {
  hexo: {
    name: "hexo",
    label: "Hexo",
    templates: ["hexo"],
    markdown: commonmark,
    frontMatter: { parser: "hexo", hexoFences: true },
    dates: "hexo",
    publicFolders: ["source"],
  },
  hugo: {
    name: "hugo",
    label: "Hugo",
    templates: ["go"],
    markdown: commonmark,
    frontMatter: { parser: "go", hexoFences: false },
    dates: "hugo",
    publicFolders: ["static", "assets"],
  },
  jekyll: {
    name: "jekyll",
    label: "Jekyll",
    templates: ["liquid"],
    markdown: { flavour: "commonmark", indentedHtmlIsCode: false, indentedCode: true },
    frontMatter: { parser: "psych", hexoFences: false },
    dates: "jekyll",
    publicFolders: ["."],
  },
  eleventy: {
    name: "eleventy",
    label: "Eleventy",
    templates: ["nunjucks"],
    markdown: { flavour: "commonmark", indentedHtmlIsCode: false, indentedCode: false },
    frontMatter: { parser: "gray-matter", hexoFences: false },
    dates: "eleventy",
    publicFolders: ["public", "src", "."],
  },
  astro: {
    name: "astro",
    label: "Astro",
    templates: [],
    markdown: commonmark,
    frontMatter: { parser: "astro", hexoFences: false },
    dates: "astro",
    publicFolders: ["public"],
  },
  docusaurus: {
    name: "docusaurus",
    label: "Docusaurus",
    templates: [],
    markdown: mdx,
    frontMatter: { parser: "gray-matter", hexoFences: false },
    dates: "docusaurus",
    publicFolders: ["static"],
  },
  vitepress: {
    name: "vitepress",
    label: "VitePress",
    templates: ["vue"],
    markdown: commonmark,
    frontMatter: { parser: "gray-matter", hexoFences: false },
    dates: "vitepress",
    publicFolders: ["public", "docs/public"],
  },
};

const unknown: GeneratorProfile = {
  name: undefined,
  label: "your generator",
  templates: ["nunjucks", "go", "erb"],
  markdown: commonmark,
  frontMatter: { parser: "gray-matter", hexoFences: false },
  dates: "any",
  publicFolders: [".", "public", "static", "source"],
};

/** The profile of a generator; without a name, one that gives every doubt to the author. */
export function generatorProfile(name: GeneratorName | undefined): GeneratorProfile {
  return name === undefined ? unknown : profiles[name];
}
