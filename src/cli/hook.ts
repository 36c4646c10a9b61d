import { join, relative } from "node:path";
import { UserError } from "../errors.js";
import { readText } from "../files/read.js";
import { isTaken } from "../files/write-new.js";
import { writeReport } from "../files/write-report.js";
import { hooksOf } from "../git/hooks.js";
import { visible } from "../report/visible.js";
import type { Io } from "./io.js";

const MARK = "# Installed by `galley init --hook`.";
const COMMAND = "npx --no-install galley lint --staged";

/** `galley init --hook`: commits are checked from now on. */
export function installHook(force: boolean, io: Io): number {
  const { folder, configured, below } = hooksOf(io.cwd);
  const path = join(folder, "pre-commit");
  const shown = visible(relative(io.cwd, path).replaceAll("\\", "/"));
  if (configured) {
    throw new UserError(
      `The hooks of this repository are kept in ${visible(folder)}, by the setting core.hooksPath`,
      // husky fills that folder itself; what is written by hand lies above it.
      `Add this line to ${/\.husky[\\/]_$/.test(folder) ? ".husky/pre-commit" : "its pre-commit hook"}: ${COMMAND}`,
    );
  }
  if (isTaken(path) && !force) {
    const old = readText(path);
    if (!old.ok || !old.text.includes(MARK)) {
      throw new UserError(
        `There is a hook already: ${shown}`,
        `Add this line to it: ${COMMAND}. Or let --force replace it.`,
      );
    }
  }
  writeReport(path, [hookText(below)], 0o755);
  io.stdout.write(`Wrote ${shown}: what is staged is checked before each commit.\n`);
  io.stdout.write("`git commit --no-verify` passes it by. To have repairs made, put --fix into it.\n");
  return 0;
}

/** The package of the project, or of a folder above it in the repository, else the one that is installed for everybody. */
function hookText(below: string): string {
  const enter = below === "" ? "" : `cd '${below.replaceAll("'", "'\\''")}' || exit 2\n`;
  const depth = below.split("/").length - 1;
  const above = Array.from({ length: depth }, (_, index) =>
    Array(index + 1)
      .fill("..")
      .join("/"),
  );
  return `#!/bin/sh
${MARK}
${enter}for at in ${[".", ...above].join(" ")}; do
  if [ -x "$at/node_modules/.bin/galley" ]; then
    exec "$at/node_modules/.bin/galley" lint --staged
  fi
done
exec galley lint --staged
`;
}
