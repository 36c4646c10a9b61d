import { addressFault, defineRule, lazySource, noscriptTwins, placeholderOf } from "../../src/rule.js";

export default defineRule({
  id: "images/no-lazy-source",
  summary: "Disallow images whose real address stands where only a script finds it",
  why: 'Lazy loading by script keeps the address of an image in an attribute such as `data-src` until the reader scrolls near. Copied into another site the script is missing, and the image never appears: not on the page, not in feeds, not in previews. Browsers load lazily by themselves when the tag says `loading="lazy"`.',
  recommended: "warn",
  fixes: "none",
  messages: {
    missing: "Image without `src`: its address `{{url}}` stands in `{{holder}}`",
    empty: "Image with an empty `src`: its address `{{url}}` stands in `{{holder}}`",
    loader: "Image shows `{{src}}` while its address `{{url}}` stands in `{{holder}}`",
  },
  examples: [
    {
      bad: '<p>«<img» data-src="https://img.example.com/pier.jpg" alt="Pier"></p>',
      says: ["Image without `src`: its address `https://img.example.com/pier.jpg` stands in `data-src`"],
      notes: ["put the address into `src`"],
    },
    {
      bad: '<img src="«data:image/gif;base64,R0lGODlhAQABAAAAACw=»" data-original="https://img.example.com/pier.jpg">',
      says: [
        "Image shows `data:image/gif;base64,R0lGODlhAQABAAAAACw=` while its address `https://img.example.com/pier.jpg` stands in `data-original`",
      ],
    },
    {
      bad: '<img «src=""» data-actualsrc="//img.example.com/pier?size=large&amp;v=2">',
      says: [
        "Image with an empty `src`: its address `//img.example.com/pier?size=large&v=2` stands in `data-actualsrc`",
      ],
    },
    {
      bad: '<img src="«https://www.example.com/p/undefined»" data-original-src="//img.example.com/pier.jpg">\n\n<img src="«/static/loadimg.gif»" data-srcset="/pier-640.jpg 640w, /pier.jpg 1280w">',
      says: [
        "Image shows `https://www.example.com/p/undefined` while its address `//img.example.com/pier.jpg` stands in `data-original-src`",
        "Image shows `/static/loadimg.gif` while its address `/pier-640.jpg` stands in `data-srcset`",
      ],
    },
    {
      bad: '<img src="«spinner-loading.gif»">\n<noscript><img src="https://img.example.com/pier.jpg"></noscript>',
      says: [
        "Image shows `spinner-loading.gif` while its address `https://img.example.com/pier.jpg` stands in `noscript`",
      ],
      shows: "The twin for readers without scripts tells the address.",
    },
    { good: '<img src="https://img.example.com/pier.jpg" data-src="https://img.example.com/pier.jpg">' },
    {
      good: '<img src="https://proxy.example.org/?http://img.example.com/pier.jpg" data-original="http://img.example.com/pier.jpg">',
      shows: "A proxy of the same image is right.",
    },
    {
      good: '<img src="pier.jpg" data-src="pier@2x.jpg"> <img alt="Pier" data-url="12"> <img :src="pier" data-src="a.jpg">',
    },
    {
      good: '<img data-src="{{ site.cdn }}/pier.jpg"> <img src="pier.jpg">\n<noscript><img src="other.jpg"></noscript>',
    },
  ],
  create: ({ attributes, document, report }) => {
    let twins: ReturnType<typeof noscriptTwins> | undefined;
    return {
      element: {
        img(element, range) {
          const all = attributes(element);
          if (all.some(({ name }) => /^(?:.*[:.[])(?:src|srcset)\]?$|^v-bind$|^srcset$|^\{/.test(name))) return;
          const src = all.find(({ name }) => name === "src");
          const shown = src?.raw?.trim() ?? "";
          if (!isStopgap(shown)) return;
          twins ??= noscriptTwins(document.markup);
          const real = lazySource(all) ?? twins.get(range.start);
          if (real === undefined || real.url === shown) return;
          const data = { url: real.url, holder: real.holder, src: shown };
          const note =
            'Without the script that swaps them, readers never see the image: put the address into `src`, with `loading="lazy"` if the page is long.';
          if (src === undefined) {
            report({ range: { start: range.start, end: range.start + "<img".length }, message: "missing", data, note });
          } else if (shown === "" || src.valueRange === undefined) {
            report({ range: src.range, message: "empty", data, note });
          } else {
            report({ range: src.valueRange, message: "loader", data, note });
          }
        },
      },
    };
  },
});

/** A saved page holds whole photographs as `data:` URLs; a loader's are short. */
const LONGEST_LOADER = 3000;
/** A name's end tells enough. */
const LONGEST_NAME = 100;
const LOADER_NAME =
  /(?:^|[^a-z])(?:load(?:ing|er|img)?|lazy(?:load)?|place-?holder|blank|gr[ae]y|spacer|transparent|pixel|1x1|default|white|dot|trans|empty|spinner)(?![a-z])[^/]*\.(?:gif|png|svg|jpe?g|webp)$/i;

/** Whether a `src` only keeps the place of an image, now that another address is at hand. */
function isStopgap(src: string): boolean {
  if (/^data:/i.test(src)) return src.length <= LONGEST_LOADER;
  const kind = addressFault(src)?.kind;
  if (kind === "empty" || kind === "value" || kind === "ending") return true;
  if (/\{\{|\{%|<%/.test(src)) return false;
  return LOADER_NAME.test(fileName(src)) || placeholderOf(src) !== undefined;
}

function fileName(url: string): string {
  const path = /^[^?#]*/.exec(url)?.[0] ?? "";
  return path.slice(path.lastIndexOf("/") + 1).slice(-LONGEST_NAME);
}
