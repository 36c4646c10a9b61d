import {
  type Document,
  defineRule,
  type Edit,
  type Fix,
  findInvisible,
  type InvisibleCharacter,
  type Range,
  type SourceText,
} from "../../src/rule.js";

export default defineRule({
  id: "text/no-invisible-characters",
  summary: "Disallow characters that nobody sees",
  why: "Zero-width spaces, stray soft hyphens and control characters come along when text is copied from a web page, a PDF or a chat. Nobody sees them, but searches miss the word, links and tags with them stop working, and screen readers stumble. Controls of writing direction can make a line read differently from what it says. Joiners inside emoji and in scripts that need them (Persian, Hindi, …) are right, and so are direction marks in Hebrew or Arabic texts and soft hyphens inside words. Code is left alone.\n\nRemoving one is safe where readers see the same text afterwards. It is unsafe where something else may hang on it: an address, an `id`, front matter that names or groups posts, punctuation that Markdown could take for its own, a character that turns the direction of a line. Characters that stand for something else (a line break, a quotation mark of an old code page) are left to you.",
  recommended: "warn",
  fixes: "unsafe",
  messages: {
    one: "Invisible character {{code}} ({{name}})",
    several: "Invisible character {{code}} ({{name}}), {{count}} times in this line",
  },
  options: {
    type: "object",
    additionalProperties: false,
    properties: {
      allow: {
        type: "array",
        items: { type: "string" },
        description: "Characters that are right here, as in `U+00AD`.",
        default: [],
      },
    },
  },
  examples: [
    {
      bad: "The pier«\u200B» is open.\n\nThe bridge«\u00AD\u00AD» is\u00AD not.",
      says: [
        "Invisible character U+200B (zero-width space)",
        "Invisible character U+00AD (soft hyphen), 3 times in this line",
      ],
      notes: ["Searches miss", "Searches miss"],
      safe: "The pier is open.\n\nThe bridge is not.",
    },
    {
      bad: "---\ntitle: «\uFEFF»The pier\ntags: [sea«\u200B»]\n---\n\nOne«\u202E»two«\u2066» three.",
      says: [
        "Invisible character U+FEFF (byte order mark in the middle of a text)",
        "Invisible character U+200B (zero-width space)",
        "Invisible character U+202E (right-to-left override)",
        "Invisible character U+2066 (left-to-right isolate)",
      ],
      notes: ["", "", "reads differently", "reads differently"],
      safe: "---\ntitle: The pier\ntags: [sea\u200B]\n---\n\nOne\u202Etwo\u2066 three.",
      unsafe: "---\ntitle: The pier\ntags: [sea]\n---\n\nOnetwo three.",
    },
    {
      bad: "One«\b» two«\u0085» three«\u200D» four«\u{E0041}» five«\u2028»six.",
      says: [
        "Invisible character U+0008 (control character)",
        "Invisible character U+0085 (control character)",
        "Invisible character U+200D (zero-width joiner)",
        "Invisible character U+E0041 (tag character)",
        "Invisible character U+2028 (line separator)",
      ],
      safe: "One two\u0085 three four five\u2028six.",
      shown: ["", "Write `…`", "", "", "Break the line"],
      shows: "What stands for something else is left to you.",
    },
    {
      bad: 'Write to @«\u200B»harbour, see www.\u200Bexample.com or [it](https://example.com/\u200Bpier).\n\n«\u2060»1. May, 3.\u2060 June\n\n<b id="a«\u00AD»">Pier«\u2060».</b>',
      says: [
        "Invisible character U+200B (zero-width space), 3 times in this line",
        "Invisible character U+2060 (word joiner), 2 times in this line",
        "Invisible character U+00AD (soft hyphen)",
        "Invisible character U+2060 (word joiner)",
      ],
      safe: 'Write to @\u200Bharbour, see www.\u200Bexample.com or [it](https://example.com/\u200Bpier).\n\n\u20601. May, 3.\u2060 June\n\n<b id="a\u00AD">Pier.</b>',
      unsafe:
        'Write to @harbour, see www.example.com or [it](https://example.com/pier).\n\n\u20601. May, 3.\u2060 June\n\n<b id="a">Pier.</b>',
      shown: ["", "Remove the characters", "", ""],
      shows: "Where something may hang on them.",
    },
    {
      good: "Family 👩\u200D👩\u200D👧, flag 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}, heart ❤\uFE0F\u200D🔥.",
      shows: "Joiners build emoji.",
    },
    {
      good: "می\u200Cخواهم, क्\u200Dष, ภาษา\u200Bไทย, (\u200Fעברית\u200F) and \u2067עברית\u2069.",
      shows: "Scripts that need joiners, breaks or direction marks.",
    },
    { good: "Code `a\u200Bb`:\n\n```\na\u202Eb\n```\n\n<pre><code>a\u200Bb</code></pre>\n\n<!-- a\u200Bb -->" },
    { good: "**海。**\u200B山", shows: "A zero-width space that lets Markdown see where emphasis ends." },
    {
      good: "> \u200B4. Esplanade\n\n\u200B# one",
      shows: "Zero-width spaces that keep a line from being a list or a heading.",
    },
    { good: "Donau\u00ADdampf\u00ADschiff", shows: "Soft hyphens that say where a long word may break." },
    { good: "Ferry \u00ADboat", options: { allow: ["U+00AD"] } },
  ],
  create: ({ document, options, report }) => {
    const { source } = document;
    const found = findInvisible(source).filter(({ character }) => !options.allow.includes(codeOf(character)));
    if (found.length === 0) return {};
    const hidden: Range[] = [];
    const hide = (_: unknown, range: Range): unknown => hidden.push(range);
    return {
      comment: hide,
      element: { pre: hide, code: hide, kbd: hide, samp: hide, script: hide, style: hide },
      end() {
        const { code, templates } = document.markup;
        for (const line of byLine(source, outside(found, [...hidden, ...code, ...templates]))) {
          const { character, range, count } = line;
          const fix = repair(document, line.all);
          const data = { code: codeOf(character), name: nameOf(character), count };
          const note = DIRECTION.test(character)
            ? "It changes the direction of what follows, so the line reads differently from what it says. Remove it."
            : "Searches miss words that hold it, and links and tags may break. Remove it.";
          report({ range, message: count === 1 ? "one" : "several", data, note, fix });
        }
      },
    };
  },
});

/** Controls for turning text to the left or right: seen in what stands around them. */
const DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;

/** Repairs one kind of character in one line. */
function repair(document: Document, [first, ...others]: readonly [InvisibleCharacter, ...InvisibleCharacter[]]): Fix {
  const { source, body } = document;
  const write = (text: string): readonly [Edit, ...Edit[]] => [
    { range: first.range, text },
    ...others.map(({ range }) => ({ range, text })),
  ];
  const { character } = first;
  const meant = OLD_CODE_PAGE[character.charCodeAt(0) - 0x80];
  if (meant !== undefined && meant !== character) {
    return { title: `Write \`${meant}\``, safety: "manual", edits: write(meant) };
  }
  if (/[\x0B\u2028\u2029]/.test(character)) {
    const line = first.range.start < body.range.start ? " " : source.lineEnding;
    return { title: line === " " ? "Write a space" : "Break the line", safety: "manual", edits: write(line) };
  }
  const all = [first, ...others];
  const tiers = all.length > MOST_JUDGED ? ["manual"] : all.map((one) => tierAt(document, one));
  const safety = TIERS.find((tier) => tiers.includes(tier)) ?? "safe";
  return { title: others.length === 0 ? "Remove the character" : "Remove the characters", safety, edits: write("") };
}

/** Each costs a look at its whole line. A line with more of one character holds no text that anybody wrote. */
const MOST_JUDGED = 200;

/** The most careful first. */
const TIERS = ["manual", "unsafe", "safe"] as const;

/** What Windows-1252 has at U+0080 and behind. */
const OLD_CODE_PAGE = Array.from("€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8DŽ\x8F\x90‘’“”•–—˜™š›œ\x9DžŸ");
/** Front matter that readers read, and nothing else hangs on. */
const READ = /\/(?:title|subtitle|description|desc|excerpt|summary|abstract|caption|alt|author)$/i;

/** How sure it is that nothing but the text that readers see holds the character. */
function tierAt(document: Document, { range, character, traceless }: InvisibleCharacter): (typeof TIERS)[number] {
  const { body, frontMatter, markup, references, source } = document;
  if (character === "\u3164") return "manual";
  const within = (one: Range): boolean => one.start <= range.start && range.end <= one.end;
  if (range.start < body.range.start) {
    const scalar = frontMatter?.scalars.find((one) => within(one.range));
    if (scalar === undefined) return "manual";
    const shows = source.slice(scalar.range).replaceAll(character, "").replace(/["']/g, "").trim() !== "";
    return traceless && READ.test(scalar.pointer) && shows ? "safe" : shows ? "unsafe" : "manual";
  }
  if (markup.tags.some((tag) => within(tag.range)) || references.some(({ urlRange }) => within(urlRange))) {
    return "unsafe";
  }
  const tier = body.syntax === "html" ? "safe" : markdownTier(source, range);
  return tier === "safe" && !traceless ? "unsafe" : tier;
}

/** `manual`: Markdown would read the line as another block. `unsafe`: something could be made of what meets. */
function markdownTier(source: SourceText, { start, end }: Range): (typeof TIERS)[number] {
  const number = source.lineAt(start);
  const line = source.line(number);
  const before = source.text.slice(line.start, start).replace(INVISIBLE_END, "");
  const after = source.text.slice(end, line.end).replace(INVISIBLE_START, "");
  // What is left of a list item or a heading would be empty.
  if (after.trim() === "" && /^[ \t>]*[-+*#\d.)][-+*#\d.) \t>]*$/.test(before)) return "manual";
  if (/^[ \t>]*$/.test(before)) {
    if (after.trim() === "") {
      const isBlank = (other: number): boolean => source.slice(source.line(other)).trim() === "";
      return (number === 1 || isBlank(number - 1)) && isBlank(number + 1) ? "unsafe" : "manual";
    }
    if (/^(?:[ \t]|\d{1,9}[.)])/.test(after) || MARK.test(after.charAt(0))) return "manual";
  }
  if (/^[ \t>]*(?:\d{1,9}[.)]|[-+#=>|])$/.test(before)) return "manual";
  // Two spaces break the line.
  if (after.trim() === "" && /[ \t]{2}$/.test(before + after)) return "unsafe";
  // A mark that Markdown, a generator or a web site could make something of, once it meets its neighbour.
  if (MARK.test(before.slice(-1)) || MARK.test(after.charAt(0))) return "unsafe";
  const meets = (/[.:]$/.test(before) && /^[\w-]/.test(after)) || (/\w$/.test(before) && /^[.:][\w/]/.test(after));
  return meets ? "unsafe" : "safe";
}

const MARK = /[[\]{}<>&\\#@/|=+\-`*_~^$%]/;
const INVISIBLE_END = /[\x00-\x08\x0E-\x1F\u00AD\u200B-\u200F\u2060\uFEFF]+$/;
const INVISIBLE_START = /^[\x00-\x08\x0E-\x1F\u00AD\u200B-\u200F\u2060\uFEFF]+/;

/** Those that no range holds. */
function outside(found: readonly InvisibleCharacter[], ranges: readonly Range[]): readonly InvisibleCharacter[] {
  const sorted = [...ranges].sort((a, b) => a.start - b.start);
  let next = 0;
  let reach = 0;
  return found.filter(({ range }) => {
    for (; (sorted[next]?.start ?? Number.POSITIVE_INFINITY) <= range.start; next++) {
      reach = Math.max(reach, sorted[next]?.end ?? 0);
    }
    return range.start >= reach;
  });
}

/** One entry a line and character, at its first run. */
function byLine(source: SourceText, found: readonly InvisibleCharacter[]) {
  const lines = new Map<
    string,
    { character: string; range: Range; count: number; all: [InvisibleCharacter, ...InvisibleCharacter[]] }
  >();
  for (const one of found) {
    const { character, range } = one;
    const key = `${source.lineAt(range.start)} ${character}`;
    const entry = lines.get(key);
    if (entry === undefined) lines.set(key, { character, range, count: 1, all: [one] });
    else {
      entry.count++;
      entry.all.push(one);
      if (entry.range.end === range.start) entry.range = { start: entry.range.start, end: range.end };
    }
  }
  return lines.values();
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

const NAMES: Readonly<Record<string, string>> = {
  "\u00AD": "soft hyphen",
  "\u061C": "Arabic letter mark",
  "\u180E": "Mongolian vowel separator",
  "\u200B": "zero-width space",
  "\u200C": "zero-width non-joiner",
  "\u200D": "zero-width joiner",
  "\u200E": "left-to-right mark",
  "\u200F": "right-to-left mark",
  "\u2028": "line separator",
  "\u2029": "paragraph separator",
  "\u202A": "left-to-right embedding",
  "\u202B": "right-to-left embedding",
  "\u202C": "end of a change of direction",
  "\u202D": "left-to-right override",
  "\u202E": "right-to-left override",
  "\u2060": "word joiner",
  "\u2066": "left-to-right isolate",
  "\u2067": "right-to-left isolate",
  "\u2068": "first strong isolate",
  "\u2069": "end of an isolate",
  "\u3164": "Hangul filler",
  "\uFEFF": "byte order mark in the middle of a text",
};

function nameOf(character: string): string {
  const name = NAMES[character];
  if (name !== undefined) return name;
  if (character.length === 2) return "tag character";
  return character < "\u00A0" ? "control character" : "format character";
}
