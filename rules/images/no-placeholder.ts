import {
  defineRule,
  type Fix,
  firstImage,
  frontMatterRemoval,
  imageKeysOption,
  lazySource,
  noscriptTwins,
  type Placeholder,
  placeholderOf,
  pointerKeys,
  type Reference,
  replaceImage,
} from "../../src/rule.js";

export default defineRule({
  id: "images/no-placeholder",
  summary: "Disallow placeholder images",
  why: "A placeholder is a promise that somebody will put in the real picture. Services such as picsum.photos show every reader another random photo, spinners turn for ever, and a blank image leaves a hole. Lists and previews of posts suffer most, because there the picture is all that people see.\n\nIn front matter the fix puts the first real image of the body in its place, and removes the key when there is none. It is unsafe: lists of posts look different afterwards, and which image speaks for a post is a guess. In the body only you can tell.",
  recommended: "warn",
  fixes: "unsafe",
  messages: {
    service: "Placeholder image from `{{host}}`",
    name: "Placeholder image `{{name}}`",
    blank: "Blank image: a `data:` URL {{what}}",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      hosts: {
        type: "array",
        items: { type: "string" },
        description:
          "More hosts of placeholder services, each with its subdomains; `host/path` means below that path alone.",
        default: [],
      },
      keys: imageKeysOption,
    },
  },
  examples: [
    {
      bad: '<p><img src="«https://picsum.photos/400/300?random=17»" alt="Harbour"></p>',
      says: ["Placeholder image from `picsum.photos`"],
      notes: ["nothing of this post"],
    },
    {
      bad: "The bridge at dusk:\n\n![Bridge](«//via.placeholder.com/640x480.png»)\n\n![Pier][pier]\n\n[pier]: «https://source.unsplash.com/random/800x600»",
      says: ["Placeholder image from `via.placeholder.com`", "Placeholder image from `source.unsplash.com`"],
    },
    {
      bad: '<img src="«/theme/images/loading.gif»"> ![Bridge](«../img/placeholder-640x480.png»)',
      says: ["Placeholder image `loading.gif`", "Placeholder image `placeholder-640x480.png`"],
      notes: ["stands where another belongs"],
    },
    {
      bad: '<img src="«data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7»" alt="">',
      says: ["Blank image: a `data:` URL of 1×1 pixels"],
      notes: ["a hole"],
      shows: "The header inside the URL says how large the picture is.",
    },
    {
      bad: `<img src="«data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='640' height='360'%3E%3C/svg%3E»" alt="">`,
      says: ["Blank image: a `data:` URL without a picture in it"],
    },
    {
      bad: '<img src="«https://picsum.photos/300»" srcset="https://picsum.photos/300 1x, https://picsum.photos/600 2x">',
      says: ["Placeholder image from `picsum.photos`"],
      shows: "One image, one finding.",
    },
    {
      bad: '<img src="«https://img.example.com/filler/300»"> <img src="https://img.example.com/2021/pier.jpg">',
      says: ["Placeholder image from `img.example.com`"],
      options: { hosts: ["example.com/filler"] },
    },
    {
      bad: "---\ntitle: Harbour\nheader:\n  image: '«https://picsum.photos/400/300?random=17»'\nthumbnail: «https://picsum.photos/80»\n---\n\nText.",
      says: ["Placeholder image from `picsum.photos`", "Placeholder image from `picsum.photos`"],
      unsafe: "---\ntitle: Harbour\n---\n\nText.",
    },
    {
      bad: '---\ntitle: Harbour\ncover: \'«https://picsum.photos/400/300»\' # later\nphotos:\n  - «https://picsum.photos/80»\n  - /img/bridge.jpg\nheader: { image: «https://picsum.photos/90», title: Sea }\n---\n\n![](boat.jpg) <img src="/img/sea.jpg" width="1"> ![](https://img.example.com/pier.jpg)',
      says: [
        "Placeholder image from `picsum.photos`",
        "Placeholder image from `picsum.photos`",
        "Placeholder image from `picsum.photos`",
      ],
      unsafe:
        '---\ntitle: Harbour\ncover: \'https://img.example.com/pier.jpg\' # later\nphotos:\n  - /img/bridge.jpg\nheader: { image: https://img.example.com/pier.jpg, title: Sea }\n---\n\n![](boat.jpg) <img src="/img/sea.jpg" width="1"> ![](https://img.example.com/pier.jpg)',
      shows: "The first image that means the same everywhere.",
    },
    {
      bad: "---\ntitle: Harbour\nphotos: [«https://picsum.photos/80», «https://picsum.photos/90»]\nimages: [/a.jpg, '«https://picsum.photos/80»', /b.jpg, «https://picsum.photos/90»]\n---\n\nText.",
      says: [
        "Placeholder image from `picsum.photos`",
        "Placeholder image from `picsum.photos`",
        "Placeholder image from `picsum.photos`",
        "Placeholder image from `picsum.photos`",
      ],
      unsafe: "---\ntitle: Harbour\nimages: [/a.jpg, /b.jpg]\n---\n\nText.",
    },
    {
      bad: '+++\ntitle = "Harbour"\ncover = "«https://picsum.photos/80»"\n+++\n\nText.',
      says: ["Placeholder image from `picsum.photos`"],
      unsafe: '+++\ntitle = "Harbour"\n+++\n\nText.',
    },
    {
      good: "---\ntitle: Harbour\nsketch: https://picsum.photos/400/300\n---\n\nText.",
      options: { keys: ["cover"] },
      shows: "Only the keys that hold images are looked at.",
    },
    {
      good: `<img src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cpath d='M0 0h9v9'/%3E%3C/svg%3E" alt="A stroke">`,
      shows: "A small drawing is a picture.",
    },
    {
      good: '<img src="/img/loading.gif" data-src="https://img.example.com/pier.jpg">',
      shows: "The real address is at hand: `images/no-lazy-source` speaks of that.",
    },
    { good: '<img class="spinner" src="/img/loading.gif">', path: "layouts/partials/footer.html" },
    {
      good: "![Loading bay](loading-bay.gif) ![My Pixel](pixel.jpg) ![](https://example.com/picsum.photos.png)\n\n`![](https://picsum.photos/300)`",
    },
  ],
  create: ({ attributes, document, options, report }) => {
    let twins: ReturnType<typeof noscriptTwins> | undefined;
    let last: unknown;
    const isPlaceholder = ({ url, dynamic }: Reference): boolean =>
      !dynamic && placeholderOf(url.trim(), options.hosts) !== undefined;
    let front: { readonly doomed: ReadonlySet<string>; readonly real: string | undefined } | undefined;

    const repair = (reference: Reference): Fix | undefined => {
      const { pointer } = reference;
      if (pointer === undefined) return undefined;
      front ??= {
        doomed: new Set(
          document.imagesOf(options.keys).flatMap((one) => (isPlaceholder(one) ? (one.pointer ?? []) : [])),
        ),
        real: firstImage(document, options.hosts),
      };
      const { doomed, real } = front;
      const inList = /\/\d+(?:\/|$)/.test(pointer);
      if (real !== undefined && !inList) {
        const edit = replaceImage(document, reference, real);
        return edit && { title: "Use the first image of the post", safety: "unsafe", edits: [edit] };
      }
      // Without its address, what else is said of an image would hang in the air.
      const alone = options.keys.includes(pointerKeys(pointer).join(".")) || /\/\d+$/.test(pointer);
      const removal = frontMatterRemoval(document, pointer, alone ? doomed : new Set());
      if (removal === undefined || (!alone && removal.pointer === pointer)) return undefined;
      const key = pointerKeys(removal.pointer).join(".");
      return { title: `Remove \`${key}\``, safety: "unsafe", edits: [removal.edit] };
    };

    return {
      imageKeys: options.keys,
      image(reference) {
        const { url, urlRange, dynamic, element, range } = reference;
        if (dynamic) return;
        const placeholder = placeholderOf(url.trim(), options.hosts);
        if (placeholder === undefined || (placeholder.kind === "name" && PARTIAL.test(document.path))) return;
        if (element !== undefined) {
          // A `srcset` repeats its `src`; and where the real address waits in the tag, `no-lazy-source` speaks.
          if (last === element || lazySource(attributes(element)) !== undefined) return;
          twins ??= noscriptTwins(document.markup);
          if (twins.has(range.start)) return;
          last = element;
        }
        report({ range: urlRange, ...described(placeholder), fix: () => repair(reference) });
      },
    };
  },
});

/** Layouts and themes turn their own spinners. */
const PARTIAL = /(?:^|\/)(?:_?layouts?|_?includes?|partials|themes|templates)\//;

function described(placeholder: Placeholder) {
  if (placeholder.kind === "service") {
    return {
      message: "service",
      data: { host: placeholder.host },
      note: "The service makes up an image of that size; it shows nothing of this post and may be gone tomorrow. Put in a picture of your own, or leave it out.",
    } as const;
  }
  if (placeholder.kind === "name") {
    return {
      message: "name",
      data: { name: placeholder.name },
      note: "By its name this image stands where another belongs. Put in the real one, or leave it out.",
    } as const;
  }
  return {
    message: "blank",
    data: { what: placeholder.size === undefined ? "without a picture in it" : `of ${placeholder.size} pixels` },
    note: "Readers see a hole. Put in the real image, or remove this one.",
  } as const;
}
