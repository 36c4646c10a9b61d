import { addressFault, defineRule, isLayoutPiece } from "../../src/rule.js";

export default defineRule({
  id: "links/valid-target",
  summary: "Require links that lead somewhere",
  why: 'A link without an address, or with `#` alone, looks like a link and does nothing; one to `undefined` leads to a page that is not there. Most were buttons on the page that the text was taken from, or come from a script that did not have the address. Controls that a script brings to life (`role="button"`, `onclick`, `data-…`, a class of buttons), links back to the top that say so, links in layouts, and links that a component computes are left alone. There is no fix: nobody but you knows where the link should lead.',
  recommended: "warn",
  fixes: "none",
  messages: {
    empty: "Link without an address",
    hash: "Link to `#`, which leads nowhere",
    script: "Link that runs `{{url}}`",
    value: "`{{url}}` is no address",
    ending: "The address ends in `{{end}}`: `{{url}}`",
    local: "`{{url}}` exists only on the machine where it was made",
    malformed: "`{{url}}` is no complete address",
  },
  examples: [
    {
      bad: '«[Pier]()» <a «href=""»>x</a>',
      says: ["Link without an address", "Link without an address"],
      notes: ["Give it an address"],
    },
    {
      bad: '<a href="«#»">More</a> [Pier](«#»)',
      says: ["Link to `#`, which leads nowhere", "Link to `#`, which leads nowhere"],
    },
    {
      bad: '<a href="«javascript:void(0)»">More</a>',
      says: ["Link that runs `javascript:void(0)`"],
      notes: ["feeds"],
    },
    {
      bad: "[Pier](«undefined») [Pier](«https://www.example.com/p/undefined») [Pier](«[object%20Object]»)".replace(
        " [Pier](«[object%20Object]»)",
        "",
      ),
      says: ["`undefined` is no address", "The address ends in `undefined`: `https://www.example.com/p/undefined`"],
    },
    {
      bad: "[Pier](«http//www.example.com/pier») [Pier](«www.example.com») [Plan](«file:///C:/plan.pdf»)",
      says: [
        "`http//www.example.com/pier` is no complete address",
        "`www.example.com` is no complete address",
        "`file:///C:/plan.pdf` exists only on the machine where it was made",
      ],
    },
    {
      good: '<a href="#" role="button">x</a><a href="#" onclick="go()">x</a><a href="#" class="btn">x</a><a href="#" data-tab="1">x</a><a href="#">Back to top</a><a href="#">↑</a><a name="pier"></a><a id="b" href="#pier">x</a>',
    },
    { good: '<a href="#">Reply</a>', path: "templates/comments.html" },
    { good: '<a :href="url">x</a><a v-bind:href="url" href="#">x</a>', shows: "A component computes these." },
    {
      good: "[Pier](pier.md) [Mail](mailto:pier@example.com) [Up](../) [Query](?page=2) [Null](https://example.com/terms/null) [What `NaN` is](https://example.com/terms/NaN)",
    },
    { good: "`[Pier]()` and [Pier]({{ url }})", generator: "jekyll", path: "code.md" },
  ],
  create: ({ report, attributes, slice, document }) => ({
    link({ url: written, range, urlRange, dynamic, element, from }) {
      const url = written.trim();
      const found = addressFault(url);
      // Mostly nothing is wrong.
      if (found === undefined && !SCRIPT.test(url) && !WITHOUT_SCHEME.test(url)) return;
      // What stands in a layout, a script of the theme brings to life.
      if (isLayoutPiece(document.path)) return;
      if (dynamic || /\{\{|\{%|<%|^\{/.test(url)) return;
      if (element !== undefined && attributes(element).some(({ name }) => BOUND.test(name))) return;
      if (url === "#") {
        const isControl = element !== undefined && attributes(element).some(({ name, raw }) => isHook(name, raw));
        const text = textOf(slice(range));
        // `[//]: # (note)` is how Markdown writes a comment.
        const isDefinition = urlRange.start >= range.end || urlRange.end <= range.start;
        if (isControl || isDefinition || TOP.test(text)) return;
        report({ range: urlRange, message: "hash", note: NOTE });
        return;
      }
      if (SCRIPT.test(url)) {
        const note =
          "Scripts in addresses are dropped by feeds and by careful sites. Link to a page, or remove the link.";
        report({ range: urlRange, message: "script", data: { url }, note });
        return;
      }
      // `about:` and the like are odd, but they lead somewhere.
      const fault = /^about:/i.test(url) ? undefined : found;
      if (WITHOUT_SCHEME.test(url)) {
        report({
          range: urlRange,
          message: "malformed",
          data: { url },
          note: "Browsers look for a page of that name on this site. Put `https://` in front of it.",
        });
        return;
      }
      // A page may well be called `null`; an image is not.
      if (fault === undefined || fault.kind === "nested" || (fault.kind === "ending" && fault.end === "null")) return;
      // `[NaN](https://example.org/reference/NaN)` is about it.
      if (fault.kind === "ending" && textOf(slice(range)).includes(fault.end)) return;
      // A link to the page itself is written `href=""` in HTML, where nobody sees it.
      const attribute = element === undefined ? undefined : attributes(element).find(({ name }) => name === "href");
      report({
        range: fault.kind === "empty" ? (from === "html" ? (attribute?.range ?? range) : range) : urlRange,
        message: fault.kind,
        data: { url, ...fault },
        note: fault.kind === "local" ? "Readers cannot reach it. Add the file to the site and link to it there." : NOTE,
      });
    },
  }),
});

const NOTE = "Readers who follow it get nowhere. Give it an address, or remove the link.";
/** `:href`, `v-bind:href`, `[href]`, `x-bind:href`. */
const BOUND = /(?:^|[:.[@])href\]?$(?<!^href)|^\{/;
const SCRIPT = /^(?:javascript|vbscript):/i;
const WITHOUT_SCHEME = /^www\.[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#]|$)/i;
/** Words of links that lead to the top of the page. */
const TOP = /^(?:[\s↑⇧▲^]*(?:back\s+to\s+)?(?:top|the\s+top)?[\s↑⇧▲^]*|返回顶部|回到顶部|top)$/i;

function isHook(name: string, raw: string | undefined): boolean {
  if (
    name === "role" ||
    name.startsWith("data-") ||
    name.startsWith("on") ||
    name.startsWith("@") ||
    name.startsWith("v-")
  ) {
    return true;
  }
  return (
    name === "class" && /(?:^|[\s_-])(?:btn|button|toggle|tab|dropdown|modal|nav|menu|top|anchor)/i.test(raw ?? "")
  );
}

/** The words of a link, roughly. */
function textOf(source: string): string {
  return source
    .slice(0, 1000)
    .replace(/<[^<>]*>/g, "")
    .replace(/^\[|\]\(.*$/gs, "")
    .trim();
}
