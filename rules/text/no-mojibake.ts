import { defineRule, findMojibake, mayHoldMojibake, type Range } from "../../src/rule.js";

export default defineRule({
  id: "text/no-mojibake",
  summary: "Disallow text that was read in the wrong encoding",
  why: "When a program takes the bytes of one encoding for another, `café` becomes `cafÃ©` and an apostrophe `â€™`; what cannot be read at all becomes `�`. It happens once, in an import or a database, and stays. The fix reads the bytes again as they were meant. It is unsafe, since it is a guess, and is attached only where one reading gives text without leftovers; what became `�` is lost. Words of languages that use these letters are left alone, and so is code.",
  recommended: "warn",
  fixes: "unsafe",
  messages: {
    misread: "`{{text}}` was read in the wrong encoding: `{{meant}}`",
    lost: "Characters were lost here: `{{text}}`",
  },
  examples: [
    {
      bad: "---\ntitle: A caf«Ã©» by the pier\n---\n\nIt«â€™»s open.\n",
      says: ["`Ã©` was read in the wrong encoding: `é`", "`â€™` was read in the wrong encoding: `’`"],
      notes: ["meant"],
      unsafe: "---\ntitle: A café by the pier\n---\n\nIt’s open.\n",
    },
    {
      bad: "«æ½®æ°´» at the pier",
      says: ["`æ½®æ°´` was read in the wrong encoding: `潮水`"],
      unsafe: "潮水 at the pier",
    },
    { bad: "The wat«�»r", says: ["Characters were lost here: `�`"] },
    { good: "São Tomé, MAÇÃ, âge, Ünal, Việt Nam, naïve, Ã, â, €, AÇÃO, Pâté" },
    {
      good: "What cannot be read becomes U+FFFD (�), and “�” is what readers see.",
      shows: "The character is what the text is about.",
    },
    { good: "« marché » et « café », <code>â€™</code>\n\n<script>\nlet a = 'â€™';\n</script>" },
    { good: "`cafÃ©` is how it looks.\n\n```\nâ€™\n```\n", path: "code.md" },
  ],
  create: ({ report, document }) => {
    const { text } = document.source;
    if (!mayHoldMojibake(text)) return {};
    const code: Range[] = [];
    const skip = (_element: unknown, range: Range): number => code.push(range);
    return {
      element: { pre: skip, code: skip, samp: skip, kbd: skip, script: skip, style: skip },
      end() {
        let isNamed: ((range: Range) => boolean) | undefined;
        const skipped = (): readonly Range[] => [...document.markup.code, ...code].sort((a, b) => a.start - b.start);
        for (const { range, meant } of findMojibake(text, skipped)) {
          const written = text.slice(range.start, range.end);
          if (meant === undefined) {
            isNamed ??= namedIn(text);
            if (isNamed(range)) continue;
            const note = "A program could not read the bytes. Look at the original, and write it again.";
            report({ range, message: "lost", data: { text: written }, note });
            continue;
          }
          report({
            range,
            message: "misread",
            data: { text: written, meant },
            note: `Most likely \`${meant}\` is meant.`,
            fix: { title: `Write \`${meant}\``, safety: "unsafe", edits: [{ range, text: meant }] },
          });
        }
      },
    };
  },
});

const NAME = /\bU\s?\+\s?FFFD\b|\\ufffd|&#(?:xfffd|65533);|%EF%BF%BD|\bEF ?BF ?BD\b/gi;
/** Units on either side in which a text says what it speaks of. */
const NEAR = 200;

/** Tells of ranges in source order whether the text shows the character itself: it is named close by, or stands alone between quotes. */
function namedIn(text: string): (range: Range) => boolean {
  const names = Array.from(text.matchAll(NAME), ({ index }) => index);
  let next = 0;
  return ({ start, end }) => {
    if (QUOTES.has(text.charAt(start - 1) + text.charAt(end))) return true;
    while ((names[next] ?? start) < start - NEAR) next++;
    const name = names[next];
    if (name === undefined || name > end + NEAR) return false;
    return !text.slice(Math.min(name, start), Math.max(name, end)).includes("\n");
  };
}

const QUOTES: ReadonlySet<string> = new Set(['""', "''", "“”", "‘’", "«»", "„“", "「」", "『』", "()", "（）"]);
