import { tests as specification } from "commonmark-spec";

/** Pieces of Markdown that mean something, most of all at each other's side. */
const PIECES: readonly string[] = [
  ..."- |* |+ |1. |2) |10. |> |>|  |    |\t| |#|# |## x ##|---|***|___|===|```|~~~|````|`|``".split("|"),
  ..."<div>|</div>|<p>|<a href=\"x\">|<a b='c\nd'>|</a>|<!--|-->|<!-- c -->|<?php|?>|<![CDATA[|]]>".split("|"),
  ..."<!DOCTYPE html>|<script>|</script>|<pre>|</pre>|<http://a.b>|<a@b.c>|<b>x</b>|<x-y z=1 />|<br>|<u>".split("|"),
  ...'[|]|](|](u)|[a](b)|![|![i](j "t")|[r]|[r][]|[x][r]|[r]: /u\n|[r]: /u "t"\n|[q]:|]: |(|)'.split("|"),
  ..."\\|*|_|**|&amp;|&copy;|&#65;|\"|'|=|!|a|foo|bar |\u3000|中文|\u00a0|é|😀|- - |> > |> - |- > |1. - ".split("|"),
  ...["\n", "\n", "\n", "\n\n", "\n\n", "\r\n", "\r", "  \n", "\\\n", "-\n", "-   ", "-\t", ">\t", " \\`", "|", "\0"],
];

const PREFIXES: readonly string[] = ["> ", "- ", "  ", "    ", "1. ", ">", "\t", ""];

const EXAMPLES: readonly string[] = specification.map(({ markdown }) => markdown.replaceAll("→", "\t"));

/** Composes Markdown: pieces in a row, examples of CommonMark joined, nested, cut and changed. The same for a seed. */
export class MarkdownMaker {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to below `bound`. */
  below(bound: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * bound);
  }

  next(): string {
    const kind = this.below(10);
    if (kind < 5) return Array.from({ length: 1 + this.below(25) }, () => this.#of(PIECES)).join("");
    let text = this.#of(EXAMPLES);
    if (kind < 7) {
      if (this.below(2) === 0) text += (this.below(2) === 0 ? "\n" : "") + this.#of(EXAMPLES);
      if (this.below(2) === 0) text = this.#nested(text);
    } else if (this.below(3) === 0) text += this.#of(EXAMPLES);
    return this.#changed(text);
  }

  #of(choices: readonly string[]): string {
    return choices[this.below(choices.length)] ?? "";
  }

  #nested(text: string): string {
    const first = this.#of(PREFIXES);
    const next = this.below(2) === 0 ? first : this.#of(PREFIXES);
    return text
      .split("\n")
      .map((line, index) => (index === 0 ? first : next) + line)
      .join("\n");
  }

  #changed(text: string): string {
    let changed = text;
    for (let times = this.below(4); times > 0; times--) {
      const at = this.below(changed.length + 1);
      const way = this.below(3);
      const rest = way === 2 ? "" : changed.slice(way === 0 ? at : at + 1 + this.below(4));
      changed = changed.slice(0, at) + (way === 0 ? this.#of(PIECES) : "") + rest;
    }
    return this.below(20) === 0 ? changed.replaceAll("\n", "\r\n") : changed;
  }
}
