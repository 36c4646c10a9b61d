import type { Severity } from "../diagnostic.js";
import type { RunError } from "../result.js";
import { type Placed, placed, told } from "./placed.js";
import { type DocumentReporter, SEVERITY_WORDS, type Style } from "./reporter.js";
import { count, notCheckedLines, totals } from "./totals.js";
import { clip, lineStart, visible } from "./visible.js";

/** What a runner shows of one step, by kind; whatever comes later it drops without a word. */
const MOST_ANNOTATIONS = 10;
const KINDS: Readonly<Record<Severity, string>> = { error: "error", warn: "warning", info: "notice" };
const LONGEST_TEXT = 1000;

/**
 * For GitHub Actions: every finding as a line of the log, in a group of its own, and annotations for the worst of them:
 * ten errors, ten warnings and ten notices, each from another rule or file where there are enough.
 */
export function githubReporter(style: Style): DocumentReporter {
  const failures: RunError[] = [];
  const kept: Record<Severity, Annotation[]> = { error: [], warn: [], info: [] };
  const found: Record<Severity, number> = { error: 0, warn: 0, info: 0 };
  return {
    file(result) {
      let lines = "";
      for (const error of result.errors) {
        failures.push({ ...error, path: style.below + error.path });
        lines += `${lineStart(error.path)}: failed: ${visible(error.message)} [${error.kind}]\n`;
      }
      for (const finding of placed(result, style.quiet)) {
        const { severity, rule, message } = finding.diagnostic;
        const { line, column } = finding.start;
        lines += `${lineStart(result.path)}:${line}:${column}: ${SEVERITY_WORDS[severity]} ${visible(message)} [${visible(rule)}]\n`;
        found[severity]++;
        keep(kept[severity], { path: style.below + result.path, finding });
      }
      return lines;
    },
    *document(summary, { notChecked }, held) {
      // What failed is an error as well, and comes first.
      const failed = failures.slice(0, MOST_ANNOTATIONS).map(failure);
      const chosen = (["error", "warn", "info"] as const).flatMap((severity) => {
        const most = severity === "error" ? MOST_ANNOTATIONS - failed.length : MOST_ANNOTATIONS;
        return ranked(kept[severity], most).map(annotation);
      });
      const annotations = [...failed, ...chosen];
      const all = found.error + found.warn + found.info;
      const unshown = all - chosen.length;
      const unnamed = failures.length - failed.length;
      const listed = [count(all, "finding"), ...(failures.length === 0 ? [] : [count(failures.length, "failure")])];
      if (held.size > 0) {
        yield `::group::${listed.join(", ")}\n`;
        yield* held.pieces();
        yield "::endgroup::\n";
      }
      yield [
        ...annotations,
        ...notCheckedLines(summary, notChecked),
        ...(unnamed === 0 ? [] : [`${count(unnamed, "failure")} without an annotation: all are in the log above.`]),
        ...(unshown === 0 ? [] : [`${count(unshown, "finding")} without an annotation: all are in the log above.`]),
        `${totals(summary, style.quiet)}\n`,
      ].join("\n");
    },
  };
}

interface Annotation {
  readonly path: string;
  readonly finding: Placed;
}

/** Findings to choose annotations from: of each rule the first few, so that no rule crowds out the rest. */
function keep(kept: Annotation[], one: Annotation): void {
  const same = kept.filter(({ finding }) => finding.diagnostic.rule === one.finding.diagnostic.rule).length;
  if (same < MOST_ANNOTATIONS) kept.push(one);
}

/** One finding of each rule in turn, until there are `most`; then in the order of the report. */
function ranked(kept: readonly Annotation[], most: number): readonly Annotation[] {
  const turns = new Map<string, number>();
  const withTurn = kept.map((one) => {
    const { rule } = one.finding.diagnostic;
    const turn = turns.get(rule) ?? 0;
    turns.set(rule, turn + 1);
    return { one, turn };
  });
  const chosen = new Set(
    withTurn
      .sort((a, b) => a.turn - b.turn)
      .slice(0, most)
      .map(({ one }) => one),
  );
  return kept.filter((one) => chosen.has(one));
}

function annotation({ path, finding: { diagnostic, start, end } }: Annotation): string {
  const places = [`file=${property(path)}`, `line=${start.line}`, `endLine=${end.line}`];
  // The runner refuses columns of more than one line.
  if (start.line === end.line) places.push(`col=${start.column}`, `endColumn=${end.column}`);
  places.push(`title=${property(diagnostic.rule)}`);
  return `::${KINDS[diagnostic.severity]} ${places.join(",")}::${data(clip(told(diagnostic), LONGEST_TEXT))}`;
}

function failure({ kind, path, message }: RunError): string {
  return `::error file=${property(path)},title=${property(`galley: ${kind}`)}::${data(clip(message, LONGEST_TEXT))}`;
}

/** The text of a workflow command: what would end it is escaped, what a terminal obeys is written out. */
function data(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map(visible)
    .join("\n")
    .replaceAll("%", "%25")
    .replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
