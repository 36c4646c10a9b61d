import { createSupportsHyperlinks } from "supports-hyperlinks";
import type { Io } from "./io.js";
import type { Output } from "./output.js";

/** Whether to colour: the option, then NO_COLOR, FORCE_COLOR, and whether a person is looking, in that order. */
export function wantsColor(option: boolean | undefined, env: Io["env"], output: Output): boolean {
  if (option !== undefined) return option;
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  const force = env["FORCE_COLOR"];
  if (force !== undefined) return force !== "0" && force !== "false";
  return output.isTTY && env["TERM"] !== "dumb";
}

/** Whether the terminal shows links. */
export function wantsHyperlinks(output: Output): boolean {
  return output.isTTY && createSupportsHyperlinks({ isTTY: true });
}
