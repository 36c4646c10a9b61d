import { createHash } from "node:crypto";
import type { Fix } from "../edit.js";
import type { FileResult, RunError, Summary } from "../result.js";
import type { SourceText } from "../source/source-text.js";
import { changedLines } from "./diff.js";
import { documentReporter, heldLines } from "./document.js";
import { type Framer, framer } from "./frame.js";
import { PAGE_STYLE } from "./html-style.js";
import { type Placed, placed } from "./placed.js";
import { type DocumentReporter, type NotChecked, SEVERITY_WORDS, type Style, type Tool } from "./reporter.js";
import { notCheckedLines, totals } from "./totals.js";
import { clip, safeJson, visible } from "./visible.js";

/** Columns of a code frame. */
const WIDTH = 110;
/** Diffs of wider fixes are left out, in UTF-16 units: a page holds thousands of them. */
const WIDEST_DIFF = 4000;

const FACETS = [
  ["rule", "Rules"],
  ["folder", "Folders"],
  ["month", "Months"],
  ["generator", "Generators"],
] as const;

/** One page that needs nothing else: no network, and a policy that lets nothing but its own script and style run. */
export function htmlReporter(style: Style, tool: Tool): DocumentReporter {
  const frame = framer({ width: WIDTH, margin: "", gutter: (text) => text, mark: (text) => text });
  const errors: RunError[] = [];
  return documentReporter(
    {
      draw(result) {
        const listed = placed(result, style.quiet);
        if (listed.length === 0) return "";
        const counts: Record<string, number> = {};
        for (const { diagnostic } of listed) counts[diagnostic.rule] = (counts[diagnostic.rule] ?? 0) + 1;
        const entries = listed.map((one) => findingEntry(one, result.source, frame));
        return [[fileEntry(result), counts], ...entries].map((entry) => `${inScript(entry)}\n`).join("");
      },
      note(noted) {
        errors.push(...noted.errors);
      },
    },
    function* (summary, { notChecked }, held) {
      const files: object[] = [];
      const rules: Record<string, object> = {};
      const counts = new Map<string, number>();
      for (const line of heldLines(held)) {
        if (!line.startsWith("[")) continue;
        const [file, own]: FileHead = JSON.parse(line);
        files.push(file);
        for (const [id, count] of Object.entries(own)) {
          const shown = visible(id);
          counts.set(shown, (counts.get(shown) ?? 0) + count);
          const about = tool.rule(id);
          if (about !== undefined) rules[shown] ??= { summary: about.summary, ...addressOf(about.url) };
        }
      }
      const [before, after] = page({ summary, errors, counts, notChecked, quiet: style.quiet }, tool);
      yield `${before}{"files":${inScript(files)},"rules":${inScript(rules)},"findings":[`;
      let file = -1;
      let separator = "";
      for (const line of heldLines(held)) {
        if (line.startsWith("[")) file++;
        else {
          yield `${separator}{"file":${file},${line.slice(1)}`;
          separator = ",";
        }
      }
      yield `]}${after}`;
    },
  );
}

/** The first of the lines that are put aside of a file, each of which is JSON; findings follow. */
type FileHead = readonly [file: object, counts: Readonly<Record<string, number>>];

/** Pages on the reader's own disk are of use to nobody else. */
function addressOf(url: string): { readonly url?: string } {
  return /^https?:/.test(url) ? { url } : {};
}

function fileEntry({ path, generator, source }: FileResult): object {
  const slash = path.lastIndexOf("/");
  return {
    path: visible(path),
    folder: slash === -1 ? "." : visible(path.slice(0, slash)),
    month: monthOf(path, source),
    generator: generator ?? "unknown",
  };
}

/** The month of a post's own date as it is written, else that of its path. */
function monthOf(path: string, source: SourceText | undefined): string {
  const head = source?.text.slice(0, 4000) ?? "";
  const written =
    /^(?:[ \t]{0,9}")?(?:date|pubDate|publishDate|published|created)["']?\s{0,9}[:=]\s{0,9}["']?(\d{4}[-/](?:0[1-9]|1[0-2]))\b/m.exec(
      head,
    )?.[1];
  const [, year, month] = /(?:^|\/)(\d{4})[-/](0[1-9]|1[0-2])(?=[-/])/.exec(path) ?? [];
  return written?.replace("/", "-") ?? (year === undefined ? "undated" : `${year}-${month}`);
}

/** But for its file, which is a number. */
function findingEntry({ diagnostic, start }: Placed, source: SourceText | undefined, frame: Framer): object {
  const { rule, severity, message, note, fix, range } = diagnostic;
  return {
    rule: visible(rule),
    severity: SEVERITY_WORDS[severity],
    place: `${start.line}:${start.column}`,
    message: visible(message),
    note: note && visible(note),
    frame: source && frame(source, range),
    fix: fix && { title: visible(fix.title), safety: fix.safety, diff: source && diffOf(fix, source) },
  };
}

/** The lines around a fix, before and after. */
function diffOf(fix: Fix, source: SourceText): readonly string[] | undefined {
  const first = Math.min(...fix.edits.map(({ range }) => range.start));
  const last = Math.max(...fix.edits.map(({ range }) => range.end));
  const { start } = source.line(source.lineAt(first));
  const { end } = source.line(source.lineAt(last));
  if (end - start > WIDEST_DIFF) return undefined;
  const before = source.text.slice(start, end);
  const sorted = [...fix.edits].sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  let after = "";
  let at = start;
  const edits = sorted.map(({ range, text }) => {
    after += source.text.slice(at, range.start) + text;
    at = range.end;
    const from = range.start - start;
    return { start: from, end: range.end - start, before: source.text.slice(range.start, range.end), after: text };
  });
  after += source.text.slice(at, end);
  const repairs = [{ rule: "", title: "", message: "", safety: "safe", pass: 0, edits }] as const;
  return changedLines({ before, after, repairs }).map(({ sign, text }) => clip(`${sign} ${text}`, 400));
}

interface Content {
  readonly summary: Summary;
  readonly errors: readonly RunError[];
  readonly counts: ReadonlyMap<string, number>;
  readonly notChecked: readonly NotChecked[];
  readonly quiet: boolean;
}

/** What stands before and behind the data. */
function page(
  { summary, errors, counts, notChecked, quiet }: Content,
  tool: Tool,
): readonly [before: string, after: string] {
  const scripts = [tool.asset("chart"), tool.asset("page")].map((script) =>
    script.replaceAll("</script", "<\\/script"),
  );
  const policy = [
    "default-src 'none'",
    `script-src ${scripts.map(hashOf).join(" ")}`,
    `style-src ${hashOf(PAGE_STYLE)}`,
    "base-uri 'none'",
    "form-action 'none'",
    // No text can become markup, not even by a fault of the page's own script.
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
  const facets = FACETS.map(
    ([kind, title]) => `<section class="facet" aria-labelledby="title-${kind}"><h2 id="title-${kind}">${title}</h2>
<div class="plot"><canvas id="chart-${kind}" role="img" aria-label="Findings by ${kind}; the list below has the same numbers"></canvas></div>
<details><summary>Filter by ${kind}</summary><ul class="values" id="list-${kind}" aria-labelledby="title-${kind}"></ul></details></section>`,
  );
  const failures = errors.map(({ kind, path, message }) => `<li>${escaped(`${path}: ${message} (${kind})`)}</li>`);
  const rows = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([rule, count]) => `<tr><td>${escaped(rule)}</td><td>${count}</td></tr>`);
  const lines = notCheckedLines(summary, notChecked).map((line) => `<p class="totals">${escaped(line)}</p>`);
  const before = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${tool.name} report</title>
<style>${PAGE_STYLE}</style>
</head>
<body>
<header><div><h1>${tool.name} report</h1><p class="totals">${escaped(totals(summary, quiet))}</p>${lines.join("")}</div>
<button type="button" id="theme">Light or dark</button></header>
<main>
${failures.length === 0 ? "" : `<section class="failures" aria-labelledby="failed"><h2 id="failed">What could not be checked</h2><ul>${failures.join("")}</ul></section>`}
<noscript><p>Without scripts, this page shows counts alone.</p><table><tr><th>Rule</th><th>Findings</th></tr>${rows.join("")}</table></noscript>
${counts.size === 0 ? `<p id="clean">${failures.length === 0 ? "Nothing was found." : "Nothing was found in what could be checked."}</p>` : ""}
<div id="report"${counts.size === 0 ? " hidden" : ""}>
<div class="facets">${facets.join("\n")}</div>
<section aria-labelledby="all"><h2 id="all">Findings</h2>
<div class="filters" role="search" aria-label="Findings">
<label>Search <input id="search" type="search" autocomplete="off"></label>
<label>Severity <select id="severity"><option value="">all</option><option>error</option><option>warning</option><option>info</option></select></label>
<label>Fix <select id="fixes"><option value="">any or none</option><option>safe</option><option>unsafe</option><option>manual</option><option>none</option></select></label>
<button type="button" id="clear">Clear all filters</button></div>
<div class="bar"><span id="count" role="status"></span><button type="button" id="previous">Previous</button><span id="page"></span><button type="button" id="next">Next</button></div>
<ul id="chosen" aria-label="Filters that are on"></ul>
<ol id="findings"></ol></section>
</div>
</main>
<script type="application/json" id="data">`;
  const after = `</script>
<script>${scripts[0]}</script>
<script>${scripts[1]}</script>
</body>
</html>
`;
  return [before, after];
}

/** As JSON that no HTML parser finds an end of the script in. */
function inScript(value: unknown): string {
  return safeJson(JSON.stringify(value)).replaceAll("<", "\\u003c");
}

function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return visible(text).replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
