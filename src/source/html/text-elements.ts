import { GT, isSpace, SLASH } from "./units.js";

/** Where the end tag of an element that holds nothing but text stands, or -1. */
export function findEndTag(text: string, name: string, from: number): number {
  for (let at = text.indexOf("</", from); at !== -1; at = text.indexOf("</", at + 2)) {
    const end = at + 2 + name.length;
    const unit = text.charCodeAt(end);
    if (unit !== GT && unit !== SLASH && !isSpace(unit)) continue;
    if (text.slice(at + 2, end).toLowerCase() === name) return at;
  }
  return -1;
}

const SCRIPT_PARTS = /<!--|-->|<\/?script(?=[\t\n\f\r />])/gi;

/** Where a script ends. */
export interface ScriptEnd {
  /** Of its end tag, or -1. */
  readonly at: number;
  /** Whether a comment has been met on the way. */
  readonly met: boolean;
  /** Whether one is open at the end of the text. */
  readonly open: boolean;
}

/** Finds the end tag of a script. Inside `<!--`, a `<script>` hides the next `</script>`. */
export function findScriptEnd(text: string, from: number): ScriptEnd {
  let depth = 0;
  let met = false;
  SCRIPT_PARTS.lastIndex = from;
  for (let part = SCRIPT_PARTS.exec(text); part !== null; part = SCRIPT_PARTS.exec(text)) {
    const [found] = part;
    if (found === "<!--") {
      met = true;
      if (depth === 0) depth = 1;
      // `<!-->` ends at once.
      SCRIPT_PARTS.lastIndex = part.index + 2;
    } else if (found === "-->") {
      depth = 0;
    } else if (found.length === 8) {
      if (depth < 2) return { at: part.index, met, open: false };
      depth = 1;
    } else if (depth === 1) {
      depth = 2;
    }
  }
  return { at: -1, met, open: depth > 0 };
}
