import type { Rule } from "../../src/rule.js";
import { type PrecisionResults, readResults } from "../precision/results.js";
import { table } from "./markdown.js";

/** The tables of docs/precision.md: what was measured, what was found, and how much of it was right. */
export function precisionTables(root: string, rules: readonly Rule[]): string {
  const results = readResults(root);
  return [repositoryTable(results), ruleTable(results, rules), mistakes(results)].join("\n\n");
}

function repositoryTable({ repositories, files, counts }: PrecisionResults): string {
  const rows = repositories.map(({ name, repository, commit }) => {
    const found = Object.values(counts).reduce((sum, byName) => sum + (byName[name] ?? 0), 0);
    const styles = counts["html/no-inline-style"]?.[name] ?? 0;
    return [
      repository === undefined ? `${name} (not public)` : `[${repository}](https://github.com/${repository})`,
      commit?.slice(0, 12) ?? "",
      String(files[name] ?? 0),
      String(found - styles),
      String(styles),
    ];
  });
  return table(["Repository", "Commit", "Posts", "Findings", "Inline styles"], rows);
}

function ruleTable({ repositories, counts, samples, verdicts }: PrecisionResults, rules: readonly Rule[]): string {
  const wellKept = repositories.filter(({ repository }) => repository !== undefined);
  const on = rules.filter(({ recommended, id }) => recommended !== "off" || counts[id] !== undefined);
  const rows = on.map(({ id }) => {
    const byName = counts[id] ?? {};
    const kept = wellKept.reduce((sum, { name }) => sum + (byName[name] ?? 0), 0);
    const all = Object.values(byName).reduce((sum, number) => sum + number, 0);
    const judged = (samples[id] ?? []).flatMap((place) => verdicts[id]?.[place] ?? []);
    const meant = judged.filter((verdict) => verdict === "meant").length;
    const right = judged.filter((verdict) => verdict === "right").length + meant;
    return [
      `[${id}](rules/${id}.md)`,
      String(kept),
      String(all - kept),
      `${judged.length} of ${samples[id]?.length ?? 0}`,
      String(right),
      String(meant),
      judged.length === 0 ? "–" : `${Math.floor((right / judged.length) * 100)} %`,
    ];
  });
  return table(["Rule", "Public repositories", "Scraped posts", "Read", "Right", "Meant", "Precision"], rows);
}

/** Every finding that a reader called wrong, with what is wrong with it. */
function mistakes({ samples, verdicts }: PrecisionResults): string {
  const lines = Object.entries(samples).flatMap(([rule, places]) =>
    places.flatMap((place) => {
      const verdict = verdicts[rule]?.[place];
      return verdict === undefined || verdict === "right" || verdict === "meant"
        ? []
        : [`- \`${rule}\` at \`${place}\`: ${verdict}`];
    }),
  );
  return lines.length === 0 ? "No finding that was read was wrong." : `Findings that are wrong:\n\n${lines.join("\n")}`;
}
