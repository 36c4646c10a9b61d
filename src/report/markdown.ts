import type { Severity } from "../diagnostic.js";
import type { RunError } from "../result.js";
import { fold } from "./fingerprint.js";
import { placed } from "./placed.js";
import { SEVERITY_WORDS, type StreamReporter, type Style, type Tool } from "./reporter.js";
import { count, notCheckedLines, totals } from "./totals.js";
import { clip, visible } from "./visible.js";

/** A step's summary on GitHub holds 1 MiB, and is dropped as a whole beyond; half of it, in bytes, is more than anybody reads. */
const MOST_BYTES = 500_000;
const FINDINGS_OF_A_FILE = 50;
const MOST_FAILURES = 50;
const LONGEST_TEXT = 500;

/** For a summary page or a comment: findings by rule, then by file. */
export function markdownReporter(style: Style, tool: Tool): StreamReporter {
  const rules = new Map<string, { readonly severity: Severity; findings: number; fixable: number }>();
  const files: string[] = [];
  const failures: RunError[] = [];
  let bytes = 0;
  let unlisted = 0;
  return {
    file(result) {
      for (const error of result.errors) failures.push({ ...error, path: style.below + error.path });
      const findings = placed(result, style.quiet);
      if (findings.length === 0) return "";
      for (const { diagnostic } of findings) {
        const { rule, severity, fix } = diagnostic;
        const known = rules.get(rule) ?? { severity, findings: 0, fixable: 0 };
        known.findings++;
        if (fix !== undefined && fix.safety !== "manual") known.fixable++;
        rules.set(rule, known);
      }
      const lines = findings.slice(0, FINDINGS_OF_A_FILE).map(({ diagnostic, start }) => {
        const { severity, message, rule } = diagnostic;
        return `- ${start.line}:${start.column} ${SEVERITY_WORDS[severity]}: ${prose(clip(message, LONGEST_TEXT))} (${code(rule)})`;
      });
      const rest = findings.length - lines.length;
      if (rest > 0) lines.push(`- and ${rest} more`);
      const summary = `<summary>${html(style.below + result.path)}: ${count(findings.length, "finding")}</summary>`;
      const text = `<details>\n${summary}\n\n${lines.join("\n")}\n\n</details>\n`;
      const size = Buffer.byteLength(text);
      if (bytes + size > MOST_BYTES) unlisted++;
      else {
        bytes += size;
        files.push(text);
      }
      return "";
    },
    end(summary, { notChecked }) {
      const ordered = [...rules].sort(
        ([a, one], [b, other]) =>
          RANKS.indexOf(one.severity) - RANKS.indexOf(other.severity) ||
          other.findings - one.findings ||
          (a < b ? -1 : 1),
      );
      const rows = ordered.map(([id, { severity, findings, fixable }]) => {
        const about = tool.rule(id)?.summary ?? "";
        return `| ${cell(code(id))} | ${SEVERITY_WORDS[severity]} | ${findings} | ${fixable} | ${cell(prose(about))} |`;
      });
      const parts = [
        `### ${tool.name}: ${totals(summary, style.quiet)}`,
        ...(failures.length === 0
          ? []
          : [
              failures
                .slice(0, MOST_FAILURES)
                .map(
                  ({ kind, path, message }) =>
                    `- ${code(path)} failed: ${prose(clip(message, LONGEST_TEXT))} (${kind})`,
                )
                .concat(failures.length > MOST_FAILURES ? [`- and ${failures.length - MOST_FAILURES} more`] : [])
                .join("\n"),
            ]),
        ...(rows.length === 0
          ? []
          : [["| Rule | Severity | Findings | Fixable | |", "| --- | --- | ---: | ---: | --- |", ...rows].join("\n")]),
        ...files.map((text) => text.trimEnd()),
        ...(unlisted === 0 ? [] : [`${count(unlisted, "more file")} with findings not listed here.`]),
        ...notCheckedLines(summary, notChecked).map(prose),
      ];
      return `${parts.join("\n\n")}\n`;
    },
  };
}

const RANKS: readonly Severity[] = ["error", "warn", "info"];

/** Words for Markdown: values between backticks stay code, all else is text and nothing but text. */
function prose(text: string): string {
  return fold(text)
    .split(/(`[^`]*`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? code(part.slice(1, -1)) : plain(part)))
    .join("");
}

function plain(text: string): string {
  // Backslashes first: one within an entity would break it.
  return html(text.replace(/[\\`*_[\](){}#+!|~-]/g, "\\$&"));
}

/** A code span that holds whatever it is given. */
function code(text: string): string {
  const shown = visible(fold(text));
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(shown) || shown === "" ? " " : "";
  return `${ticks}${pad}${shown}${pad}${ticks}`;
}

/** In a cell of a table a bar ends even a code span. */
function cell(text: string): string {
  return text.replace(/(?<!\\)\|/g, "\\|");
}

function html(text: string): string {
  return (
    visible(text)
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll(":", "&#58;")
      // Nobody is called: an entity would not help, as hosts look for names in the page that becomes of the text.
      .replaceAll("@", "@<!-- -->")
  );
}
