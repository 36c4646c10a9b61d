import {
  caseEdits,
  defineRule,
  type Edit,
  type Fix,
  imageKeysOption,
  isPage,
  lazyAddress,
  localPath,
  lookUpSiteFile,
  noscriptTwins,
  type Reference,
  sayFolder,
} from "../../src/rule.js";

export default defineRule({
  id: "images/no-missing-file",
  summary: "Disallow images whose file is not there",
  why: "An image that was renamed, moved or never added is a broken picture. Names count letter by letter: `Pier.JPG` and `pier.jpg` are one file on most laptops and two on most servers, so such an image breaks only after it is published. Where galley cannot know which folder a path means, it says nothing. The fix is safe: it writes the name as the one file is named that differs in case alone, so readers see the image that was meant.",
  recommended: "error",
  fixes: "safe",
  messages: {
    missing: "No image file `{{path}}`",
    case: "No image file `{{path}}`: its name is written `{{near}}`",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      keys: imageKeysOption,
      ignore: {
        type: "array",
        items: { type: "string" },
        description: "Beginnings of paths that are made when the site is built, such as `/generated/`.",
        default: [],
      },
    },
  },
  examples: [
    {
      bad: '![Pier](«pier.jpg») <img src="«./img/pier.jpg?v=2»">',
      path: "content/posts/pier/index.md",
      generator: "hugo",
      files: ["content/posts/pier/img/bridge.jpg"],
      says: ["No image file `pier.jpg`", "No image file `./img/pier.jpg`"],
      notes: ["`content/posts/pier`", "`content/posts/pier/img`"],
    },
    {
      bad: "![Pier](«/img/Pier.JPG»)",
      path: "source/_posts/pier.md",
      generator: "hexo",
      files: ["source/img/pier.jpg"],
      says: ["No image file `/img/Pier.JPG`: its name is written `source/img/pier.jpg`"],
      notes: ["letter by letter"],
      safe: "![Pier](/img/pier.jpg)",
    },
    {
      bad: '<img src="«../Img/The%20Pier.jpg?v=Two»" alt="Pier"> ![](«The%20PIER.jpg»)',
      path: "content/posts/pier.md",
      root: "content",
      files: ["content/img/the%20pier.jpg", "content/img/the pier.jpg", "content/posts/The pier.jpg"],
      says: [
        "No image file `../Img/The Pier.jpg`: its name is written `content/img/the pier.jpg`",
        "No image file `The PIER.jpg`: its name is written `content/posts/The pier.jpg`",
      ],
      safe: '<img src="../img/the%20pier.jpg?v=Two" alt="Pier"> ![](The%20pier.jpg)',
      shows: "Only the letters of the name change.",
    },
    {
      bad: "![Pier](«Pier.JPG»)",
      path: "content/pier.md",
      files: ["content/pier.jpg", "content/pier/PIER.jpg"],
      says: ["No image file `Pier.JPG`: its name is written `content/pier.jpg`"],
      shows: "Two files could be meant: no fix.",
    },
    {
      bad: "---\ntitle: Pier\ncover: «/img/pier.jpg»\nthumb: pier-small.jpg\n---\n",
      path: "source/_posts/pier.md",
      generator: "hexo",
      files: ["source/img/bridge.jpg"],
      says: ["No image file `/img/pier.jpg`"],
      shows: "What a bare name in front matter means is the theme's choice.",
    },
    {
      bad: "![Pier](«/pier.jpg»)",
      path: "posts/pier.md",
      root: "site/files",
      files: ["site/files/bridge.jpg"],
      says: ["No image file `/pier.jpg`"],
      shows: "With `root`, paths that begin with `/` are looked up there.",
    },
    {
      bad: "![Pier](«pier.jpg»)",
      path: "readme.md",
      files: ["bridge.jpg"],
      says: ["No image file `pier.jpg`"],
      notes: ["This folder holds no such file"],
    },
    {
      bad: "![Pier](«/pier.jpg»)",
      path: "_posts/2021-05-04-pier.md",
      generator: "jekyll",
      files: ["bridge.jpg"],
      says: ["No image file `/pier.jpg`"],
      notes: ["The folder of the project holds no such file"],
    },
    {
      good: '<img src="/loadimg.gif" data-original="https://img.example.com/pier.jpg">',
      path: "source/_posts/pier.md",
      generator: "hexo",
      files: ["source/bridge.jpg"],
      shows: "`images/no-lazy-source` speaks of it.",
    },
    {
      good: "![](pier.jpg) ![](/img/the%20bridge.jpg) ![](/img/logo.png) ![](../../source/img/the%20bridge.jpg#top)",
      path: "source/_posts/pier.md",
      generator: "hexo",
      files: ["source/_posts/pier/pier.jpg", "source/img/the bridge.jpg", "themes/plain/source/img/logo.png"],
      shows: "Hexo looks in the folder of the post, in `source` and in the theme.",
    },
    {
      good: "![](/covers/pier.jpg) ![](https://example.com/pier.jpg) ![](//example.com/pier.jpg) ![](@/pier.jpg) ![](/img/{{ name }}.jpg) ![](/chart)",
      path: "_posts/2021-05-04-pier.md",
      generator: "jekyll",
      files: ["img/bridge.jpg"],
      shows: "A folder that is not in the project comes from elsewhere.",
    },
    {
      good: "![](/generated/pier.jpg)",
      path: "content/pier.md",
      generator: "hugo",
      options: { ignore: ["/generated/"] },
      files: ["static/generated/readme.txt"],
    },
    {
      good: "---\ncover: /img/pier.jpg\npicture: /img/pier.jpg\n---\n",
      path: "content/pier.md",
      generator: "hugo",
      options: { keys: ["photo"] },
      files: ["static/img/bridge.jpg"],
    },
    { good: "![](pier.jpg)", shows: "Nothing is known about files." },
  ],
  create: ({ attributes, capabilities, document, generator, options, report, root, slice }) => {
    const { listFolder } = capabilities;
    if (listFolder === undefined || !isPage(document.path)) return {};
    const site = { listFolder, generator, root };

    let twins: ReturnType<typeof noscriptTwins> | undefined;
    /** The real address stands elsewhere in the tag: images/no-lazy-source says so. */
    const isLazy = ({ element, range }: Reference): boolean => {
      if (element?.tagName !== "img") return false;
      twins ??= noscriptTwins(document.markup);
      return lazyAddress(attributes(element), twins.get(range.start)) !== undefined;
    };

    return {
      imageKeys: options.keys,
      image(reference) {
        if (reference.dynamic || options.ignore.some((start) => reference.url.startsWith(start))) return;
        const path = localPath(reference.url);
        if (path === undefined || !isJudged(reference, path)) return;
        const found = lookUpSiteFile(site, document.path, path);
        if (found.kind === "found" || found.kind === "unknown" || isLazy(reference)) return;
        const range = reference.urlRange;
        if (found.kind === "case") {
          const note =
            "Names count letter by letter on most servers, so this image breaks once it is published. Write it as the file is named.";
          // Where the URL holds escapes or entities, its characters are not those of the path.
          const plain = pathOf(slice(range)) === pathOf(reference.url);
          const edits = found.only && plain ? caseEdits(slice(range), range.start, found.near) : [];
          report({ range, message: "case", data: { path, near: found.near }, note, ...caseFix(edits) });
        } else {
          const note = `${sayFolder(found.folder, document.path)} holds no such file. Add it, or correct the path.`;
          report({ range, message: "missing", data: { path }, note });
        }
      },
    };
  },
});

const IMAGE_FILE = /\.(?:gif|png|jpe?g|svg|webp|avif|bmp|ico)$/i;

function isJudged({ from }: Reference, path: string): boolean {
  if (!IMAGE_FILE.test(path)) return false;
  return from !== "front-matter" || /^\.{0,2}\//.test(path);
}

function pathOf(url: string): string | undefined {
  return /^[^?#]*/.exec(url)?.[0].trim();
}

function caseFix([first, ...others]: readonly Edit[]): { readonly fix?: Fix } {
  if (first === undefined) return {};
  return { fix: { title: "Write the name as the file is named", safety: "safe", edits: [first, ...others] } };
}
