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
        const skipped = (): readonly Range[] => [...document.markup.code, ...code].sort((a, b) => a.start - b.start);
        for (const { range, meant } of findMojibake(text, skipped)) {
          const written = text.slice(range.start, range.end);
          if (meant === undefined) {
            if (isNamed(text, range)) continue;
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

const NAME = /\bU\s?\+\s?FFFD\b|\\ufffd|&#(?:xfffd|65533);|%EF%BF%BD|\bEF ?BF ?BD\b/i;
/** Units on either side in which a text says what it speaks of. */
const NEAR = 200;

/** Whether the text shows the character itself: it is named close by, or stands alone between quotes. */
function isNamed(text: string, { start, end }: Range): boolean {
  const pair = text.charAt(start - 1) + text.charAt(end);
  if (QUOTES.has(pair)) return true;
  const from = Math.max(text.lastIndexOf("\n", start - 1) + 1, start - NEAR);
  const line = text.indexOf("\n", end);
  return NAME.test(text.slice(from, Math.min(line === -1 ? text.length : line, end + NEAR)));
}

const QUOTES: ReadonlySet<string> = new Set(['""', "''", "“”", "‘’", "«»", "„“", "「」", "『』", "()", "（）"]);
