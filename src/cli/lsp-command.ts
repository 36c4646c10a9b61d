import { serve } from "../lsp/server.js";
import { toolVersion } from "../run/version.js";
import type { Io } from "./io.js";
import { ruleEntry } from "./reports.js";

/** `galley lsp`: serves an editor until it closes the connection. */
export async function lspCommand(plugins: boolean, io: Io): Promise<number> {
  const { stdin: input, stdout: output } = process;
  const { clock, now } = io;
  await serve({ input, output, plugins, version: toolVersion(), rule: ruleEntry, clock, now });
  return 0;
}
