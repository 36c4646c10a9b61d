import { defineRule, imageKeysOption } from "../../src/rule.js";

export default defineRule({
  id: "images/no-insecure-url",
  summary: "Disallow images from `http:` addresses",
  why: "A page that came over `https:` may not load what comes over `http:`: browsers try the secure address instead and show a broken picture where there is none. On its way an image without encryption can be read and replaced by anybody. The fix writes `https:`. It is unsafe, for galley never asks the server whether the image is there, too. Addresses of machines that are no web sites (`localhost`, bare IP addresses, other ports) are left alone.",
  recommended: "off",
  fixes: "unsafe",
  messages: { insecure: "Image over `http:` from `{{host}}`" },
  options: { type: "object", additionalProperties: false, properties: { keys: imageKeysOption } },
  examples: [
    {
      bad: '![Pier](«http://img.example.com/pier.jpg») <img src="«HTTP://img.example.com/a.png»" alt="">',
      says: ["Image over `http:` from `img.example.com`", "Image over `http:` from `img.example.com`"],
      notes: ["`https:`"],
      unsafe: '![Pier](https://img.example.com/pier.jpg) <img src="https://img.example.com/a.png" alt="">',
    },
    {
      bad: '<img src="/a.png" srcset="/a.png 1x, «http://img.example.com/b.png» 2x" alt="">',
      says: ["Image over `http:` from `img.example.com`"],
      unsafe: '<img src="/a.png" srcset="/a.png 1x, https://img.example.com/b.png 2x" alt="">',
    },
    {
      bad: "---\ncover: «http://img.example.com/pier.jpg»\n---\n",
      says: ["Image over `http:` from `img.example.com`"],
      unsafe: "---\ncover: https://img.example.com/pier.jpg\n---\n",
    },
    { good: "---\npicture: http://img.example.com/pier.jpg\n---\n", options: { keys: ["cover"] } },
    { good: "![](https://img.example.com/a.png) ![](//img.example.com/a.png) ![](/a.png) ![](http.png)" },
    { good: "![](http://localhost/a.png) ![](http://127.0.0.1/a.png) ![](http://img.example.com:8080/a.png)" },
    { good: "`![](http://img.example.com/a.png)`", path: "code.md" },
  ],
  create: ({ options, report, slice }) => ({
    imageKeys: options.keys,
    image({ url, urlRange, dynamic }) {
      const host = /^\s*http:\/\/([^/?#@:\s]+)(?:[/?#]|$)/i.exec(url)?.[1]?.toLowerCase();
      if (host === undefined || LOCAL.test(host)) return;
      const scheme = /^\s*http:/i.exec(slice(urlRange))?.[0];
      const start = urlRange.start + (scheme?.length ?? 0) - "http:".length;
      const range = { start, end: start + "http:".length };
      report({
        range: urlRange,
        message: "insecure",
        data: { host },
        note: "Browsers do not load it on a page that came over `https:`. Write `https:`, and see whether the image is there.",
        ...(scheme === undefined || dynamic
          ? {}
          : { fix: { title: "Write `https:`", safety: "unsafe", edits: [{ range, text: "https:" }] } }),
      });
    },
  }),
});

const LOCAL = /^(?:localhost|[\d.]+|\[.*|[^.]+|.*\.(?:local|localhost|test|internal|lan|onion))$/;
