import { isAbsolute, relative, resolve, sep } from "node:path";
import { decodeText, type ReadFailure, type ReadResult, sizeLimit, tooLargeText } from "../../files/read.js";
import type { Line } from "./lines.js";

/** What a line says of itself, as far as it can be believed. Given back as it came. */
export interface RecordNames {
  readonly id?: string | number;
  readonly path?: string;
}

/** A text with the place that it stands for. */
export interface TextRecord extends RecordNames {
  readonly text: ReadResult;
  /** Relative to the working directory, `/` between parts. */
  readonly place: string;
  /** Relative to the configuration's folder, `/` between parts. */
  readonly fromBase: string;
}

/** A line that is no record, and why. */
export interface BrokenRecord extends RecordNames {
  readonly fault: string;
}

/** Absolute folders that a path is relative to, and must not lead out of. */
export interface RecordFolders {
  readonly cwd: string;
  readonly base: string;
}

/** Bytes of a line: the largest text that is read, with an escape for each character, and much room. */
export const longestLine = 64 * 1024 * 1024;

/** Reads `{"path", "text"}`, perhaps with an `id`; other members are nobody's business here. Of a member that stands twice, the last counts. */
export function readRecord(line: Line, folders: RecordFolders): TextRecord | BrokenRecord {
  const here = `Line ${line.number}`;
  if ("longerThan" in line) return { fault: `${here} is longer than ${line.longerThan / 1024 / 1024} MiB` };
  const decoded = decodeText(line.bytes);
  if (!decoded.ok) return { fault: `${here} ${encodingFault(decoded.reason, line.bytes)}` };
  // Some shells begin what they pipe with a byte order mark.
  const json = line.number === 1 ? decoded.text.replace(/^\uFEFF/, "") : decoded.text;
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { fault: `${here} is no JSON: \`${beginning(json)}\`` };
  }
  if (!isObject(value)) return { fault: `${here} is ${kindOf(value)}, not an object with \`path\` and \`text\`` };
  return fromObject(value, here, folders);
}

function fromObject(
  value: Readonly<Record<string, unknown>>,
  here: string,
  folders: RecordFolders,
): TextRecord | BrokenRecord {
  const [id, path, text] = ["id", "path", "text"].map((key) => (Object.hasOwn(value, key) ? value[key] : undefined));
  const names: RecordNames = { ...(isName(id) ? { id } : {}), ...(typeof path === "string" ? { path } : {}) };
  const broken = (what: string): BrokenRecord => ({ ...names, fault: `${here}: ${what}` });
  // Of another number, the digits would not come back as they were.
  if (id !== undefined && !isName(id)) return broken("`id` must be text or a whole number below 2^53");
  if (typeof path !== "string") return broken(`\`path\` ${path === undefined ? "is missing" : mustBeText(path)}`);
  if (typeof text !== "string") return broken(`\`text\` ${text === undefined ? "is missing" : mustBeText(text)}`);
  const fault = pathFault(path);
  if (fault !== undefined) return broken(`\`path\` ${fault}`);
  const absolute = resolve(folders.cwd, path);
  const fromBase = relative(folders.base, absolute);
  if (fromBase === ".." || fromBase.startsWith(`..${sep}`) || isAbsolute(fromBase)) {
    return broken("`path` leads out of the project, so no settings are known for it");
  }
  return {
    ...names,
    text: readableText(text),
    place: slashes(relative(folders.cwd, absolute)),
    fromBase: slashes(fromBase),
  };
}

const LONGEST_PATH = 4096;

function pathFault(path: string): string | undefined {
  if (path === "") return "is empty";
  if (path.length > LONGEST_PATH) return `is longer than ${LONGEST_PATH} characters`;
  if (path.includes("\0")) return "holds a NUL character";
  return /(?:^|[/\\])\.{0,2}$/.test(path) ? "names a folder" : undefined;
}

/** What would be a finding in a file is one here, too. */
function readableText(text: string): ReadResult {
  const size = Buffer.byteLength(text);
  if (size > sizeLimit) return tooLargeText(size);
  if (text.includes("\0")) return decodeText(Buffer.from(text));
  const offset = text.search(/\p{Surrogate}/u);
  if (offset === -1) return { ok: true, text };
  const line = text.slice(0, offset).split("\n").length;
  const half = text.charCodeAt(offset).toString(16);
  const message = `The text is no Unicode: \`\\u${half}\`, on line ${line}, is half a character`;
  return { ok: false, reason: { kind: "encoding", looksLike: "other", offset, line, message } };
}

function encodingFault(reason: ReadFailure, bytes: Buffer): string {
  if (reason.kind !== "encoding") return "cannot be read";
  if (reason.looksLike === "binary") return "is no text: it has a NUL character";
  if (reason.looksLike !== "other") return `is ${reason.looksLike}, not UTF-8`;
  const byte = (bytes[reason.offset] ?? 0).toString(16).toUpperCase().padStart(2, "0");
  return `is not UTF-8: its byte ${reason.offset + 1} is \`0x${byte}\``;
}

const MOST_SHOWN = 40;

function beginning(json: string): string {
  const shown = [...json.slice(0, 2 * MOST_SHOWN)].slice(0, MOST_SHOWN).join("");
  return shown.length < json.length ? `${shown}…` : shown;
}

function isName(value: unknown): value is string | number {
  return typeof value === "string" || Number.isSafeInteger(value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mustBeText(value: unknown): string {
  return `is ${kindOf(value)}, not text`;
}

function kindOf(value: unknown): string {
  if (value === null) return "`null`";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : typeof value === "string" ? "text" : `\`${String(value)}\``;
}

function slashes(path: string): string {
  return path.split(sep).join("/");
}
