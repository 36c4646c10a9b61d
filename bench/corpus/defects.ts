import type { Block } from "./blocks.js";
import type { Prose } from "./prose.js";

type Defect = (prose: Prose) => string;

/** What goes wrong in posts, as HTML that any post may hold: each is one or more faults that galley has a rule for. */
const HTML_DEFECTS: Readonly<Record<string, Defect>> = {
  "inline style": ({ sentence }) => `<p style="color:#333;font-size: 16px;">${sentence()}</p>`,
  "nested inline styles": ({ sentence, phrase }) =>
    `<section style="margin: 0px; padding: 0px;"><span style='font-family: serif'>${phrase()}</span> ${sentence()}</section>`,
  "commented-out markup": ({ phrase, sentence }) =>
    `<!-- <a href="#">${phrase()}</a> -->\n<!-- div class="tags"><p>${sentence()}</p></div -->`,
  "lazy image": ({ random, phrase }) =>
    `<p><img src="https://example.org/loading.gif" data-original="https://img.example.org/${random.below(1e6)}.jpg" alt="${phrase()}"></p>`,
  "placeholder image": ({ random }) => `<img src="https://picsum.photos/400/300?random=${random.below(9999)}" alt="">`,
  "broken image": ({ random, phrase }) =>
    `<img src="${random.pick(["undefined", "https://img.example.org/undefined", "", "file:///C:/pier.jpg"])}" alt="${phrase()}">`,
  "missing image": ({ random }) => `<img src="/images/lost-${random.below(99)}.png" alt="">`,
  "tracking pixel": ({ random }) =>
    `<img src="https://count.example.net/${random.below(999)}" width="1" height="1" alt="">`,
  "broken attributes": ({ phrase }) =>
    `<p class="lead"id="top" class="lead">${phrase()}</p><p><a href=/pier?a=1 title="${phrase()}"">${phrase()}</a></p>`,
  "stray end tags": ({ sentence }) => `<p>${sentence()}</span></p>\n</div>`,
  "unclosed tags": ({ sentence, phrase }) => `<div><p>${sentence()}</p>\n<p><b>${phrase()}</p>`,
  "made-up tags": ({ phrase }) => `<p>A List<String> of ${phrase()}</p>`,
  "bogus comments": ({ phrase }) => `<p>Class<? extends Ship> ${phrase()}</p>`,
  "old tags": ({ phrase }) => `<center><font color="red" size="2">${phrase()}</font></center>`,
  "style sheet": () => "<style>.post &#123; color: navy &#125;</style>",
  script: ({ random }) => `<script>var n = ${random.below(99)}; if (n &lt; 7) { count(n); }</script>`,
  frame: ({ random }) =>
    `<iframe src="https://player.example.net/${random.below(99)}" width="400" height="300"></iframe>`,
  "dead links": ({ phrase }) =>
    `<p><a href="javascript:void(0)">${phrase()}</a> <a href="#">${phrase()}</a> <a href="">${phrase()}</a></p>`,
  redirector: ({ phrase }) =>
    `<p><a href="https://link.zhihu.com/?target=https%3A//example.org/pier%3Fa%3D1">${phrase()}</a></p>`,
  "invisible characters": ({ phrase }) => `<p>${phrase()}\u200b${phrase()}\ufeff${phrase()}\u00ad</p>`,
  mojibake: ({ phrase }) => `<p>${phrase()} cafÃ© â€™ æ½®æ°´</p>`,
  "omitted HTML": ({ phrase }) => `<p>${phrase()}</p><!-- raw HTML omitted -->`,
  "unfilled values": ({ phrase }) => `<p>By <span>[object Object]</span>, ${phrase()}</p><p class="undefined">NaN</p>`,
  "duplicate ids": ({ phrase }) => `<h3 id="part">${phrase()}</h3>\n<h3 id="part">${phrase()}</h3>`,
  entities: ({ phrase }) =>
    `<p>&nbsp;&nbsp;${phrase()}&mdash;${phrase()} &lt;&#20540;&gt; &copy 1931 AT&T &hellip;</p>`,
  "leftover interface": ({ phrase }) =>
    `<div class="social-share"><a href="#">Share</a></div><p>${phrase()}<button class="copy-btn">Copy</button></p>`,
};

/** Only where the body is Markdown. */
const MARKDOWN_DEFECTS: Readonly<Record<string, Defect>> = {
  "empty link": ({ phrase }) => `[${phrase()}]() ![${phrase()}]()`,
  "dead Markdown link": ({ phrase }) => `[${phrase()}](www.example.org) [${phrase()}](#)`,
  "placeholder in Markdown": ({ phrase }) => `![${phrase()}](https://via.placeholder.com/640x480)`,
  "missing link target": ({ phrase }) => `[${phrase()}](./lost.md)`,
};

/** Where a file is read as Markdown, whatever its body is made of. */
const indentedHtml: Defect = ({ phrase }) =>
  `\n        <div class="tags">\n          <a href="/tags/ferries/">${phrase()}</a>\n        </div>\n`;

const htmlDefects = Object.values(HTML_DEFECTS);
const markdownDefects = Object.values(MARKDOWN_DEFECTS);

/** One defect as a block. `file` is how the file is read, `body` what it is made of. */
export function defect(prose: Prose, file: "md" | "html", body: "markdown" | "html"): Block {
  const { random } = prose;
  if (file === "md" && random.chance(0.1)) return { kind: "raw", html: indentedHtml(prose) };
  if (body === "markdown" && random.chance(0.3)) return { kind: "text", text: random.pick(markdownDefects)(prose) };
  return { kind: "raw", html: random.pick(htmlDefects)(prose) };
}

/** A defect that hides what follows, so it comes last. */
export function lastDefect({ random, sentence }: Prose): Block {
  return { kind: "raw", html: random.chance(0.5) ? `<!-- <p>${sentence()}</p>` : `<p>${sentence()}</p><textarea>` };
}
