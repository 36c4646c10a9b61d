import { visible } from "../report/visible.js";
import type { Inference, InferredCollection } from "../run/infer.js";

const MOST_OUTLIERS = 20;
const MOST_KEYS = 40;

/** What `galley init --infer` tells people. */
export function inferenceLines(inference: Inference, update: boolean): readonly string[] {
  const { read, site, collections, settings, files, outliers } = inference;
  const left = [
    ...(read.without > 0 ? [`${read.without} without front matter`] : []),
    ...(read.unreadable.length > 0 ? [`${read.unreadable.length} that cannot be read`] : []),
    ...(read.set > 0 ? [`${read.set} list pages and templates`] : []),
  ];
  const lines = [
    `${posts(read.posts.length)} read${left.length === 0 ? "" : `; left out: ${left.join(", ")}`}. ${visible(site)}`,
    ...read.unreadable.slice(0, 5).map((path) => `  ${visible(path)}: \`galley lint\` says what is wrong`),
  ];
  for (const collection of collections) lines.push("", ...collectionLines(collection));
  const { dates, order, imageKeys } = settings;
  const common: string[] = [];
  if (dates.format !== undefined) {
    const { format, keys, agree, of } = dates.format;
    common.push(`dates: \`${format}\` in ${agree} of ${of} (${keys.join(", ")})`);
  }
  for (const [key, format] of dates.formats) common.push(`dates of \`${key}\`: \`${format}\``);
  if (order !== undefined) common.push(`key order: ${order.order.join(", ")} in ${order.agree} of ${order.of} posts`);
  if (imageKeys.length > 0) {
    common.push(
      `images under ${imageKeys.map((key) => `\`${key}\``).join(", ")}: name them under \`keys\` of the rules \`images/…\``,
    );
  }
  if (common.length > 0) lines.push("", ...common.map(visible));
  lines.push("", ...outlierLines(outliers, read.posts.length), "", ...fileLines(files, update));
  return lines;
}

function collectionLines({ globs, schema, posts: count, keys, rare }: InferredCollection): readonly string[] {
  // With --update there are no globs for what the configuration names already.
  const where = globs.length === 0 ? "" : `${visible(globs.join(", "))}: `;
  const lines = [`${where}${posts(count)} -> ${visible(schema)}`];
  const rows = keys
    .slice(0, MOST_KEYS)
    .map(({ key, share, type, required }) => [
      visible(key),
      `${share > 0.995 && share < 1 ? "99" : Math.round(share * 100)} %`,
      visible(type) + (required ? ", required" : ""),
    ]);
  const width = Math.min(32, Math.max(3, ...rows.map(([key = ""]) => key.length)));
  if (rows.length > 0) lines.push(`  ${"key".padEnd(width)}  share  type`);
  for (const [key = "", share = "", type = ""] of rows)
    lines.push(`  ${key.padEnd(width)}  ${share.padStart(5)}  ${type}`);
  if (keys.length > MOST_KEYS) lines.push(`  and ${keys.length - MOST_KEYS} more keys`);
  const slips = rare.filter(({ near }) => near !== undefined);
  if (rare.length > slips.length)
    lines.push(`  ${rare.length - slips.length} rare keys are allowed, but not described`);
  return lines;
}

function outlierLines(outliers: Inference["outliers"], read: number): readonly string[] {
  if (outliers.length === 0) return read === 0 ? ["There is nothing to learn from."] : ["No post stands out."];
  const files = new Set(outliers.map(({ path }) => path)).size;
  const more = outliers.length - MOST_OUTLIERS;
  return [
    `${outliers.length} finding${outliers.length === 1 ? "" : "s"} in ${files} post${files === 1 ? "" : "s"} that stand out; \`galley lint\` reports the same:`,
    ...outliers
      .slice(0, MOST_OUTLIERS)
      .map(({ path, line, message }) => `  ${visible(path)}:${line}  ${visible(message)}`),
    ...(more > 0 ? [`  and ${more} more: ${byRule(outliers)}`] : []),
  ];
}

function byRule(outliers: Inference["outliers"]): string {
  const counts = new Map<string, number>();
  for (const { rule } of outliers) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].map(([rule, count]) => `${rule} ${count} in all`).join(", ");
}

function fileLines(files: Inference["files"], update: boolean): readonly string[] {
  if (!update) {
    return [
      `Wrote ${files.map(({ path }) => visible(path)).join(", ")}.`,
      "Next: `galley lint`; later `galley init --infer --update`.",
    ];
  }
  if (files.length === 0) return ["Nothing has changed."];
  return files.flatMap(({ path, changes, kept }) => [
    visible(path),
    ...changes.flatMap(({ pointer, before, after }) => changeLines(nameOf(pointer), before, after)),
    ...kept.map((pointer) => `  = ${visible(nameOf(pointer))} stays as people have written it`),
    ...(changes.length + kept.length === 0 ? ["  counts in comments"] : []),
  ]);
}

function changeLines(name: string, before: unknown, after: unknown): readonly string[] {
  if (Array.isArray(before) && Array.isArray(after) && name === "required") {
    return [
      ...after.filter((item) => !before.includes(item)).map((item) => `  + required ${said(item)}`),
      ...before.filter((item) => !after.includes(item)).map((item) => `  - required ${said(item)}`),
    ];
  }
  if (before === undefined) return [`  + ${visible(name)}: ${said(after)}`];
  if (after === undefined) return [`  - ${visible(name)}`];
  const [old, now] = [choices(before), choices(after)];
  const values = [
    ...now.filter((item) => !old.includes(item)).map((item) => `  + ${visible(name)}: value ${said(item)}`),
    ...old.filter((item) => !now.includes(item)).map((item) => `  - ${visible(name)}: value ${said(item)}`),
  ];
  return old.length > 0 && now.length > 0 && values.length > 0 ? values : [`  ~ ${visible(name)}: ${said(after)}`];
}

function choices(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null || !("enum" in value)) return [];
  return Array.isArray(value.enum) ? value.enum : [];
}

/** Of a pointer: `author`, `front-matter/valid-date`, `required`. */
function nameOf(pointer: string): string {
  return (pointer.split("/").at(-1) ?? "").replaceAll("~1", "/").replaceAll("~0", "~");
}

function said(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return visible(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}

function posts(count: number): string {
  return `${count} post${count === 1 ? "" : "s"}`;
}
