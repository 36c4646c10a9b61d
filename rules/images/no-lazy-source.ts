import {
  type Attribute,
  attributeFault,
  type Document,
  defineRule,
  type Edit,
  type Fix,
  IMAGE_KEYS,
  isPortable,
  type LazySource,
  lazyAddress,
  noscriptTwins,
  type Range,
  type Reference,
  replaceImage,
} from "../../src/rule.js";

export default defineRule({
  id: "images/no-lazy-source",
  summary: "Disallow images whose real address stands where only a script finds it",
  why: 'Lazy loading by script keeps the address of an image in an attribute such as `data-src` until the reader scrolls near. Copied into another site the script is missing, and the image never appears: not on the page, not in feeds, not in previews. Browsers load lazily by themselves when the tag says `loading="lazy"`.\n\nThe fix is safe: it gives the image the address that its own tag names, and the same to front matter that repeats the stopgap. All other attributes stay.',
  recommended: "warn",
  fixes: "safe",
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
      safe: '<p><img src="https://img.example.com/pier.jpg" data-src="https://img.example.com/pier.jpg" alt="Pier"></p>',
    },
    {
      bad: '<img src="«data:image/gif;base64,R0lGODlhAQABAAAAACw=»" data-original="https://img.example.com/pier.jpg">',
      says: [
        "Image shows `data:image/gif;base64,R0lGODlhAQABAAAAACw=` while its address `https://img.example.com/pier.jpg` stands in `data-original`",
      ],
      safe: '<img src="https://img.example.com/pier.jpg" data-original="https://img.example.com/pier.jpg">',
    },
    {
      bad: `<img «src=""» data-actualsrc="//img.example.com/pier?size=large&amp;v=2"> <img «src» data-src='/a"b.jpg'>`,
      says: [
        "Image with an empty `src`: its address `//img.example.com/pier?size=large&v=2` stands in `data-actualsrc`",
        'Image with an empty `src`: its address `/a"b.jpg` stands in `data-src`',
      ],
      safe: `<img src="//img.example.com/pier?size=large&amp;v=2" data-actualsrc="//img.example.com/pier?size=large&amp;v=2"> <img src="/a&quot;b.jpg" data-src='/a"b.jpg'>`,
    },
    {
      bad: '<img src="«https://www.example.com/p/undefined»" data-original-src="//img.example.com/pier.jpg">\n\n<img src="«/static/loadimg.gif»" data-srcset="/pier-640.jpg 640w, /pier.jpg 1280w">',
      says: [
        "Image shows `https://www.example.com/p/undefined` while its address `//img.example.com/pier.jpg` stands in `data-original-src`",
        "Image shows `/static/loadimg.gif` while its address `/pier-640.jpg` stands in `data-srcset`",
      ],
      safe: '<img src="//img.example.com/pier.jpg" data-original-src="//img.example.com/pier.jpg">\n\n<img src="/pier-640.jpg" srcset="/pier-640.jpg 640w, /pier.jpg 1280w">',
    },
    {
      bad: "---\ntitle: Pier\ncover: '/img/loading.gif'\nphotos: [/img/loading.gif, /img/bridge.jpg]\n---\n\n<img src='«/img/loading.gif»' data-src='https://img.example.com/pier.jpg'>",
      says: [
        "Image shows `/img/loading.gif` while its address `https://img.example.com/pier.jpg` stands in `data-src`",
      ],
      safe: "---\ntitle: Pier\ncover: 'https://img.example.com/pier.jpg'\nphotos: [https://img.example.com/pier.jpg, /img/bridge.jpg]\n---\n\n<img src='https://img.example.com/pier.jpg' data-src='https://img.example.com/pier.jpg'>",
      shows: "Front matter that repeats the stopgap follows.",
    },
    {
      bad: '<img src="«spinner-loading.gif»">\n<noscript><img src="https://img.example.com/pier.jpg"></noscript>',
      says: [
        "Image shows `spinner-loading.gif` while its address `https://img.example.com/pier.jpg` stands in `noscript`",
      ],
      safe: '<img src="https://img.example.com/pier.jpg">\n<noscript><img src="https://img.example.com/pier.jpg"></noscript>',
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
  needs: ["<"],
  create: ({ attributes, document, report, slice }) => {
    let twins: ReturnType<typeof noscriptTwins> | undefined;
    const front: Reference[] = [];
    return {
      imageKeys: IMAGE_KEYS,
      image(reference) {
        if (reference.from === "front-matter" && !reference.dynamic) front.push(reference);
      },
      element: {
        img(element, range) {
          const all = attributes(element);
          twins ??= noscriptTwins(document.markup);
          const real = lazyAddress(all, twins.get(range.start));
          if (real === undefined) return;
          const src = all.find(({ name }) => name === "src");
          const shown = src?.raw?.trim() ?? "";
          const data = { url: real.url, holder: real.holder, src: shown };
          const note =
            'Without the script that swaps them, readers never see the image: put the address into `src`, with `loading="lazy"` if the page is long.';
          const [first, ...others] = sourceEdits(document, range, all, real, slice(real.range).trim());
          const fix: Fix | undefined = first && {
            title: "Put the address into `src`",
            safety: "safe",
            edits: [first, ...others, ...follow(shown, real)],
          };
          const common = { data, note, ...(fix && { fix }) };
          if (src === undefined) {
            report({ range: { start: range.start, end: range.start + "<img".length }, message: "missing", ...common });
          } else if (shown === "" || src.valueRange === undefined) {
            report({ range: src.range, message: "empty", ...common });
          } else {
            report({ range: src.valueRange, message: "loader", ...common });
          }
        },
      },
    };

    /** Front matter goes along with the first image that shows the same. */
    function follow(shown: string, { url }: LazySource): readonly Edit[] {
      if (shown === "" || !isPortable(url)) return [];
      const same = front.filter((reference) => reference.url === shown);
      for (const reference of same) front.splice(front.indexOf(reference), 1);
      return same.flatMap((reference) => replaceImage(document, reference, url) ?? []);
    }
  },
});

/** `written` are the characters of the address or the list of addresses. Empty where the tag is malformed. */
function sourceEdits(
  { markup }: Document,
  { start }: Range,
  attributes: readonly Attribute[],
  { holder }: LazySource,
  written: string,
): readonly Edit[] {
  const tag = markup.tags.find(({ range }) => range.start === start);
  if (tag === undefined || attributeFault(markup.masked, tag) !== undefined) return [];
  const list = holder.endsWith("srcset") ? attributes.find(({ name }) => name === holder) : undefined;
  const address = list === undefined ? written : (/^\S*[^\s,]/.exec(written)?.[0] ?? written);
  const rename = list === undefined ? [] : [{ range: list.nameRange, text: "srcset" }];
  const src = attributes.find(({ name }) => name === "src");
  if (src?.valueRange !== undefined && src.quote !== undefined) {
    return [{ range: src.valueRange, text: escaped(address, src.quote) }, ...rename];
  }
  const attribute = `src="${escaped(address, '"')}"`;
  const afterName = start + "<img".length;
  if (src === undefined) return [{ range: { start: afterName, end: afterName }, text: ` ${attribute}` }, ...rename];
  return [{ range: src.range, text: attribute }, ...rename];
}

function escaped(value: string, quote: string): string {
  return value.replaceAll(quote, quote === '"' ? "&quot;" : "&#39;");
}
