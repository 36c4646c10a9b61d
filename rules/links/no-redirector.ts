import { defineRule, perOptions, redirectors, unwrapRedirect, writtenAddress } from "../../src/rule.js";

export default defineRule({
  id: "links/no-redirector",
  summary: "Disallow links that go through a site that counts its visitors",
  why: "Sites send links to elsewhere through an address of their own (`https://link.zhihu.com/?target=…`), to count them and to warn. Copied text brings these along: readers wait, are counted, see a warning that is not yours, and are lost when the service ends. Where the real address stands in the link itself, the fix writes it there, once for each wrapper. It is safe: the same page opens. Shorteners, which keep the address to themselves, are left alone, for galley never asks the network; so is a web archive, which shows something of its own.",
  recommended: "warn",
  fixes: "safe",
  messages: {
    wrapped: "The link goes through `{{host}}` to `{{target}}`",
    nothing: "The link goes through `{{host}}` to `{{target}}`, which is no address",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      hosts: {
        type: "object",
        additionalProperties: { type: "string" },
        description: "More redirectors: host and path, and the parameter that holds the address.",
        default: {},
      },
    },
  },
  examples: [
    {
      bad: "[Pier](«https://link.zhihu.com/?target=https%3A//example.com/pier%3Fa%3D1»)",
      says: ["The link goes through `link.zhihu.com` to `https://example.com/pier?a=1`"],
      notes: ["same page"],
      safe: "[Pier](https://example.com/pier?a=1)",
    },
    {
      bad: '<a href="«https://www.google.com/url?sa=t&amp;url=https%3A%2F%2Fexample.com%2F%3Fa%3D1%26b%3D2&amp;usg=x»">x</a>',
      says: ["The link goes through `www.google.com` to `https://example.com/?a=1&b=2`"],
      safe: '<a href="https://example.com/?a=1&amp;b=2">x</a>',
    },
    {
      bad: "[Pier](«https://link.juejin.cn/?target=https%3A%2F%2Flink.zhihu.com%2F%3Ftarget%3Dhttps%253A%2F%2Fexample.com%2Fa%252520b»)",
      says: ["The link goes through `link.juejin.cn` to `https://example.com/a%20b`"],
      safe: "[Pier](https://example.com/a%20b)",
      shows: "Each wrapper is taken off, and each decoded once.",
    },
    {
      bad: "[Part](«https://www.google.com/url?q=https://example.com/tides%23noon%20x&sa=D»)",
      says: ["The link goes through `www.google.com` to `https://example.com/tides#noon%20x`"],
      safe: "[Part](https://example.com/tides#noon%20x)",
      shows: "An address that was not encoded is decoded like any other, as the redirector does.",
    },
    {
      bad: "[odbc](«https://links.jianshu.com/go?to=http%3A%2F%2Flibodbc.so.2»)",
      says: ["The link goes through `links.jianshu.com` to `http://libodbc.so.2`, which is no address"],
      notes: ["never a link"],
    },
    {
      bad: "[Pier](«https://go.example.net/out?to=https%3A%2F%2Fexample.com%2F»)",
      says: ["The link goes through `go.example.net` to `https://example.com/`"],
      options: { hosts: { "go.example.net/out": "to" } },
      safe: "[Pier](https://example.com/)",
    },
    {
      good: "[Archive](https://web.archive.org/web/2020/https://example.com/) [Query](https://example.com/?url=https%3A%2F%2Fexample.org%2F) [Search](https://www.google.com/search?q=https://example.com) [Short](https://t.co/abc)",
    },
    { good: "`https://link.zhihu.com/?target=https%3A//example.com`", path: "code.md" },
  ],
  create: ({ report, options, slice }) => {
    const known = knownRedirectors(options);
    return {
      link(reference) {
        const { url, urlRange, dynamic } = reference;
        if (dynamic) return;
        const found = unwrapRedirect(url.trim(), known);
        if (found === undefined) return;
        const { host, target, plausible } = found;
        if (!plausible) {
          const note = "A file name or the like became a link there; it was never a link. Remove it.";
          report({ range: urlRange, message: "nothing", data: { host, target }, note });
          return;
        }
        const written = slice(urlRange);
        const text = writtenAddress(reference, written, target);
        report({
          range: urlRange,
          message: "wrapped",
          data: { host, target },
          note: "Readers are counted and warned on the way to the same page. Link to it directly.",
          ...(text === undefined
            ? {}
            : { fix: { title: "Link to it directly", safety: "safe", edits: [{ range: urlRange, text }] } }),
        });
      },
    };
  },
});

const knownRedirectors = perOptions(({ hosts }: { readonly hosts: Readonly<Record<string, string>> }) =>
  redirectors(hosts),
);
