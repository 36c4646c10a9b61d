import {
  type AttributeFault,
  attributeFault,
  attributeRemoval,
  defineRule,
  type Edit,
  type Element,
  endlessTag,
  endTagInsertion,
  type Fix,
  isHtmlName,
  isLayoutPiece,
  type Range,
  removalOf,
  strayTag,
  type Tag,
  type TagFault,
  tagFaults,
  unclosedRawText,
  unknownInPre,
} from "../../src/rule.js";

/** Template code that decides which tags are written, or how often. */
const CONTROL_FLOW =
  /^(?:\{%[-+~]?\s*(?:if|unless|ifchanged|for|tablerow|else|elsif|elseif|elif|case|when|capture|macro|block|call|set)\b|\{\{-?\s*(?:if|else|range|with|define|block|end)\b|<%[-_]?(?![=#]))/;

/** The name of an attribute as people write one. */
const ATTRIBUTE = /^[:@#*[(]?[a-z_][\w:.@-]*[)\]]?$/i;

/** Elements that layouts build their boxes of. */
const BOXES = new Set("article aside body div footer header html main nav section table".split(" "));

export default defineRule({
  id: "html/valid-markup",
  summary: "Disallow tags and attributes that browsers read otherwise than their author meant",
  why: [
    "Browsers never refuse a page: they guess. An end tag too many closes the layout's own box, an unclosed `<b>` runs on through the sidebar, a quote inside a quoted value cuts it off. The guess differs from what you meant, and often it shows on one page only: the one nobody looked at.",
    "",
    "One finding for each cause. End tags that HTML lets you omit (`</p>`, `</li>`, `</td>` …) are not asked for. Nothing is said about pairs of tags in a text with template conditions or loops, and in folders of layouts and partials, where pieces make a whole elsewhere; nor about names that HTML does not know as long as they are closed, but for those inside `<pre>`, which are code.",
    "",
    "Fixed is what the parser itself repairs in one place, so the page stays what it is: `</br>` becomes `<br>`, the attribute that browsers ignore goes, an end tag goes when nothing of its name is open and nothing else would miss it, and a missing end tag is written where the element ends anyway, when an end tag of the same block ends it. An end tag that may be text about tags, or may close what Markdown made, is left to its author, and so is everything else.",
  ].join("\n"),
  recommended: "warn",
  fixes: "safe",
  messages: {
    unclosed: "`<{{name}}>` is never closed",
    selfClosing: "`{{tag}}` stays open: HTML ignores the slash",
    unknown: "`<{{name}}>` is read as a tag, so readers do not see it",
    stray: "`</{{name}}>` closes nothing",
    broken: "`<{{name}}` is no complete tag, so readers see it as text",
    endedBefore: "`</p>` closes nothing: its paragraph ended at `<{{by}}>`",
    overlap: "`</{{name}}>` comes before the end of the `<{{inner}}>` inside it",
    nestedLink: "A link inside a link: the outer `<a>` ends here",
    lineBreak: "`</br>` is no tag; browsers make `<br>` of it",
    endless: "`{{tag}}` has no `>` and hides the rest of the post",
    nextTag: "`<{{name}}` has no `>` before the next tag",
    duplicate: "`{{name}}` is given twice; browsers ignore `{{second}}`",
    cut: "The value of `{{name}}` ends at a quote inside it",
    openQuote: "The value of `{{name}}` has no closing quote",
    strayQuote: "Stray quote in `{{text}}`",
  },
  examples: [
    {
      bad: `<section>\n«<div>»\n<p>x\n</section>`,
      says: ["`<div>` is never closed"],
      notes: ["</div>"],
      safe: `<section>\n<div>\n<p>x\n</div>\n</section>`,
    },
    { bad: `<p>A <p>B\n<ul><li>One<li>Two</ul>\n\n«<b>»bold`, says: ["`<b>` is never closed"] },
    { bad: `<p>«<a name="top"/>»Text.</p>`, says: ['`<a name="top"/>` stays open: HTML ignores the slash'] },
    {
      bad: `<p>A List«<String>» of names.</p>`,
      says: ["`<String>` is read as a tag, so readers do not see it"],
      notes: ["`&lt;String>`"],
    },
    {
      bad: `<div>x</div>\n«</div>»\n<p>y«</span>»</p>`,
      says: ["`</div>` closes nothing", "`</span>` closes nothing"],
      notes: ["layout", "drop"],
      safe: `<div>x</div>\n<p>y</p>`,
    },
    {
      bad: "It ends with «</section>», they say.\n\nThe plugin«</artifactId>» is read.",
      says: ["`</section>` closes nothing", "`</artifactId>` is read as a tag, so readers do not see it"],
      notes: ["`&lt;/section>`", "`&lt;/artifactId>`"],
      path: "text.md",
      shows: "What may be text is not removed by a safe fix.",
    },
    {
      bad: "* one «</ul>»\n* two",
      says: ["`</ul>` closes nothing"],
      notes: ["the list that Markdown made"],
      path: "list.md",
    },
    {
      bad: '(«<a» href="https://example.com/" title="Andy\'s boat>boat</a> | pier)',
      says: ["`<a` is no complete tag, so readers see it as text"],
      notes: ["quote"],
      path: "quote.md",
    },
    {
      bad: `<p>x\n<ul><li>y</li></ul>\n«</p>»`,
      says: ["`</p>` closes nothing: its paragraph ended at `<ul>`"],
      notes: ["`<div>`"],
    },
    { bad: `<p><b>x <i>y«</b>» z</i></p>`, says: ["`</b>` comes before the end of the `<i>` inside it"] },
    {
      bad: `<p><a href="a">x «<a href="b">»y</a></a></p>`,
      says: ["A link inside a link: the outer `<a>` ends here"],
    },
    { good: 'One <!-- div class="x">\n\ntwo\n\n</div -->\n', path: "post.md" },
    {
      bad: "One«</br>»\ntwo",
      says: ["`</br>` is no tag; browsers make `<br>` of it"],
      shows: "Outside elements it is left to you.",
    },
    { bad: `<p>One«</br>»two</p>`, says: ["`</br>` is no tag; browsers make `<br>` of it"], safe: `<p>One<br>two</p>` },
    {
      bad: `<p>x</p>\n«<div» class="a"\n`,
      says: ["`<div` has no `>` and hides the rest of the post"],
      path: "post.html",
    },
    {
      bad: `<p class="a" «class="b"»>x</p>`,
      says: ['`class` is given twice; browsers ignore `class="b"`'],
      safe: `<p class="a">x</p>`,
    },
    {
      bad: `<div>\n<p «style="font-family: "Courier New", monospace"»>x</p>\n</div>`,
      says: ["The value of `style` ends at a quote inside it"],
      notes: ["`&quot;`"],
    },
    {
      bad: `<div>\n<a «href="a.html>one</a> or <a href="b.html"»>two</a>\n</div>`,
      says: ["The value of `href` has no closing quote"],
    },
    { bad: `<div>\n<a «href=a.html"»>one</a>\n</div>`, says: ['Stray quote in `href=a.html"`'] },
    { bad: `<pre>«<code.»\n<b>x</b></code></pre>`, says: ["`<code.` has no `>` before the next tag"] },
    {
      bad: "<div>\nThe `«<select>»` element.\n</div>",
      says: ["`<select>` is never closed"],
      notes: ["does not read backticks"],
    },
    {
      bad: `<pre>«<dependency>»\n<group>harbour</group>\n<name>pier\n</dependency></pre>\n<pre><b>x</b> &lt;y></pre>`,
      says: ["`<dependency>` is read as a tag, so readers do not see it"],
      notes: ["for each `<`"],
      shows: "One finding for a `<pre>`.",
    },
    { good: `<pre><svg><blob></blob></svg> <my-note>x</my-note></pre>` },
    { good: `<Chart/>\n\n<my-chart/>`, generator: "vitepress", shows: "VitePress reads tags as Vue does." },
    {
      good: "<InlineToc />\n\n* <NewBadge /> The tide.",
      shows: "Where no generator is known, it may read components.",
    },
    { good: `<p>a<br/>b<img src="a.png" /></p>\n\n<svg><path d=""/></svg>` },
    { good: `<table><tr><td>1<td>2<tr><td>3</table>`, shows: "End tags that may be omitted." },
    { good: `<my-note>x</my-note> <Tabs>y</Tabs>`, shows: "Names that HTML does not know, closed." },
    { good: `{% if page.wide %}<div class="wide">{% else %}<div>{% endif %}\nx\n</div>`, generator: "jekyll" },
    { good: `<div class="page">`, path: "_includes/header.html" },
    { good: "`<div>` and\n\n```html\n<div>\n```", path: "code.md" },
  ],
  needs: ["<"],
  create: ({ report, slice, document, generator }) => {
    /** Where start tags begin that are none. */
    const broken = new Set<number>();
    return {
      markup(markup) {
        const swallowed = unclosedRawText(markup.tags);
        const tags =
          swallowed === undefined
            ? markup.tags
            : markup.tags.filter(({ range }) => range.start < swallowed.range.start);
        let runsOn = false;
        for (const tag of tags) {
          if (!tag.closing) runsOn = attributes(markup.masked, tag) === "next-tag" || runsOn;
          else if (tag.name === "br") {
            // Only inside an element is it in the tree that a safe fix is proven by: at the top, a fragment drops it.
            const inside = markup.html.children.some((node) => encloses(node, tag.range));
            const fix = fixOf("Write `<br>`", inside ? { range: tag.range, text: "<br>" } : undefined);
            report({ range: tag.range, message: "lineBreak", note: "Write `<br>`.", ...fix });
          }
        }
        const endless = swallowed === undefined ? endlessTag(markup, document.body.range.start) : undefined;
        if (endless !== undefined) {
          const note = "Write `>` where the tag should end, and look for a quote that is not closed.";
          report({ range: endless, message: "endless", data: { tag: slice(endless) }, note });
        }
        // A tag without `>` hides the next one: what is unbalanced follows from it.
        if (runsOn || isLayoutPiece(document.path) || markup.templates.some((range) => CONTROL_FLOW.test(slice(range))))
          return;
        const cutOff = swallowed !== undefined || markup.problems.some(({ code }) => code.startsWith("html-eof-in-"));
        const faults = tagFaults(markup.masked, tags, cutOff);
        // An end tag that closes nothing may be a slip of the one that is missing, or close what template code opens.
        const onlyStray = faults.every(({ kind }) => kind === "stray");
        const shown = generator.name === "vitepress" ? [] : unknownInPre(markup.masked, tags);
        for (const { tag } of shown) {
          const note = `HTML has no such element. Inside \`<pre>\` too, write \`&lt;\` for each \`<\` that readers should see: \`&lt;${slice(tag.range).slice(1)}\`.`;
          report({ range: tag.range, message: "unknown", data: { name: nameOf(slice(tag.range)) }, note });
        }
        const isSaid = ({ name, range }: Tag): boolean =>
          shown.length > 0 &&
          !isHtmlName(name) &&
          shown.some(({ pre }) => pre.start <= range.start && range.end <= pre.end);
        for (const fault of faults) {
          if (isSaid(fault.tag)) continue;
          balance(fault, markup.templates.length === 0 && (fault.kind !== "stray" || onlyStray));
        }
      },
    };

    function attributes(masked: string, tag: Tag): AttributeFault["kind"] | undefined {
      const fault = attributeFault(masked, tag);
      if (fault === undefined) return undefined;
      const { kind, name, range } = fault;
      // What HTML does not know is mostly text, and its attributes are words: `<cmd file file>`.
      if (kind === "duplicate" && !(ATTRIBUTE.test(name) && (isHtmlName(tag.name) || tag.name.includes("-"))))
        return kind;
      if (kind === "duplicate") {
        const note = "Only the first one counts. Keep one of them, with the values of both if you need them.";
        const fix = fixOf("Remove the attribute that browsers ignore", attributeRemoval(document, fault));
        report({ range, message: "duplicate", data: { name, second: slice(range) }, note, ...fix });
      } else if (kind === "stray-quote") {
        const note = 'A value stands between two straight quotes of the same kind: `name="value"`.';
        report({ range, message: "strayQuote", data: { text: slice(range) }, note });
      } else if (kind === "next-tag") {
        const note = "The next tag became an attribute of this one, so readers do not get it. Write the `>`.";
        report({ range, message: "nextTag", data: { name: slice(range).slice(1) }, note });
      } else if (kind === "cut") {
        const note = "The rest of it is lost. Inside the value, write the other kind of quotes, or `&quot;`.";
        report({ range, message: "cut", data: { name }, note });
      } else {
        const note = "It runs on to the next quote and takes the text between along. Close it.";
        report({ range, message: "openQuote", data: { name }, note });
      }
      return kind;
    }

    function unclosed(tag: Tag, written: string, selfClosing: boolean, sure: boolean): void {
      const { range, name } = tag;
      const escaped = `&lt;${slice(range).slice(1)}`;
      const { text } = document.source;
      const backticks = text[range.start - 1] === "`" && text[range.end] === "`";
      const show = backticks
        ? `Between tags of HTML, Markdown does not read backticks, though some older renderers do. Write \`<code>${escaped}</code>\` there.`
        : `To show it, write \`${escaped}\` or put it between backticks.`;
      if (!isHtmlName(name)) {
        // Where no generator is known, it may be one that reads components.
        const mayBeComponent =
          generator.name === "vitepress" || (generator.name === undefined && /^[A-Z]/.test(written));
        if (/[-:]/.test(name) || (selfClosing && mayBeComponent)) return;
        report({ range, message: "unknown", data: { name: written }, note: `HTML has no such element. ${show}` });
      } else if (selfClosing && !backticks) {
        if (generator.name === "vitepress") return;
        const note = `Only void elements such as \`<br />\` may end with a slash. Write \`</${written}>\` where it should end.`;
        report({ range, message: "selfClosing", data: { tag: slice(range) }, note });
      } else {
        const note = backticks
          ? show
          : `All that follows becomes part of it. Write \`</${written}>\` where it should end. ${show}`;
        const fix = fixOf(`Write \`</${written}>\``, sure && !backticks ? endTagInsertion(document, tag) : undefined);
        report({ range, message: "unclosed", data: { name: written }, note, ...fix });
      }
    }

    function balance(fault: TagFault, sure: boolean): void {
      const { range, name } = fault.tag;
      const written = nameOf(slice(range));
      switch (fault.kind) {
        case "unclosed":
          unclosed(fault.tag, written, fault.selfClosing, sure);
          return;
        case "stray": {
          // `</div -->` was the end of a comment that a blank line broke: other Markdown dialects still read it so.
          if (slice(range).endsWith("-->")) return;
          const show = `write \`&lt;${slice(range).slice(1)}\``;
          if (!isHtmlName(name) && !/[-:]/.test(name) && generator.name !== "vitepress") {
            const note = `HTML has no such element. To show it, ${show} or put it between backticks.`;
            report({ range, message: "unknown", data: { name: `/${written}` }, note });
            return;
          }
          const stray = strayTag(document, fault.tag);
          if (stray.kind === "broken-start") {
            // One cause, whatever closes behind it.
            if (!broken.has(stray.start.start)) {
              const note = `Look for a quote that is not closed, or a \`>\` that is missing: \`</${written}>\` would close it.`;
              report({ range: stray.start, message: "broken", data: { name: written }, note });
            }
            broken.add(stray.start.start);
            return;
          }
          const effect = BOXES.has(name)
            ? "It can close a box of your layout"
            : name === "p"
              ? "Browsers make an empty paragraph of it"
              : stray.kind === "markdown"
                ? `It can close the ${stray.made} that Markdown made here`
                : "Browsers drop it";
          const other = stray.kind === "mention" ? ` To show it, ${show} or put it between backticks.` : "";
          const note = `Its start tag is missing or was closed before. ${effect}. Remove it, or write \`<${written}>\` where it should begin.${other}`;
          // Of `</p>` browsers make an empty paragraph.
          const isSafe = sure && name !== "p" && isHtmlName(name) && stray.kind === "leftover";
          const fix = fixOf("Remove the end tag", isSafe ? removalOf(document, range) : undefined);
          report({ range, message: "stray", data: { name: written }, note, ...fix });
          return;
        }
        case "ended-before": {
          const by = nameOf(slice(fault.by.range));
          const note = `A paragraph cannot hold \`<${by}>\`, so browsers end it there and make an empty paragraph of this tag. Use \`<div>\` instead of \`<p>\`.`;
          report({ range, message: "endedBefore", data: { by }, note });
          return;
        }
        case "overlap": {
          const inner = nameOf(slice(fault.inner.range));
          const note = `Close \`<${inner}>\` first: what begins later ends sooner.`;
          report({ range, message: "overlap", data: { name: written, inner }, note });
          return;
        }
        case "nested-link": {
          const note = "Links cannot hold links. Close the outer one before this one begins.";
          report({ range, message: "nestedLink", note });
        }
      }
    }
  },
});

/** As the author wrote it. */
function nameOf(tag: string): string {
  return /^<\/?([^\s/>]*)/.exec(tag)?.[1] ?? tag;
}

function encloses({ type, position }: { type: string; position?: Element["position"] }, range: Range): boolean {
  const { start, end } = position ?? {};
  if (type !== "element" || start?.offset === undefined || end?.offset === undefined) return false;
  return start.offset < range.start && range.end <= end.offset;
}

function fixOf(title: string, edit: Edit | undefined): { readonly fix?: Fix } {
  return edit === undefined ? {} : { fix: { title, safety: "safe", edits: [edit] } };
}
