import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository: this file is compiled to `dist/bench/measure`. */
export const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");

export const bin = join(root, "bin/galley.js");

/** The words of a command line that starts this galley. */
export function galley(...given: readonly string[]): readonly string[] {
  return [process.execPath, bin, ...given];
}

let help: string | undefined;

/** Whether `galley lint` has an option. */
export function has(option: string): boolean {
  help ??= execFileSync(process.execPath, [bin, "lint", "--help"], { encoding: "utf8" });
  return help.split(/[\s,]+/).includes(option);
}

/** `galley lint` that does all the work, whatever was linted before. */
export function coldLint(...given: readonly string[]): readonly string[] {
  return galley("lint", ...(has("--no-cache") ? ["--no-cache"] : []), ...given);
}

export function version(): string {
  return (JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly version: string }).version;
}
