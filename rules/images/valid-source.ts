import {
  type AddressFault,
  addressFault,
  defineRule,
  type Element,
  imageKeysOption,
  lazySource,
  noscriptTwins,
  type Reference,
  readSrcset,
  TEMPLATE_CHARACTER,
} from "../../src/rule.js";

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
      keys: imageKeysOption,
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
      bad: "![Pier](«http//img.example.com/pier.jpg») ![Pier](«https:///pier.jpg») ![Pier](«https:///img/pier.jpg») ![Pier](«https://»)",
      says: [
        "`http//img.example.com/pier.jpg` is no complete address",
        "`https:///pier.jpg` is no complete address",
        "`https:///img/pier.jpg` is no complete address",
        "`https://` is no complete address",
      ],
    },
    { good: "![Pier](https:////img.example.com/pier.jpg)", shows: "Browsers skip slashes too many." },
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
      bad: "---\ntitle: Pier\ncover: «https://www.example.com/p/undefined»\nphotos: ['«undefined»', a.jpg]\nbackground: '#fff'\n---\n",
      says: [
        "The image address ends in `undefined`: `https://www.example.com/p/undefined`",
        "`undefined` is no image address",
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
    {
      good: '`<img alt="">` and <img> and `![](undefined)`\n\n<picture><source srcset="a.avif"><img alt="Pier"></picture>',
    },
  ],
  create: ({ attribute, attributes, document, generator, options, report, slice }) => {
    let twins: ReturnType<typeof noscriptTwins> | undefined;
    const isLazy = (element: Element, start: number): boolean => {
      twins ??= noscriptTwins(document.markup);
      return lazySource(attributes(element)) !== undefined || twins.has(start);
    };
    const srcset = (element: Element): void => {
      const range = attribute(element, "srcset")?.valueRange;
      if (range === undefined || document.markup.masked.slice(range.start, range.end).includes(TEMPLATE_CHARACTER))
        return;
      let plain = false;
      for (const { url, descriptor, ...candidate } of readSrcset(document.source.text, range)) {
        if (descriptor !== "" && !DESCRIPTOR.test(descriptor)) {
          const start = candidate.range.end + slice({ start: candidate.range.end, end: range.end }).indexOf(descriptor);
          const at = { start, end: start + descriptor.length };
          report({ range: at, message: "descriptor", data: { descriptor }, note: NOTES.descriptor });
        } else if (descriptor === "" && plain) {
          report({ range: candidate.range, message: "repeated", data: { url }, note: NOTES.repeated });
          return;
        }
        plain ||= descriptor === "" || descriptor === "1x";
      }
    };
    const images = new Set<number>();
    return {
      imageKeys: options.keys,
      element: {
        source: srcset,
        img(element, range, ancestors) {
          srcset(element);
          const all = attributes(element);
          // A bare `<img>` is a word of prose about HTML; a `<picture>` brings sources of its own.
          if (all.length === 0 || all.some(({ name }) => BINDS_SOURCE.test(name))) return;
          if (slice(range).includes("{") || ancestors.at(-1)?.tagName === "picture" || isLazy(element, range.start))
            return;
          report({ range: { start: range.start, end: range.start + 4 }, message: "missing", note: NOTES.missing });
        },
      },
      image(reference) {
        const { element, range, url, urlRange, attribute: name = "src" } = reference;
        images.add(range.start);
        const fault = faultOf(reference, options.proxies);
        if (fault === undefined) return;
        const holder = element === undefined ? undefined : attribute(element, name);
        if (element !== undefined && holder === undefined) return;
        if (element !== undefined && isStopgap(fault) && isLazy(element, range.start)) return;
        report({
          range: fault.kind === "empty" ? (holder?.range ?? range) : urlRange,
          message: fault.kind,
          data: { url, attribute: name, ...fault },
          note: NOTES[fault.kind],
        });
      },
      end() {
        if (document.body.syntax === "html" || generator.name === undefined || generator.name === "jekyll") return;
        const { masked } = document.markup;
        for (let next = 0, start = masked.indexOf("!["); start !== -1; start = masked.indexOf("![", next)) {
          next = start + 1;
          SPACED_IMAGE.lastIndex = start;
          const match = SPACED_IMAGE.exec(masked);
          if (match === null) continue;
          next = SPACED_IMAGE.lastIndex;
          const url = match[1]?.trim() ?? "";
          if (images.has(start) || !url.includes(" ")) continue;
          report({ range: { start, end: next }, message: "spaces", data: { url }, note: NOTES.spaces });
        }
      },
    };
  },
});

const NOTES = {
  missing: "It shows nothing. Give it an address, or remove it.",
  empty: "It shows nothing. Give it an address, or remove it.",
  value: "A script wrote down a value that it did not have. Put in the real address, or remove the image.",
  ending:
    "A script put an address together from a value that it did not have. Put in the real address, or remove the image.",
  local: "Readers cannot reach it. Add the file to the site and give its path.",
  malformed:
    "Browsers look for a file or a site of that name. Write the address in full, as in `https://example.com/a.jpg`.",
  nested: "Two addresses were glued together; most often the inner one is right.",
  escaped: "The backslash belongs to Markdown; HTML takes it as it stands, and the file is not found. Remove it.",
  spaces:
    "Markdown ends an address at a space, so readers see brackets instead of a picture. Write `%20` for each space, or put the address in `<` and `>`.",
  descriptor:
    "Browsers pass over this candidate. Write a width as `640w` or a density as `2x`, and `%20` for a space inside an address.",
  repeated: "Write what it is for behind the address, as in `2x` or `640w`.",
} as const;

/** `src` or `srcset`, or what frameworks bind them by: `:src`, `v-bind:src`, `[src]`, `{...props}`, `v-else`. */
const BINDS_SOURCE = /(?:^|[:.[@])(?:src|srcset)\]?$|^v-|^\{/;
const DESCRIPTOR = /^(?:\d*[1-9]\d*w(?:\s+\d+h)?|(?:\d+(?:\.\d+)?|\.\d+)(?:e[+-]?\d+)?x)$/;
const SPACED_IMAGE = /(?<!\\)!\[[^[\]\r\n]*\]\(([^()<>"'=\r\n]+\.(?:gif|png|jpe?g|svg|webp|avif))\)/iy;
const ESCAPED = /\\[_*~[\]()]/;

type Fault = AddressFault | { readonly kind: "escaped" };

function faultOf({ url, from, dynamic }: Reference, proxies: readonly string[]): Fault | undefined {
  if (dynamic) return undefined;
  const fault = addressFault(url, proxies);
  if (fault !== undefined || from !== "html" || /^data:/i.test(url)) return fault;
  return ESCAPED.test(url) ? { kind: "escaped" } : undefined;
}

/** Faults that `images/no-lazy-source` takes over where the real address is at hand. */
function isStopgap({ kind }: Fault): boolean {
  return kind === "empty" || kind === "value" || kind === "ending";
}
