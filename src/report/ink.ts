import { Chalk } from "chalk";
import type { Safety } from "../edit.js";
import type { Paint, Span } from "./spans.js";
import { clip } from "./visible.js";

/** Messages and notes are shown up to here. */
export const LONGEST_TEXT = 1000;

/** The colors of the report, by what they say. */
export type Inks = Readonly<
  Record<"plain" | "bold" | "dim" | "path" | "value" | "good" | "error" | "warn" | "info", Paint>
>;

const plain: Paint = (text) => text;

export function inks(color: boolean): Inks {
  if (!color) {
    return {
      ...{ plain, bold: plain, dim: plain, path: plain, value: plain },
      ...{ good: plain, error: plain, warn: plain, info: plain },
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
  if (words === values) return [{ text, paint: words }];
  const spans: Span[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf("`", at);
    const close = open === -1 ? -1 : text.indexOf("`", open + 1);
    if (close === -1) {
      spans.push({ text: text.slice(at), paint: words });
      break;
    }
    if (open > at) spans.push({ text: text.slice(at, open), paint: words });
    spans.push({ text: text.slice(open, close + 1), paint: values });
    at = close + 1;
  }
  return spans;
}

export function fixSpans(title: string, safety: Safety, ink: Inks): readonly Span[] {
  const how = {
    safe: "Fixable with --fix: ",
    unsafe: "Fixable with --fix --unsafe: ",
    manual: "To do by hand: ",
  }[safety];
  return [
    { text: how, paint: safety === "manual" ? ink.dim : ink.good },
    { text: clip(title, LONGEST_TEXT), paint: ink.dim },
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
