import { defineRule, type Range, type SourceText } from "../../src/rule.js";

export default defineRule({
  id: "text/no-invisible-characters",
  summary: "Disallow characters that nobody sees",
  why: "Zero-width spaces, stray soft hyphens and control characters come along when text is copied from a web page, a PDF or a chat. Nobody sees them, but searches miss the word, links and tags with them stop working, and screen readers stumble. Controls of writing direction can make a line read differently from what it says. Joiners inside emoji and in scripts that need them (Persian, Hindi, …) are right, and so are direction marks in Hebrew or Arabic texts and soft hyphens inside words. Code is left alone.",
  recommended: "warn",
  fixes: "none",
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
    },
    {
      bad: "---\ntitle: «\uFEFF»The pier\n---\n\nOne«\u202E»two«\u2066» three.",
      says: [
        "Invisible character U+FEFF (byte order mark in the middle of a text)",
        "Invisible character U+202E (right-to-left override)",
        "Invisible character U+2066 (left-to-right isolate)",
      ],
      notes: ["", "reads differently", "reads differently"],
    },
    {
      bad: "One«\b» two«\u0085» three«\u200D» four«\u{E0041}» five.",
      says: [
        "Invisible character U+0008 (control character)",
        "Invisible character U+0085 (control character)",
        "Invisible character U+200D (zero-width joiner)",
        "Invisible character U+E0041 (tag character)",
      ],
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
    const hidden: Range[] = [];
    const hide = (_: unknown, range: Range): unknown => hidden.push(range);
    return {
      comment: hide,
      element: { pre: hide, code: hide, kbd: hide, samp: hide, script: hide, style: hide },
      end() {
        const { source } = document;
        const found = findInvisible(source, options.allow);
        if (found.length === 0) return;
        const { code, templates } = document.markup;
        for (const line of byLine(source, outside(found, [...hidden, ...code, ...templates]))) {
          const { character, range, count } = line;
          const data = { code: codeOf(character), name: nameOf(character), count };
          const note = DIRECTION.test(character)
            ? "It changes the direction of what follows, so the line reads differently from what it says. Remove it."
            : "Searches miss words that hold it, and links and tags may break. Remove it.";
          report({ range, message: count === 1 ? "one" : "several", data, note });
        }
      },
    };
  },
});

const INVISIBLE =
  /[\x00-\x08\x0B\x0E-\x1F\x7F-\x9F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u2064\u2066-\u206F\u3164\uFEFF\uFFF9-\uFFFB]|\uDB40[\uDC00-\uDC7F]/g;
const DIRECTION = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
/** Marks change no direction by themselves; Hebrew and Arabic texts need them anywhere. */
const MARK = /[\u061C\u200E\u200F]/;
const LETTER = /\p{L}/u;
const RIGHT_TO_LEFT = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
/** Scripts whose letters joiners shape: Arabic to N'Ko, Mongolian, and those of India and its neighbours. */
const JOINING =
  /[\u0600-\u08FF\u0900-\u0DFF\u0F00-\u109F\u1780-\u17FF\u1800-\u18AF\uA840-\uA8FF\uFB50-\uFDFF\uFE70-\uFEFC]/;
/** Scripts without spaces, in which a zero-width space says where a line may break. */
const UNSPACED = /[\u0E00-\u0EFF\u0F00-\u109F\u1780-\u17FF\u19E0-\u19FF]/;
const EMOJI = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\uFE0F|\u20E3)$/u;
const JOINERS = "\u200C\u200D\u180E";

interface Found {
  readonly character: string;
  readonly range: Range;
}

function findInvisible(source: SourceText, allow: readonly string[]): readonly Found[] {
  const { text } = source;
  const found: Found[] = [];
  let line = -1;
  let rightToLeft = false;
  let rightToLeftText: boolean | undefined;
  for (const match of text.matchAll(INVISIBLE)) {
    const character = match[0];
    const start = match.index;
    const end = start + character.length;
    if (start === 0 && character === "\uFEFF") continue;
    const [before, after] = [text.charAt(start - 1), text.charAt(end)];
    if (character === "\u200D" && EMOJI.test(text.slice(Math.max(start - 2, 0), start))) continue;
    if (JOINERS.includes(character) && (JOINING.test(before) || JOINING.test(after))) continue;
    // CJK emphasis needs one where a punctuation mark meets a letter.
    if (
      /[\u200B\u2060]/.test(character) &&
      (UNSPACED.test(before) || UNSPACED.test(after) || /[*_~`]/.test(before + after))
    )
      continue;
    if (character.length === 2 && /^(?:\uD83C\uDFF4|\uDB40[\uDC00-\uDC7F])$/.test(text.slice(start - 2, start)))
      continue;
    if (character === "\u200B" && keepsFromMarkdown(text, start, end)) continue;
    // Between letters it does its work: it says where a long word may break.
    if (character === "\u00AD" && LETTER.test(before) && LETTER.test(after)) continue;
    if (MARK.test(character)) {
      rightToLeftText ??= RIGHT_TO_LEFT.test(text);
      if (rightToLeftText) continue;
    } else if (DIRECTION.test(character)) {
      const number = source.lineAt(start);
      if (number !== line) {
        line = number;
        rightToLeft = RIGHT_TO_LEFT.test(source.slice(source.line(number)));
      }
      if (rightToLeft) continue;
    }
    if (!allow.includes(codeOf(character))) found.push({ character, range: { start, end } });
  }
  return found;
}

/** At the start of a line it keeps Markdown from making a list, a heading or a quotation of what follows. */
function keepsFromMarkdown(text: string, start: number, end: number): boolean {
  if (!/^(?:\d{1,9}[.)]|[-+#>|=])/.test(text.slice(end, end + 10))) return false;
  return /(?:^|[\r\n\uFEFF])[ \t>]*$/.test(text.slice(Math.max(start - 20, 0), start));
}

/** Those that no range holds. */
function outside(found: readonly Found[], ranges: readonly Range[]): readonly Found[] {
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
function byLine(source: SourceText, found: readonly Found[]) {
  const lines = new Map<string, { character: string; range: Range; count: number }>();
  for (const { character, range } of found) {
    const key = `${source.lineAt(range.start)} ${character}`;
    const entry = lines.get(key);
    if (entry === undefined) lines.set(key, { character, range, count: 1 });
    else {
      entry.count++;
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
