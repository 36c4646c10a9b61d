import { Presets, SingleBar } from "cli-progress";
import { visible } from "../report/visible.js";
import type { Io } from "./io.js";

const DELAY_MS = 1000;

export interface Progress {
  step(path: string): void;
  /** Wipes the bar before something else is printed; the next step draws it again. */
  clear(): void;
  stop(): void;
}

/** A bar on the terminal's stderr, for runs that take longer than a second. Nothing elsewhere. */
export function createProgress(total: number, wanted: boolean, io: Io): Progress {
  if (!wanted || !io.stderr.isTTY) return { step: ignore, clear: ignore, stop: ignore };
  const started = io.clock();
  let done = 0;
  let bar: SingleBar | undefined;
  return {
    step(path) {
      done++;
      if (bar === undefined) {
        if (io.clock() - started < DELAY_MS) return;
        bar = new SingleBar(
          { format: " {bar} {value}/{total} {file}", clearOnComplete: true, hideCursor: true },
          Presets.shades_classic,
        );
        bar.start(total, done, { file: "" });
      }
      bar.update(done, { file: visible(path).slice(-60) });
    },
    clear() {
      if (bar !== undefined) io.stderr.write("\r\u001b[2K");
    },
    stop: () => bar?.stop(),
  };
}

function ignore(): void {}
