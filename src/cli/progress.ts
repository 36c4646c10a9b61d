import { Writable } from "node:stream";
import { Presets, SingleBar } from "cli-progress";
import { visible } from "../report/visible.js";
import type { Io } from "./io.js";
import type { Output } from "./output.js";

const DELAY_MS = 1000;
const LONGEST_PATH = 60;

export interface Progress {
  step(path: string): void;
  /** Wipes the bar before something else is printed; it comes back with a later step. */
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
      const file = visible(path).slice(-LONGEST_PATH);
      if (bar !== undefined) bar.update(done, { file });
      else if (io.clock() - started >= DELAY_MS) {
        bar = new SingleBar(
          {
            format: " {bar} {value}/{total} {file}",
            stream: barStream(io.stderr),
            // Whatever changed the terminal's state would stay when the process is killed.
            hideCursor: false,
            linewrap: true,
            clearOnComplete: true,
          },
          Presets.shades_classic,
        );
        bar.start(total, done, { file });
      }
    },
    clear() {
      if (bar !== undefined) io.stderr.write("\r\u001b[2K");
    },
    stop() {
      bar?.stop();
      bar = undefined;
    },
  };
}

/**
 * The bar's way to the terminal. It saves the cursor's place at its start and returns there at its end: back over every finding that
 * was printed in between, so these two commands are dropped.
 */
function barStream(output: Output): NodeJS.WriteStream {
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string, _encoding, done) {
      if (chunk !== "\u001b7" && chunk !== "\u001b8") output.write(chunk);
      done();
    },
  });
  return Object.assign(stream, { isTTY: true, columns: output.columns }) as unknown as NodeJS.WriteStream;
}

function ignore(): void {}
