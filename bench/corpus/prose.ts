import type { Random } from "../random.js";
import type { Inline } from "./blocks.js";
import { chinese, english, type Words } from "./words.js";

/** Sentences of one post, all in one language. */
export interface Prose {
  readonly language: "zh-CN" | "en";
  readonly random: Random;
  readonly words: Words;
  sentence(): string;
  /** Without an end mark. */
  title(): string;
  /** A few words: the text of a link, a cell, an item. */
  phrase(): string;
  /** Sentences with some emphasis, code and links among them. */
  rich(sentences: number): readonly Inline[];
}

export function proseOf(random: Random, language: Prose["language"]): Prose {
  const words = language === "en" ? english : chinese;
  const en = language === "en";
  const pick = random.pick;

  const clause = (): string => {
    const how = random.chance(0.3) ? pick(words.how) : "";
    const where = random.chance(0.5) ? pick(words.where) : "";
    if (!en) return `${pick(words.who)}${where}${how}${pick(words.does)}${pick(words.what)}`;
    return [pick(words.who), pick(words.does), pick(words.what), where, how].filter((part) => part !== "").join(" ");
  };
  const sentence = (): string => {
    const first = random.chance(0.4) ? `${pick(words.when)}${en ? ", " : "，"}${clause()}` : clause();
    const more = random.chance(0.6)
      ? `${en ? pick([", and ", ", but ", "; "]) : pick(["，", "，而", "；"])}${clause()}`
      : "";
    return en ? `${first.charAt(0).toUpperCase()}${first.slice(1)}${more}.` : `${first}${more}。`;
  };
  const phrase = (): string => pick(random.chance(0.5) ? words.what : words.where);
  const glue = en ? " " : "";

  const special = (): Inline => {
    const text = phrase();
    const kind = random.below(10);
    if (kind < 3) return { kind: "strong", text };
    if (kind < 5) return { kind: "emphasis", text };
    if (kind < 7)
      return { kind: "code", text: pick(["npm ci", "tide --now", "a < b && c", "log.txt", "<br>", "x = 7"]) };
    const page = `${pick(["tides", "pier", "fog", "rope", "lamps"])}-${random.below(90)}`;
    return { kind: "link", text, href: `https://example.org/${page}?a=1&b=${random.below(9)}`, byName: kind === 9 };
  };

  return {
    language,
    random,
    words,
    sentence,
    phrase,
    title: () => {
      const text = `${pick(words.who)} ${pick(words.what)}`;
      return en ? `${text.charAt(0).toUpperCase()}${text.slice(1)}` : text.replace(" ", "与");
    },
    rich: (sentences) => {
      const parts: Inline[] = [];
      for (let count = 0; count < sentences; count++) {
        parts.push(`${count > 0 ? glue : ""}${sentence()}`);
        if (random.chance(0.25)) parts.push(en ? " See " : "参见", special(), en ? "." : "。");
      }
      return parts;
    },
  };
}
