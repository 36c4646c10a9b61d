import {
  type Attribute,
  attributeNamed,
  defineRule,
  hidesContent,
  placeholderOf,
  readDeclarations,
  removalOf,
  TEMPLATE_CHARACTER,
} from "../../src/rule.js";

export default defineRule({
  id: "images/no-tracking-pixel",
  summary: "Disallow images that nobody sees, from servers that count who loads them",
  why: "An image of one pixel, or one that is hidden, on somebody else's server tells that server who reads the post. Feeds and newsletters put them into every article, and whoever copies the article takes them along. Reported are remote images that are declared one pixel large or hidden, and those of counting services. The fix removes the image. It is unsafe, since the count stops. Placeholders are the matter of `images/no-placeholder`.",
  recommended: "warn",
  fixes: "unsafe",
  messages: {
    tiny: "Image of one pixel from `{{host}}`",
    hidden: "Hidden image from `{{host}}`",
    service: "Image that counts readers for `{{host}}`",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      hosts: {
        type: "array",
        items: { type: "string" },
        description: "More hosts whose images count readers, each with its subdomains.",
        default: [],
      },
    },
  },
  examples: [
    {
      bad: '<p>x</p>\n«<img src="https://count.example.net/7" width="1" height="1" alt="">»\n',
      says: ["Image of one pixel from `count.example.net`"],
      notes: ["who reads"],
      unsafe: "<p>x</p>\n",
      path: "post.html",
    },
    {
      bad: '<p>x«<img src="//count.example.net/7" style="display:none">»«<img style="width:1px; height:0" src="https://count.example.net/8">»</p>',
      says: ["Hidden image from `count.example.net`", "Image of one pixel from `count.example.net`"],
      unsafe: "<p>x</p>",
    },
    {
      bad: "A post.«![](https://www.google-analytics.com/collect?v=1&tid=UA-1)»\n",
      says: ["Image that counts readers for `www.google-analytics.com`"],
      path: "post.md",
    },
    {
      bad: '<p>x«<img src="https://c.example.net/a.gif" alt="">»</p>',
      says: ["Image that counts readers for `c.example.net`"],
      options: { hosts: ["example.net"] },
      unsafe: "<p>x</p>",
    },
    {
      good: '<img src="/line.png" width="1" height="1" alt=""><img src="https://img.example.net/a.png" width="1" height="40" alt="">',
    },
    { good: '<img src="https://img.example.net/spacer.gif" width="1" height="1" alt="">', shows: "A placeholder." },
    { good: '<img src="https://img.example.net/{{ page.id }}" width="1" height="1">', generator: "jekyll" },
    { good: '`<img src="https://count.example.net/7" width="1" height="1">`', path: "code.md" },
  ],
  create: ({ report, attributes, document, options }) => ({
    image({ url, range, dynamic, element, attribute }) {
      if (dynamic || attribute === "srcset" || attribute === "poster") return;
      const [, host = "", path = ""] = /^\s*(?:https?:)?\/\/(?:[^/?#@\s]*@)?([^/?#:\s]+)(\S*)/i.exec(url) ?? [];
      if (host === "" || placeholderOf(url) !== undefined) return;
      const name = host.toLowerCase();
      const isService =
        COUNTERS.test(`${name}${path}`) ||
        options.hosts.some((one) => name === one.toLowerCase() || name.endsWith(`.${one.toLowerCase()}`));
      const look = element === undefined ? undefined : lookOf(attributes(element));
      const message = isService ? "service" : look;
      if (message === undefined) return;
      const computed = document.markup.masked.slice(range.start, range.end).includes(TEMPLATE_CHARACTER);
      const edit =
        element === undefined || element.tagName !== "img" || computed ? undefined : removalOf(document, range);
      report({
        range,
        message,
        data: { host: name },
        note: "It tells that server who reads this post, and shows nothing. Remove it.",
        ...(edit === undefined ? {} : { fix: { title: "Remove the image", safety: "unsafe", edits: [edit] } }),
      });
    },
  }),
});

/** Hosts, some with the beginning of a path, whose images exist to be counted. */
const COUNTERS =
  /^(?:(?:www|ssl)\.google-analytics\.com\/|(?:www\.)?facebook\.com\/tr[/?]|(?:[\w-]+\.)?doubleclick\.net\/|pixel\.(?:wp|quantserve|facebook)\.com\/|stats\.wordpress\.com\/|feeds\.feedburner\.com\/~[rf]f?\/|feeds\.wordpress\.com\/1\.0\/|(?:[\w-]+\.)?feedsportal\.com\/|(?:[\w-]+\.)?statcounter\.com\/|(?:www\.)?medium\.com\/_\/stat|(?:[\w-]+\.)?scorecardresearch\.com\/|hm\.baidu\.com\/|(?:[\w-]+\.)?cnzz\.com\/|track\.hubspot\.com\/|(?:[\w-]+\.)?pixel\.ad|blogger\.googleusercontent\.com\/tracker\/|counters?\.gigya\.com\/)/;

function lookOf(attributes: readonly Attribute[]): "tiny" | "hidden" | undefined {
  const raw = (name: string): string | undefined => attributeNamed(attributes, name)?.raw?.trim();
  const style = raw("style") ?? "";
  const declarations = style === "" ? [] : readDeclarations(style);
  const side = (name: string): string | undefined =>
    declarations.find(({ property }) => property === name)?.value.trim() ?? raw(name);
  const tiny = (value: string | undefined): boolean => value !== undefined && /^[01](?:px)?$/.test(value);
  if (tiny(side("width")) && tiny(side("height"))) return "tiny";
  return declarations.length > 0 && hidesContent(declarations) ? "hidden" : undefined;
}
