/** Characters that XML 1.0 has no place for, not even as references. */
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu;

/** What a terminal, or a reader, would be misled by: kept as a visible escape. */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

/** What a CI runner obeys when it is printed: `::command` where a line begins, `##[command]` anywhere. */
const RUNNER_COMMAND = /(^[ \t]*)(:)(?=:)|(##[A-Za-z]{0,16})(\[)/gm;

function spelledOut(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Text for an element. */
export function xmlText(text: string): string {
  return text
    .replace(ILLEGAL, spelledOut)
    .replace(UNSEEN, spelledOut)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;")
    .replace(
      RUNNER_COMMAND,
      (_, indent = "", colon?: string, hashes = "") => `${indent}${hashes}${colon === undefined ? "&#91;" : "&#58;"}`,
    );
}

/** Text for an attribute in double quotes; line endings stay what they are. */
function xmlValue(text: string): string {
  return xmlText(text).replaceAll('"', "&quot;").replaceAll("\t", "&#9;").replaceAll("\n", "&#10;");
}

/** The attributes of a tag, each after a space; those that are undefined are left out. */
export function xmlAttributes(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${xmlValue(String(value))}"`]))
    .join("");
}
