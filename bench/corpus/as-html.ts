import type { Block, Inline } from "./blocks.js";

/** Blocks as HTML, each on lines of its own. */
export function asHtml(blocks: readonly Block[]): string {
  return `${blocks.map(blockHtml).join("\n")}\n`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<h${block.level}>${block.text}</h${block.level}>`;
    case "paragraph":
      return `<p>${inlineHtml(block.content)}</p>`;
    case "list": {
      const name = block.ordered ? "ol" : "ul";
      return `<${name}>\n${block.items.map((item) => `  <li>${inlineHtml(item)}</li>`).join("\n")}\n</${name}>`;
    }
    case "quote":
      return `<blockquote><p>${inlineHtml(block.content)}</p></blockquote>`;
    case "code":
      return `<pre><code class="language-${block.language}">${escaped(block.text)}</code></pre>`;
    case "table": {
      const [head = [], ...body] = block.rows;
      const row = (cells: readonly string[], name: string): string =>
        `<tr>${cells.map((cell) => `<${name}>${cell}</${name}>`).join("")}</tr>`;
      return `<table>\n<thead>${row(head, "th")}</thead>\n<tbody>\n${body.map((cells) => row(cells, "td")).join("\n")}\n</tbody>\n</table>`;
    }
    case "image":
      return `<p><img src="${escaped(block.src)}" alt="${escaped(block.alt)}"></p>`;
    case "template":
    case "text":
      return block.text;
    case "raw":
      return block.html;
  }
}

function inlineHtml(content: readonly Inline[]): string {
  let html = "";
  for (const part of content) {
    if (typeof part === "string") html += part;
    else if (part.kind === "link") html += `<a href="${escaped(part.href)}">${part.text}</a>`;
    else if (part.kind === "code") html += `<code>${escaped(part.text)}</code>`;
    else html += part.kind === "strong" ? `<strong>${part.text}</strong>` : `<em>${part.text}</em>`;
  }
  return html;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
