import { Buffer, isAscii, isUtf8, transcode } from "node:buffer";
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

/** Larger files are no posts; in bytes. */
export const sizeLimit = 5 * 1024 * 1024;

export type ReadResult =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: ReadFailure };

export type ReadFailure =
  | {
      readonly kind: "encoding";
      /** What the bytes look like. */
      readonly looksLike: "UTF-16" | "UTF-32" | "binary" | "other";
      /** Of the first byte that is wrong, from 0. */
      readonly offset: number;
      /** The line of that byte, from 1. */
      readonly line: number;
      readonly message: string;
    }
  | { readonly kind: "too-large"; readonly size: number; readonly limit: number; readonly message: string }
  | { readonly kind: "io"; readonly message: string };

/**
 * Reads a text file: strict UTF-8, a BOM stays unit 0. A file with a NUL is taken for binary: no editor writes one into a post. Pipes
 * and devices are refused, since reading them might never end. Never throws.
 */
export function readText(path: string, limit: number = sizeLimit): ReadResult {
  const bytes = readSafely(path, limit, SHARED);
  return Buffer.isBuffer(bytes) ? decodeText(bytes) : failed(bytes);
}

/** Most posts fit in it: what is decoded at once needs no memory of its own. */
const SHARED = Buffer.allocUnsafeSlow(128 * 1024);

/** The bytes that `readText` would decode. Never throws. */
export function readFileBytes(path: string, limit: number = sizeLimit): Buffer | ReadFailure {
  return readSafely(path, limit, undefined);
}

function readSafely(path: string, limit: number, into: Buffer | undefined): Buffer | ReadFailure {
  try {
    return readBytes(path, limit, into);
  } catch (error) {
    return { kind: "io", message: ioMessage(error) };
  }
}

/** Decodes the bytes of a file, wherever they come from. */
export function decodeText(bytes: Buffer): ReadResult {
  const wide = wideEncoding(bytes);
  if (wide !== undefined) {
    const message = `The file is ${wide}, but galley and most generators read UTF-8`;
    return failed({ kind: "encoding", looksLike: wide, offset: 0, line: 1, message });
  }
  const nul = bytes.indexOf(0);
  if (nul !== -1) {
    const line = lineOf(bytes, nul);
    const message = `The file is not text: it has a NUL character on line ${line}`;
    return failed({ kind: "encoding", looksLike: "binary", offset: nul, line, message });
  }
  const ascii = isAscii(bytes);
  if (!ascii && !isUtf8(bytes)) {
    const offset = firstInvalid(bytes);
    const line = lineOf(bytes, offset);
    const byte = (bytes[offset] ?? 0).toString(16).toUpperCase().padStart(2, "0");
    const message = `The file is not UTF-8: byte ${offset + 1}, on line ${line}, is \`0x${byte}\``;
    return failed({ kind: "encoding", looksLike: "other", offset, line, message });
  }
  return { ok: true, text: decode(bytes, ascii) };
}

/** Shorter texts are decoded faster the plain way. */
const shortText = 1024;

/** Valid UTF-8 to text, BOM kept. The way over UTF-16 bytes takes a half to a fifth of what `toString("utf8")` takes. */
function decode(bytes: Buffer, ascii: boolean): string {
  if (ascii) return bytes.toString("latin1");
  if (bytes.length < shortText) return bytes.toString("utf8");
  return transcode(bytes, "utf8", "utf16le").toString("utf16le");
}

/** @param into takes the bytes if they fit */
function readBytes(path: string, limit: number, into: Buffer | undefined): Buffer | ReadFailure {
  // A pipe without a writer would keep `open` waiting.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) {
      const kind = stats.isDirectory() ? "a folder" : "a pipe or a device";
      return { kind: "io", message: `it is ${kind}, not a file` };
    }
    if (stats.size > limit) return tooLarge(stats.size, limit);
    // One byte more than it should have tells whether the file grew.
    const size = stats.size + 1;
    const buffer = into !== undefined && size <= into.length ? into.subarray(0, size) : Buffer.allocUnsafe(size);
    let length = 0;
    for (;;) {
      const count = readSync(file, buffer, length, buffer.length - length, null);
      length += count;
      // A read that stops short stops at the end, and there the file was to end.
      if (count === 0 || length === stats.size) return buffer.subarray(0, length);
      if (length === buffer.length) return { kind: "io", message: "it changed while it was read" };
    }
  } finally {
    closeSync(file);
  }
}

/** What is said of a file of so many bytes when it is more than is read. */
export function tooLargeText(size: number): ReadResult {
  return failed(tooLarge(size, sizeLimit));
}

function tooLarge(size: number, limit: number): ReadFailure {
  const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
  const message = `The file has ${megabytes(size)}; more than ${megabytes(limit)} is not read`;
  return { kind: "too-large", size, limit, message };
}

function wideEncoding(bytes: Buffer): "UTF-16" | "UTF-32" | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? "UTF-32" : "UTF-16";
  if (a === 0xfe && b === 0xff) return "UTF-16";
  return a === 0 && b === 0 && c === 0xfe && d === 0xff ? "UTF-32" : undefined;
}

/** The start of the first sequence that is no UTF-8: the longest valid beginning, found by halves. */
function firstInvalid(bytes: Buffer): number {
  let low = 0;
  let high = bytes.length;
  // The first `low` bytes are valid, the first `high` are not.
  while (low < high) {
    const middle = characterStart(bytes, (low + high) >> 1);
    if (middle <= low) {
      const next = nextCharacter(bytes, low);
      if (next > bytes.length || !isUtf8(bytes.subarray(low, next))) return low;
      low = next;
    } else if (isUtf8(bytes.subarray(low, middle))) low = middle;
    else high = middle;
  }
  return low;
}

function characterStart(bytes: Buffer, at: number): number {
  let start = at;
  while (start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  return start;
}

/** The end of the character at `at`, by what its first byte promises. */
function nextCharacter(bytes: Buffer, at: number): number {
  const first = bytes[at] ?? 0;
  return at + (first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4);
}

function lineOf(bytes: Buffer, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at !== -1 && at < offset; at = bytes.indexOf(10, at + 1)) line++;
  return line;
}

function failed(reason: ReadFailure): ReadResult {
  return { ok: false, reason };
}

const ioMessages: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "it may not be read by you",
  EPERM: "it may not be read by you",
  EISDIR: "it is a folder, not a file",
  ELOOP: "its links lead in a circle",
  EMFILE: "too many files are open",
  ENXIO: "it is a pipe or a device, not a file",
  ENOTDIR: "a part of its path is a file",
  ENAMETOOLONG: "its name is too long",
};

function ioMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  return ioMessages[code] ?? error.message;
}
