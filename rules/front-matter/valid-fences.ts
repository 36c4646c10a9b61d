import { defineRule, type GeneratorName } from "../../src/rule.js";

type Message = "space" | "long" | "dots" | "mismatch" | "closing" | "opening" | "semicolons";

interface Fault {
  readonly message: Message;
  readonly note: string;
  /** For these the fence is good enough, so the finding is a warning. */
  readonly readers?: readonly GeneratorName[];
}

const faults: Readonly<Record<string, Fault>> = {
  "fence-trailing-space": {
    message: "space",
    readers: ["jekyll", "hugo"],
    note: "Some generators take only the bare characters for a fence, others leave the spaces in the page. Delete them.",
  },
  "fence-too-long": {
    message: "long",
    readers: ["hexo"],
    note: "A fence has exactly three characters. Hexo reads longer ones, most others see no front matter, or leave the rest in the page.",
  },
  "fence-dots": {
    message: "dots",
    note: "Jekyll ends front matter at three dots; Hexo, Hugo and everything built on gray-matter read on to the next `---`. Write `---`.",
  },
  "fence-mismatch": {
    message: "mismatch",
    note: "Both fences must be the same: `---` for YAML, `+++` for TOML.",
  },
  "fence-missing-closing": {
    message: "closing",
    note: "Without it a generator reads the whole page as data, or sees no data at all. Put the fence on a line of its own after the last key.",
  },
  "fence-missing-opening": {
    message: "opening",
    note: "Hexo reads the lines above the fence as data; every other tool shows them as text. Put a line `---` at the top.",
  },
  "fence-semicolons": {
    message: "semicolons",
    note: "Hexo alone reads JSON between lines of semicolons. Use YAML between `---` lines.",
  },
};

export default defineRule({
  id: "front-matter/valid-fences",
  summary: "Require fences that every generator reads",
  why: "Front matter stands between two lines of exactly three dashes (YAML) or three plus signs (TOML). What is nearly a fence works in one generator and turns the post into a page of raw data in the next.",
  recommended: "error",
  fixes: "none",
  messages: {
    space: "Spaces after the {{which}} fence `{{fence}}`",
    long: "The {{which}} fence is `{{fence}}`, not `{{expected}}`",
    dots: "Front matter closed by `...`, not `---`",
    mismatch: "Front matter closed by `{{fence}}`, but opened by `{{expected}}`",
    closing: "Front matter without its closing fence `{{expected}}`",
    opening: "Front matter without its opening fence `---`",
    semicolons: "Fence `;;;` is read by Hexo alone",
  },
  examples: [
    { bad: `---«  »\ntitle: Tides\n---\n`, says: ["Spaces after the opening fence `---`"] },
    { bad: `---\ntitle: Tides\n---«\t»\nText.\n`, says: ["Spaces after the closing fence `---`"] },
    { bad: `«-----»\ntitle: Tides\n---\n`, says: ["The opening fence is `-----`, not `---`"] },
    { bad: `---\ntitle: Tides\n«----»\n\nText.\n`, says: ["The closing fence is `----`, not `---`"] },
    {
      bad: `---\ntitle: Tides\n«...»\n\nText.\n`,
      says: ["Front matter closed by `...`, not `---`"],
      notes: ["read on to the next `---`"],
    },
    { good: `---\ntitle: Tides\n...\n\nText.\n`, generator: "jekyll" },
    {
      bad: `---\ntitle: Tides\n«+++»\n\nText.\n`,
      says: ["Front matter closed by `+++`, but opened by `---`"],
    },
    {
      bad: `«---»\ntitle: Tides\ndate: 2024-05-01\n\nThe water rises.\n\n---\n\nIt falls.\n`,
      says: ["Front matter without its closing fence `---`"],
    },
    {
      bad: `«title: Tides»\ndate: 2024-05-01\n---\nText.\n`,
      says: ["Front matter without its opening fence `---`"],
      generator: "hexo",
    },
    { bad: `«;;;»\n"title": "Tides"\n;;;\nText.\n`, says: ["Fence `;;;` is read by Hexo alone"] },
    { good: `;;;\n"title": "Tides"\n;;;\nText.\n`, generator: "hexo" },
    { good: `---\ntitle: Tides\n---\n\nText.\n` },
    { good: `---\n\nA page that opens with a line.\n\n---\n\nAnd another.\n`, shows: "Lines across the page." },
    { good: `Note: high water\n----\n\nText.\n`, generator: "hexo", shows: "A heading underlined with dashes." },
  ],
  create: ({ generator, report }) => ({
    problem({ code, range, data = {} }) {
      const fault = Object.hasOwn(faults, code) ? faults[code] : undefined;
      if (fault === undefined) return;
      const isRead = generator.name !== undefined && fault.readers?.includes(generator.name);
      report({ range, message: fault.message, note: fault.note, data, ...(isRead ? { severity: "warn" } : {}) });
    },
  }),
});
