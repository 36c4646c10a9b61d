import {
  attributeRemoval,
  defineRule,
  type Edit,
  type Element,
  type Fix,
  isLayoutPiece,
  perOptions,
  type Range,
  removalOf,
  TEMPLATE_CHARACTER,
} from "../../src/rule.js";

export default defineRule({
  id: "html/no-active-content",
  summary: "Disallow scripts, event handlers, plugins and foreign frames in posts",
  why: 'A post is text. What runs in it runs with the rights of your whole site: an advertisement\'s script that came along with a scraped page can read every form of yours, and a frame shows whatever its owner puts there tomorrow. Feed readers and newsletters drop all of it. Reported are scripts, `on…` attributes, `<object>`, `<embed>`, `<applet>`, `<base>`, `<meta http-equiv>`, forms, addresses that are scripts or pages of their own (`javascript:` outside of links, `data:text/html`), and frames. Scripts that are data (`type="application/ld+json"`), players and maps of well-known hosts, whole pages, layouts, and the component scripts of VitePress are left alone; the options add to that. The fix removes it. It is unsafe: only you know what the post does without it.',
  recommended: "warn",
  fixes: "unsafe",
  messages: {
    script: "Script in a post: `{{text}}`",
    foreign: "Script from `{{host}}`",
    handler: "Event handler `{{name}}` on `<{{element}}>`",
    element: "`<{{element}}>` in a post",
    frame: "Frame from `{{host}}`",
    address: "`{{name}}` runs `{{text}}`",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      hosts: {
        type: "array",
        items: { type: "string" },
        description: "More hosts whose frames and scripts are welcome, each with its subdomains.",
        default: [],
      },
      allow: {
        type: "array",
        items: { type: "string" },
        description: "Elements and attributes that are welcome, e.g. `script`, `form` or `onclick`.",
        default: [],
      },
    },
  },
  examples: [
    {
      bad: "<p>Tides</p>\n«<script>»\nlet a = 1;\n</script>\n",
      says: ["Script in a post: `let a = 1;`"],
      notes: ["rights of your site"],
      unsafe: "<p>Tides</p>\n",
    },
    {
      bad: '<p>x</p>\n«<script async src="https://ads.example.net/a.js">»</script>\n',
      says: ["Script from `ads.example.net`"],
      unsafe: "<p>x</p>\n",
    },
    {
      bad: '<p «onclick="go()"»>x</p><img src="a.png" alt="" «onerror=hide()»>',
      says: ["Event handler `onclick` on `<p>`", "Event handler `onerror` on `<img>`"],
      unsafe: '<p>x</p><img src="a.png" alt="">',
    },
    {
      bad: '<div>«<object data="a.swf">»</object>«<embed src="b.swf">»</div>\n«<form action="/s">»<input name="q"></form>\n',
      says: ["`<object>` in a post", "`<embed>` in a post", "`<form>` in a post"],
      unsafe: "<div></div>\n",
    },
    {
      bad: '<p>«<iframe src="https://frames.example.net/a?b=c">»</iframe></p>',
      says: ["Frame from `frames.example.net`"],
      notes: ["`hosts`"],
      unsafe: "<p></p>",
    },
    {
      bad: '<p><button «formaction="javascript:go()"»>x</button><iframe «src="data:text/html,x"»></iframe></p>',
      says: ["`formaction` runs `javascript:go()`", "`src` runs `data:text/html,x`"],
      unsafe: "<p><button>x</button><iframe></iframe></p>",
    },
    {
      good: '<iframe width="560" height="315" src="https://www.youtube.com/embed/7"></iframe>\n<iframe src="/demos/tides.html"></iframe>\n<script async src="https://platform.twitter.com/widgets.js"></script>',
      shows: "Players and embeds of well-known hosts, and pages of your own.",
    },
    {
      good: '<div id="tides"></div>\n<script>\ndraw("#tides");\n</script>',
      shows: "A demo that its author wrote for this post.",
    },
    { good: '<script type="application/ld+json">{ "name": "Tides" }</script>', shows: "Data." },
    { good: '<script src="/js/tides.js"></script><script setup>\nlet a = 1\n</script>', generator: "vitepress" },
    {
      good: "<!doctype html>\n<html><head><script>let a = 1</script></head><body><form></form></body></html>",
      path: "page.html",
      variants: false,
      shows: "A whole page.",
    },
    { good: "<script>let a = 1</script>", path: "layouts/partials/head.html" },
    { good: '<form action="/s"><input name="q"></form>', options: { allow: ["form"] } },
    { good: '<iframe src="https://maps.example.net/pier"></iframe>', options: { hosts: ["example.net"] } },
    { good: "<p>A List<Object> of names.</p>", shows: "`html/valid-markup` says what is wrong here." },
    { good: "```html\n<script>let a = 1</script>\n```\n\n`<script>` runs code.", path: "code.md" },
    { good: "<p>Text with <script> and no end.</p>", shows: "`html/no-unclosed-raw-text` says what is wrong here." },
  ],
  needs: ["<"],
  create: ({ report, options, attributes, slice, document, generator }) => {
    if (isLayoutPiece(document.path)) return {};
    const allowed = allowedNames(options);
    const welcome = welcomeHosts(options);
    const isWelcome = (host: string): boolean => {
      let at = 0;
      do {
        if (host.length - at <= welcome.longest && welcome.hosts.has(host.slice(at))) return true;
        at = host.indexOf(".", at) + 1;
      } while (at > 0);
      return false;
    };
    const computed = (range: Range): boolean =>
      document.markup.masked.slice(range.start, range.end).includes(TEMPLATE_CHARACTER);
    const openingOf = (element: Element, range: Range): Range => {
      const last = attributes(element).at(-1)?.range.end ?? range.start;
      return {
        start: range.start,
        end: Math.max(range.start, slice(range).indexOf(">", last - range.start) + range.start + 1),
      };
    };
    const removal = (range: Range): { readonly fix?: Fix } =>
      computed(range) ? {} : fixOf("Remove the element", removalOf(document, range));
    let page = false;
    const ids = new Set<string>();
    const scripts: { readonly element: Element; readonly range: Range }[] = [];
    const isApart = (ancestors: readonly Element[]): boolean =>
      page || ancestors.some(({ tagName: name }) => name === "svg" || name === "template");
    const wholePage = (): void => {
      page = true;
    };
    const visit =
      (judge: (element: Element, range: Range) => void): Handler =>
      (element, range, ancestors) => {
        if (!isApart(ancestors) && !allowed.has(element.tagName)) judge(element, range);
      };
    const active = visit((element, range) => {
      const { tagName } = element;
      // A `List<Object>`, the `<form>` of a text about forms: `html/valid-markup` says that it is never closed.
      if (CLOSED.has(tagName) && !slice(range).toLowerCase().endsWith(`</${tagName}>`)) return;
      report({
        range: openingOf(element, range),
        message: "element",
        data: { element: tagName },
        note: NOTES[tagName] ?? "Browsers no longer run it, and feeds drop it. Remove it, or link to what it shows.",
        // A form without anything to fill in is the word of a text about forms.
        ...(tagName === "form" && !CONTROL.test(slice(range)) ? {} : removal(range)),
      });
    });
    let judged: Element | undefined;
    const running: Handler = (element, _range, ancestors) => {
      if (element === judged || isApart(ancestors)) return;
      judged = element;
      const { tagName } = element;
      for (const attribute of attributes(element)) {
        const { name, raw = "" } = attribute;
        if (allowed.has(name)) continue;
        const handler = /^on[a-z]{3,}$/.test(name) && raw !== "";
        if (!handler && !(ADDRESSES.has(name) && !SHOWN.has(tagName) && RUNS.test(raw))) continue;
        report({
          range: attribute.range,
          message: handler ? "handler" : "address",
          data: { name, element: tagName, text: raw.trim() },
          note: "It runs with the rights of your site, and feeds drop it. Remove it.",
          ...(computed(attribute.range) ? {} : fixOf("Remove the attribute", attributeRemoval(document, attribute))),
        });
      }
    };
    const address: Handler = (element, range, ancestors) => {
      if (!SHOWN.has(element.tagName)) running(element, range, ancestors);
    };
    return {
      element: {
        html: wholePage,
        head: wholePage,
        body: wholePage,
        script: visit((element, range) => scripts.push({ element, range })),
        iframe: visit(frame),
        meta: (element, range, ancestors) => {
          if (attributes(element).some(({ name }) => name === "http-equiv")) active(element, range, ancestors);
        },
        object: active,
        embed: active,
        applet: active,
        base: active,
        form: active,
      },
      attribute: {
        id({ properties: { id } }) {
          if (typeof id === "string" && id !== "") ids.add(id);
        },
        "on*": running,
        href: address,
        src: address,
        action: address,
        formAction: address,
        data: address,
        xLinkHref: address,
        srcDoc: address,
      },
      end() {
        for (const { element, range } of scripts) script(element, range);
      },
    };

    function script(element: Element, range: Range): void {
      const { type, src } = element.properties;
      if (generator.name === "vitepress" || /<\/script\s*>$/i.test(slice(range)) === false) return;
      if (type !== undefined && !SCRIPT_TYPE.test(String(type))) return;
      const host = hostOf(src);
      if (host === undefined && typeof src === "string") return;
      if (host !== undefined && isWelcome(host)) return;
      const opening = openingOf(element, range);
      const text = slice({ start: opening.end, end: range.end }).replace(/<\/script\s*>$/i, "");
      // A script that names an element of the post is a demo that its author wrote.
      if (host === undefined && (text.trim() === "" || namesOneOf(text, ids))) return;
      report({
        range: opening,
        message: host === undefined ? "script" : "foreign",
        data: { text: text.trim(), host: host ?? "" },
        note: "It runs with the rights of your site, and feeds drop it. Remove it, or put it into your theme.",
        ...removal(range),
      });
    }

    function frame(element: Element, range: Range): void {
      const host = hostOf(element.properties["src"]);
      if (host === undefined || isWelcome(host)) return;
      report({
        range: openingOf(element, range),
        message: "frame",
        data: { host },
        note: "It shows what others put there, tomorrow too. Link to it, or name the host in the option `hosts`.",
        ...removal(range),
      });
    }
  },
});

type Handler = (element: Element, range: Range, ancestors: readonly Element[]) => void;

const allowedNames = perOptions(
  ({ allow }: { readonly allow: readonly string[] }): ReadonlySet<string> =>
    new Set(allow.map((name) => name.toLowerCase())),
);

const welcomeHosts = perOptions(({ hosts: more }: { readonly hosts: readonly string[] }) => {
  const hosts = [...WELCOME, ...more].map((host) => host.toLowerCase());
  return { hosts: new Set(hosts), longest: Math.max(...hosts.map(({ length }) => length)) };
});

function namesOneOf(script: string, ids: ReadonlySet<string>): boolean {
  if (ids.size === 0) return false;
  for (const [, id = ""] of script.matchAll(/["'`]#?([\w:.-]+)["'`]/g)) if (ids.has(id)) return true;
  return false;
}

function fixOf(title: string, edit: Edit | undefined): { readonly fix?: Fix } {
  return edit === undefined ? {} : { fix: { title, safety: "unsafe", edits: [edit] } };
}

/** The host of an address of another site; undefined for a path of this one and for what is computed. */
function hostOf(address: unknown): string | undefined {
  if (typeof address !== "string" || address.includes(TEMPLATE_CHARACTER)) return undefined;
  return /^\s*(?:https?:)?\/\/(?:[^/?#@\s]*@)?([^/?#:\s]+)/i.exec(address)?.[1]?.toLowerCase();
}

const SCRIPT_TYPE = /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma|live)script[\d.]*)$/i;
const RUNS = /^\s*(?:javascript|vbscript|data:text\/html)/i;
const ADDRESSES: ReadonlySet<string> = new Set(["href", "src", "action", "formaction", "data", "xlink:href", "srcdoc"]);
/** Where a script in the address is the matter of other rules, or runs nothing. */
const SHOWN: ReadonlySet<string> = new Set(["a", "area", "img"]);
const CLOSED: ReadonlySet<string> = new Set(["object", "applet", "form"]);
const CONTROL = /<(?:input|button|select|textarea)\b/i;
const NOTES: Readonly<Record<string, string>> = {
  form: "What readers type in goes where this post says. Remove it, or put it into your theme.",
  base: "It moves every relative address of the whole page. Remove it.",
  meta: "It speaks for the whole page. Remove it, or put it into the head of your theme.",
};

/** Players, maps, demos and embeds that posts show on purpose. */
const WELCOME: readonly string[] =
  `youtube.com youtube-nocookie.com youtu.be vimeo.com bilibili.com youku.com qq.com 163.com dailymotion.com ted.com twitch.tv loom.com
wistia.com wistia.net streamable.com channel9.msdn.com channel9.com slideshare.net speakerdeck.com slides.com docs.google.com
drive.google.com calendar.google.com maps.google.com google.com/maps openstreetmap.org spotify.com soundcloud.com mixcloud.com
bandcamp.com music.apple.com podcasts.apple.com codepen.io codesandbox.io stackblitz.com jsfiddle.net jsbin.com replit.com glitch.com
glitch.me play.rust-lang.org play.golang.org go.dev runkit.com observablehq.com gist.github.com gist-it.appspot.com emgithub.com
twitter.com x.com instagram.com facebook.com linkedin.com reddit.com tiktok.com mastodon.social embedly.com embed.ly flickr.com
imgur.com giphy.com figma.com airtable.com typeform.com datawrapper.de datawrapper.dwcdn.net infogram.com plot.ly plotly.com
carbon.now.sh asciinema.org scrimba.com vueschool.io vuemastery.com player.vimeo.com archive.org wikipedia.org github.com
cdnjs.cloudflare.com cdn.jsdelivr.net unpkg.com code.jquery.com d3js.org mathjax.org`
    .split(/\s+/)
    .filter((host) => !host.includes("/"));
