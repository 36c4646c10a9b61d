import type { Scalar } from "../source/front-matter.js";
import { pointerKeys } from "../source/front-matter.js";
import type { Located } from "./explain.js";
import type { Finding } from "./findings.js";
import { quoted } from "./words.js";

const COLON_AND_SPACES = 4;

/** Why a value is of another type than its author thinks, and how to write what was meant. */
export function typeNote(finding: Finding, located: Located, scalar: Scalar | undefined): string | undefined {
  const allowed = finding.allowed ?? [];
  const wantsText =
    allowed.some((phrase) => phrase === "text" || /^(?:`|one of)/.test(phrase)) &&
    !allowed.includes("`true` or `false`");
  const { value } = finding;
  const language = located.language ?? "yaml";
  const written = scalar?.text ?? (typeof value === "object" ? "" : String(value));
  if (value === null) return language === "yaml" ? commentNote(finding, located) : undefined;
  if (typeof value === "number" || typeof value === "boolean") {
    if (allowed.includes("text") || (wantsText && finding.keyword !== "type")) {
      const kind = typeof value === "number" ? "a number" : "true or false";
      return `Without quotes this is ${kind}. Put quotes around it: ${quoted(pair(finding, `"${written}"`, language))}.`;
    }
    if (allowed.includes("a list of texts"))
      return `Write it as a list of one: ${quoted(pair(finding, `["${written}"]`, language))}.`;
    return undefined;
  }
  if (typeof value === "string") return textNote(finding, allowed, value, scalar, language);
  if (language !== "yaml" || !allowed.includes("text")) return undefined;
  if (Array.isArray(value)) {
    return "If this is meant as text, put quotes around it: YAML reads `[` at the start, and lines that begin with `- `, as a list.";
  }
  return "If this is meant as text, put quotes around it: YAML reads `{` at the start, and a colon followed by a space, as a mapping.";
}

function textNote(
  finding: Finding,
  allowed: readonly string[],
  value: string,
  scalar: Scalar | undefined,
  language: "yaml" | "toml" | "json",
): string | undefined {
  const text = value.trim();
  if (allowed.includes("`true` or `false`")) {
    const lower = text.toLowerCase();
    if (lower === "true" || lower === "false")
      return `Quotes make it text. Write ${quoted(pair(finding, lower, language))}.`;
    const meant = /^(?:y|yes|on)$/.test(lower) ? "true" : /^(?:n|no|off)$/.test(lower) ? "false" : undefined;
    if (meant !== undefined)
      return `Tools that read YAML 1.2 take ${quoted(text)} for text. Write ${quoted(pair(finding, meant, language))}.`;
  }
  if (allowed.some((phrase) => /number|^\d/.test(phrase) && !phrase.startsWith("a list"))) {
    if (scalar?.quoted === true && /^-?\d+(?:\.\d+)?$/.test(text))
      return `Quotes make it text. Write ${quoted(pair(finding, text, language))}.`;
  }
  if (
    allowed.some((phrase) => phrase.startsWith("a list")) &&
    text !== "" &&
    text.length <= 60 &&
    !text.includes("\n")
  ) {
    const items = text
      .split(/[,，、]/)
      .map((item) => item.trim())
      .filter((item) => item !== "");
    return `Write it as a list: ${quoted(pair(finding, `[${items.map((item) => item_(item, language)).join(", ")}]`, language))}.`;
  }
  return undefined;
}

/** An item of a flow list, quoted where YAML would read the bare characters otherwise. */
function item_(item: string, language: "yaml" | "toml" | "json"): string {
  return language === "yaml" &&
    /^[\p{L}][\p{L}\p{N}_ -]*$/u.test(item) &&
    !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(item)
    ? item
    : JSON.stringify(item);
}

/** `title: "2019"` as the language writes a pair; an item of a list stands alone. */
function pair(finding: Finding, value: string, language: "yaml" | "toml" | "json"): string {
  const key = pointerKeys(finding.pointer).at(-1) ?? "";
  if (key === "" || /^\d+$/.test(key)) return value;
  if (language === "toml") return `${key} = ${value}`;
  return language === "json" ? `"${key}": ${value}` : `${key}: ${value}`;
}

/** `title: #1 in the charts` is empty, to the surprise of its author. */
function commentNote(finding: Finding, located: Located): string | undefined {
  const key = located.locate(finding.pointer, "key");
  if (key === undefined) return undefined;
  const comment = located.comments?.find(({ start }) => start >= key.end && start <= key.end + COLON_AND_SPACES);
  return comment === undefined
    ? undefined
    : "What follows ` #` is a comment in YAML. Put quotes around text that begins with `#`.";
}
