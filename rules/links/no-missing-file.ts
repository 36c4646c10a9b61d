import { caseEdits, defineRule, isPage, localPath, lookUpSiteFile, type Reference, sayFolder } from "../../src/rule.js";

export default defineRule({
  id: "links/no-missing-file",
  summary: "Disallow links to files that are not there",
  why: "A link to a file that was renamed, moved or never added leads to an error page. Judged are links to files by their ending: other posts where the generator follows links between source files (`other.md`), and downloads (`plan.pdf`). Addresses of pages (`/posts/pier/`, `../pier/`) are made by the generator, often out of the front matter of many files: galley does not guess at them. Where it cannot know which folder a path means, it says nothing. The fix is safe: it writes the name as the one file is named that differs in case alone.",
  recommended: "error",
  fixes: "safe",
  messages: {
    missing: "No file `{{path}}`",
    case: "No file `{{path}}`: its name is written `{{near}}`",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      ignore: {
        type: "array",
        items: { type: "string" },
        description: "Paths that begin with one of these texts are left alone: what a build puts there.",
        default: [],
      },
    },
  },
  examples: [
    {
      bad: "[Plan](«plan.pdf») [Tides](«./tides.md#june»)",
      path: "docs/pier.md",
      generator: "docusaurus",
      files: ["docs/bridge.md"],
      says: ["No file `plan.pdf`", "No file `./tides.md`"],
      notes: ["`docs` holds no such file"],
    },
    {
      bad: '[Tides](«Tides.md») <a href="«/files/Plan.pdf»">x</a>',
      path: "docs/pier.md",
      generator: "vitepress",
      files: ["docs/tides.md", "public/files/plan.pdf"],
      says: [
        "No file `Tides.md`: its name is written `docs/tides.md`",
        "No file `/files/Plan.pdf`: its name is written `public/files/plan.pdf`",
      ],
      safe: '[Tides](tides.md) <a href="/files/plan.pdf">x</a>',
    },
    {
      good: "[Tides](tides.md?a#b) [Up](../) [Page](/posts/pier/) [Web](https://example.com/a.pdf) [Feed](/feed.xml) [Plan](/plan.html)",
      path: "docs/pier.md",
      generator: "docusaurus",
      files: ["docs/tides.md", "static/a.txt"],
    },
    {
      good: "[Tides](tides.md)",
      path: "_posts/2021-05-04-pier.md",
      generator: "jekyll",
      files: ["_posts/2021-05-05-tides.md"],
      shows: "Jekyll links to addresses of pages.",
    },
    {
      good: "[Data](/data/tides.zip)",
      path: "docs/pier.md",
      generator: "docusaurus",
      files: ["static/data/a.txt"],
      options: { ignore: ["/data/"] },
    },
    { good: "[Tides](tides.md)", shows: "Nothing is known about files." },
  ],
  create: ({ capabilities: { listFolder }, document, generator, options, report, root, slice }) => {
    if (listFolder === undefined || !isPage(document.path)) return {};
    const site = { listFolder, generator, root };
    const followed = generator.name === "docusaurus" || generator.name === "vitepress" ? PAGES : NONE;
    return {
      link(reference: Reference) {
        if (reference.dynamic || options.ignore.some((start) => reference.url.startsWith(start))) return;
        const path = localPath(reference.url);
        if (
          path === undefined ||
          path.startsWith("www.") ||
          !(DOWNLOADS.test(path) || (followed.test(path) && !path.startsWith("/")))
        )
          return;
        const found = lookUpSiteFile(site, document.path, path);
        if (found.kind === "found" || found.kind === "unknown") return;
        const range = reference.urlRange;
        if (found.kind === "missing") {
          const note = `${sayFolder(found.folder, document.path)} holds no such file. Add it, or correct the link.`;
          report({ range, message: "missing", data: { path }, note });
          return;
        }
        const written = slice(range);
        const plain = /^[^?#]*/.exec(written)?.[0] === /^[^?#]*/.exec(reference.url)?.[0];
        const [first, ...others] = found.only && plain ? caseEdits(written, range.start, found.near) : [];
        report({
          range,
          message: "case",
          data: { path, near: found.near },
          note: "Names count letter by letter on most servers, so this link breaks once it is published. Write it as the file is named.",
          ...(first === undefined
            ? {}
            : { fix: { title: "Write the name as the file is named", safety: "safe", edits: [first, ...others] } }),
        });
      },
    };
  },
});

/** Files that generators copy as they are. */
const DOWNLOADS =
  /\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|odp|epub|mobi|zip|tar|gz|tgz|bz2|xz|7z|rar|csv|tsv|ipynb|rmd|qmd|bib|tex|mp3|mp4|m4a|ogg|wav|webm|mov|avi|png|jpe?g|gif|svg|webp|avif)$/i;
const PAGES = /\.(?:md|mdx|markdown)$/i;
const NONE = /(?!)/;
