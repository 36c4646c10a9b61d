import type { Block, Inline } from "./blocks.js";

/** Blocks as Markdown; definitions of the references come last. */
export function asMarkdown(blocks: readonly Block[]): string {
  const addresses: string[] = [];
  const inline = (content: readonly Inline[]): string =>
    content.map((part) => inlineMarkdown(part, addresses)).join("");
  const parts = blocks.map((block) => blockMarkdown(block, inline));
  if (addresses.length > 0) parts.push(addresses.map((address, index) => `[${index + 1}]: ${address}`).join("\n"));
  return `${parts.join("\n\n")}\n`;
}

function blockMarkdown(block: Block, inline: (content: readonly Inline[]) => string): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${block.text}`;
    case "paragraph":
      return inline(block.content);
    case "list":
      return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : "-"} ${inline(item)}`).join("\n");
    case "quote":
      return `> ${inline(block.content)}`;
    case "code":
      return `\`\`\`${block.language}\n${block.text}\n\`\`\``;
    case "table": {
      const [head = [], ...body] = block.rows;
      const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
      return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
    }
    case "image":
      return `![${block.alt}](${block.src})`;
    case "template":
    case "text":
      return block.text;
    case "raw":
      return block.html;
  }
}

function inlineMarkdown(part: Inline, addresses: string[]): string {
  if (typeof part === "string") return part;
  switch (part.kind) {
    case "strong":
      return `**${part.text}**`;
    case "emphasis":
      return `*${part.text}*`;
    case "code":
      return `\`${part.text}\``;
    case "link":
      return part.byName ? `[${part.text}][${addresses.push(part.href)}]` : `[${part.text}](${part.href})`;
  }
}
