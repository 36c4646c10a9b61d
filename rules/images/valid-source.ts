import { type Attribute, defineRule, IMAGE_KEYS, lazySource, noscriptTwins, readSrcset, type Reference } from "../../src/rule.js";

export default defineRule({
  id: "images/valid-source",
  summary: "Require image addresses that a browser can load",
  why: "An image without a usable address is a broken picture for every reader. Most come from scripts that wrote down a value they did not have (`undefined`), from editors that kept an address of their own machine (`file:`, `blob:`), or from two addresses glued together.",
  recommended: "error",
  fixes: "none",
  messages: {
    missing: "Image without `src`",
    empty: "Image with an empty `{{attribute}}`",
    value: "`{{url}}` is no image address",
    ending: "The image address ends in `{{end}}`: `{{url}}`",
    local: "`{{url}}` exists only on the machine where it was made",
    malformed: "`{{url}}` is no complete address",
    nested: "The address `{{inner}}` stands in the path of another: `{{url}}`",
    escaped: "The backslash breaks the address `{{url}}`",
    spaces: "The spaces in `{{url}}` keep this from being an image",
    descriptor: "`{{descriptor}}` in `srcset` is neither a width nor a density",
    repeated: "`{{url}}` in `srcset` is never used: an earlier candidate is for `1x` too",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      keys: {
        type: "array",
        items: { type: "string" },
        description: "Front matter keys whose values are images; a dot leads into a mapping.",
        default: IMAGE_KEYS,
      },
      proxies: {
        type: "array",
        items: { type: "string" },
        description: "More hosts that take the address of an image in their own path, each with its subdomains.",
        default: [],
      },
    },
  },
  examples: [
    { bad: '<p>«<img» alt="Pier"></p>', says: ["Image without `src`"], notes: ["shows nothing"] },
    {
      bad: '<img «src=""» alt="Pier"> «![Pier]()» <video «poster»></video>',
      says: ["Image with an empty `src`", "Image with an empty `src`", "Image with an empty `poster`"],
    },
    {
      bad: '<img src="«undefined»"> <img src="«#»"> <img src="«[object Object]»"> ![](«about:blank») ![](«null»)',
      says: [
        "`undefined` is no image address",
        "`#` is no image address",
        "`[object Object]` is no image address",
        "`about:blank` is no image address",
        "`null` is no image address",
      ],
      notes: ["A script"],
    },
    {
      bad: '<img src="«https://www.example.com/p/undefined»">',
      says: ["The image address ends in `undefined`: `https://www.example.com/p/undefined`"],
    },
    {
      bad: '<img src="«file:///C:/Users/me/pier.jpg»"> <img src="«C:\\Users\\me\\pier.jpg»"> <img src="«blob:https://example.com/7f0c»">',
      says: [
        "`file:///C:/Users/me/pier.jpg` exists only on the machine where it was made",
        "`C:\\Users\\me\\pier.jpg` exists only on the machine where it was made",
        "`blob:https://example.com/7f0c` exists only on the machine where it was made",
      ],
      notes: ["Add the file"],
    },
    {
      bad: "![Pier](«http//img.example.com/pier.jpg») ![Pier](«https:///pier.jpg») ![Pier](«https://»)",
      says: [
        "`http//img.example.com/pier.jpg` is no complete address",
        "`https:///pier.jpg` is no complete address",
        "`https://` is no complete address",
      ],
    },
    {
      bad: '<img src="«https://www.example.com/media/https://img.example.net/pier.jpg»">',
      says: [
        "The address `https://img.example.net/pier.jpg` stands in the path of another: `https://www.example.com/media/https://img.example.net/pier.jpg`",
      ],
    },
    {
      bad: '<img src="«https://img.example.com/pier\\_b.jpg»">',
      says: ["The backslash breaks the address `https://img.example.com/pier\\_b.jpg`"],
      notes: ["HTML takes it as it stands"],
    },
    {
      bad: "«![Pier](the long pier.jpg)»",
      says: ["The spaces in `the long pier.jpg` keep this from being an image"],
      generator: "hugo",
      notes: ["`%20`"],
    },
    {
      good: "![Pier](the long pier.jpg)",
      generator: "jekyll",
      shows: "kramdown takes spaces.",
    },
    {
      bad: '<img src="a.jpg" srcset="a.jpg 1x, b.jpg «2»"> <img src="a.jpg" srcset="a.jpg, «b.jpg»">',
      says: [
        "`2` in `srcset` is neither a width nor a density",
        "`b.jpg` in `srcset` is never used: an earlier candidate is for `1x` too",
      ],
    },
    {
      good: "---\ntitle: Pier\npicture: undefined\n---\n\nText.",
      options: { keys: ["cover"] },
      shows: "Only the keys that hold images are looked at.",
    },
    {
      good: '<img src="https://www.example.com/media/https://img.example.net/pier.jpg">',
      options: { proxies: ["example.com"] },
    },
    {
      good: "![](https://web.archive.org/web/2020/https://example.com/pier.jpg) ![](https://example.com/cdn-cgi/image/width=80/https://example.net/pier.jpg) ![](https://www.example.com/?id=http://example.net/pier.jpg) ![](https://cors.example.org/https://example.net/pier.jpg)",
      shows: "Proxies and archives take another address in their path, scripts in their query.",
    },
    {
      good: '<img src="data:image/png;base64,iVBORw0KGgo="> <img src="a b.jpg"> <img srcset="a.jpg 1x, b.jpg 2x"> <img src="null-island.jpg"> <img src="{{ image }}">',
    },
    {
      good: '<img :src="pier"> <img v-bind:src="pier"> <img [src]="pier"> <img {...pier}> <img data-src="https://img.example.com/pier.jpg">',
      shows: "Bound by a component, or the subject of `images/no-lazy-source`.",
    },
    { good: '`<img alt="">` and <img> and `![](undefined)`\n\n<picture><source srcset="a.avif"><img alt="Pier"></picture>' },
  ],
  create: ({ attribute, attributes, document, generator, options, report, slice }) => {
    let twins: ReturnType<typeof noscriptTwins> | undefined;
    const isLazy = (all: readonly Attribute[], start: number): boolean => {
      twins ??= noscriptTwins(document.markup);
      return lazySource(all) !== undefined || twins.has(start);
    };
    const images = new Set<number>();
    return {
      imageKeys: options.keys,
      image(reference) {
        const { element, range, from } = reference;
        images.add(range.start);
        if (reference.dynamic || isMissing(reference)) return;
        const fault = faultOf(reference, options.proxies);
        if (fault === undefined) return;
        if (element !== undefined && isLazy(attributes(element), range.start)) return;
        const name = reference.attribute ?? "src";
        const empty = fault.message === "empty";
        const whole = element === undefined ? range : (attribute(element, name)?.range ?? range);
        report({ ...fault, range: empty && from !== "front-matter" ? whole : reference.urlRange });
      },
    };
  },
});
