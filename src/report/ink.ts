import { Chalk } from "chalk";
import type { Fix } from "../edit.js";
import { clip } from "./visible.js";
import type { Paint, Span } from "./wrap.js";

/** Messages and notes are shown up to here. */
export const LONGEST_TEXT = 1000;

/** The colors of the report, by what they say. */
export type Inks = ReturnType<typeof inks>;

export function inks(color: boolean) {
  const plain = (text: string): string => text;
  // Without color chalk need not even be loaded.
  if (!color) {
    return {
      plain,
      bold: plain,
      dim: plain,
      path: plain,
      value: plain,
      good: plain,
      error: plain,
      warn: plain,
      info: plain,
    };
  }
  const chalk = new Chalk({ level: 1 });
  return {
    plain,
    bold: chalk.bold,
    dim: chalk.dim,
    path: chalk.bold.underline,
    value: chalk.cyan,
    good: chalk.green,
    error: chalk.red,
    warn: chalk.yellow,
    info: chalk.blue,
  };
}

/** Sets values in backticks off from the words around them. */
export function quoted(text: string, words: Paint, values: Paint): readonly Span[] {
  return text
    .split(/(`[^`]*`)/)
    .filter((part) => part !== "")
    .map((part) => ({
      text: part,
      paint: part.length > 1 && part.startsWith("`") && part.endsWith("`") ? values : words,
    }));
}

export function fixSpans(fix: Fix, ink: Inks): readonly Span[] {
  const how = {
    safe: "Fixable with --fix: ",
    unsafe: "Fixable with --fix --unsafe: ",
    manual: "To do by hand: ",
  }[fix.safety];
  return [
    { text: how, paint: fix.safety === "manual" ? ink.dim : ink.good },
    { text: clip(fix.title, LONGEST_TEXT), paint: ink.dim },
  ];
}

/** OSC 8. An address that could end the sequence is no link. */
export function hyperlink(url: string, text: string): string {
  return /^(?:https?|file):\/\/[\x21-\x5a\x5e-\x7e]+$/.test(url)
    ? `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`
    : text;
}

/** A severity, padded to the longest, in its color. */
export function severityWord(ink: Inks, severity: "error" | "warn" | "info" | "off"): string {
  return (severity === "off" ? ink.dim : ink[severity])(severity.padEnd(5));
}
