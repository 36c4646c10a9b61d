import { defineRule, type Edit } from "../../src/rule.js";

export default defineRule({
  id: "links/no-tracking-parameters",
  summary: "Disallow parameters that only say where a reader came from",
  why: "Parameters such as `utm_source` and `fbclid` are put into an address when somebody shares it. They lead to the same page; they tell its owner that your reader came from that newsletter or that friend's post, which is not even true. The fix takes them out and leaves every other character of the address as it is. It is safe: the same page opens.",
  recommended: "off",
  fixes: "safe",
  messages: { tracking: "`{{names}}` in the address only says where a reader came from" },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      parameters: {
        type: "array",
        items: { type: "string" },
        description: "More names; `*` at the end stands for anything.",
        default: [],
      },
      keep: {
        type: "array",
        items: { type: "string" },
        description: "Names that stay.",
        default: [],
      },
    },
  },
  examples: [
    {
      bad: "[Pier](«https://example.com/pier?utm_source=feed&utm_medium=rss#plan»)",
      says: ["`utm_source`, `utm_medium` in the address only says where a reader came from"],
      notes: ["same page"],
      safe: "[Pier](https://example.com/pier#plan)",
    },
    {
      bad: '<a href="«https://example.com/?a=1&amp;fbclid=x&amp;b=%20»">x</a> <«https://example.com/?gclid=1&c»>',
      says: [
        "`fbclid` in the address only says where a reader came from",
        "`gclid` in the address only says where a reader came from",
      ],
      safe: '<a href="https://example.com/?a=1&amp;b=%20">x</a> <https://example.com/?c>',
    },
    {
      bad: "[Pier](«https://example.com/?ref_site=9&from=a»)",
      says: ["`ref_site`, `from` in the address only says where a reader came from"],
      options: { parameters: ["ref_*", "from"] },
      safe: "[Pier](https://example.com/)",
    },
    { good: "[Pier](https://example.com/?gclid=1)", options: { keep: ["gclid"] } },
    { good: "[Pier](https://example.com/?ref=pier&source=plan&q=utm_source) [Own](/?utm=1)" },
    { good: "`https://example.com/?utm_source=feed`", path: "code.md" },
  ],
  create: ({ report, options, slice }) => {
    const keep = new Set(options.keep);
    const more = options.parameters.map((name): ((one: string) => boolean) =>
      name.endsWith("*") ? (one) => one.startsWith(name.slice(0, -1)) : (one) => one === name,
    );
    const isTracking = (name: string): boolean =>
      !keep.has(name) && (TRACKING.test(name) || more.some((is) => is(name)));
    return {
      link({ urlRange, dynamic }) {
        const written = slice(urlRange);
        const query = written.indexOf("?");
        if (dynamic || query === -1 || !/^\s*(?:https?:)?\/\//i.test(written)) return;
        const hash = written.indexOf("#", query);
        const end = hash === -1 ? written.length : hash;
        const pieces = written.slice(query + 1, end).split(/(&amp;|&)/);
        const names: string[] = [];
        let kept = "";
        for (let index = 0; index < pieces.length; index += 2) {
          const piece = pieces[index] ?? "";
          const name = /^[^=]*/.exec(piece)?.[0] ?? "";
          if (isTracking(name)) names.push(name);
          else kept += (kept === "" ? "" : (pieces[index - 1] ?? "")) + piece;
        }
        if (names.length === 0) return;
        const edit: Edit = {
          range: { start: urlRange.start + query, end: urlRange.start + end },
          text: kept === "" ? "" : `?${kept}`,
        };
        report({
          range: urlRange,
          message: "tracking",
          data: { names: names.join("`, `") },
          note: "The same page opens without it. Leave it out.",
          fix: { title: "Leave it out", safety: "safe", edits: [edit] },
        });
      },
    };
  },
});

const TRACKING =
  /^(?:utm_\w+|gclid|gclsrc|dclid|wbraid|gbraid|fbclid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|mc_cid|mc_eid|_hsenc|_hsmi|__hstc|__hssc|__hsfp|hsctatracking|mkt_tok|vero_id|vero_conv|oly_anon_id|oly_enc_id|s_cid|spm|scm|share_token|share_source|share_medium|ref_src|ref_url|wt\.mc_id|WT\.mc_id|trk|trkCampaign|sc_campaign|sc_channel|sc_content|sc_country|sc_medium|sc_outcome|sc_geo|pk_campaign|pk_kwd|mtm_\w+|matomo_\w+)$/;
