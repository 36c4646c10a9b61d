import { parentPort, workerData } from "node:worker_threads";
import { rules } from "../../rules/index.js";
import { countsOf } from "../report/index.js";
import { watch } from "../run/cache/watch.js";
import { factEncoder, weighings } from "../run/fact-bytes.js";
import { openLinter } from "../run/lint-files.js";
import type { FromWorker, Parcel, ToWorker } from "../run/packing.js";
import { parcelOf } from "../run/packing.js";
import { planSettings } from "../run/plan.js";
import { siblingDates } from "../run/sibling-dates.js";
import { worldOf } from "../run/world.js";
import { preferReference } from "../source/reference.js";
import type { WorkerRequest } from "./lint-threads.js";
import { drawer } from "./reports.js";

/** What a thread does: it lints what it is given, by the same settings as the one that started it. */
export async function work(): Promise<void> {
  const request: WorkerRequest & { readonly at: SharedArrayBuffer } = workerData;
  const at = new Int32Array(request.at);
  const send = (message: FromWorker): void => parentPort?.postMessage(message);

  preferReference(request.reference);
  const settings = await planSettings({ ...request.settings, rules });
  const plan = {
    ...settings,
    ...{ files: [], ignored: 0, ignoredPaths: [], unmatched: [], stdin: undefined, git: undefined },
  };
  const indexes = new Map<string, number>();
  const linter = openLinter(plan, {
    clock: () => performance.now(),
    now: request.now,
    measureRules: request.measureRules,
    timeoutMs: request.timeoutMs,
    watch: request.watches ? watch(worldOf(plan, request.now, siblingDates)) : undefined,
    began: ({ absolute }) => Atomics.store(at, 0, (indexes.get(absolute) ?? -1) + 1),
    pause: () => Promise.resolve(),
  });
  const draw = request.drawing && drawer(request.drawing);
  const packing = {
    draw: draw && ((result: Parameters<typeof draw>[0]) => ({ texts: draw(result), counts: countsOf(result) })),
    keeps: request.watches,
    encodeFacts: request.weighs ? factEncoder(weighings(settings.loaded.rules)) : undefined,
  };

  // One chunk after the other, also when the next one comes while files of this one are awaited.
  let before = Promise.resolve();
  parentPort?.on("message", ({ lint }: ToWorker) => {
    before = before.then(() => lintChunk(lint));
  });
  send({ ready: true });

  async function lintChunk(chunk: ToWorker["lint"]): Promise<void> {
    indexes.clear();
    for (const [index, file] of chunk) indexes.set(file.absolute, index);
    const done: Parcel[] = [];
    for await (const one of linter.lint(chunk.map(([, file]) => file))) {
      const index = indexes.get(one.file.absolute);
      if (index === undefined) throw new RangeError(`Nobody asked for ${one.file.absolute}`);
      done.push(parcelOf(index, one, packing));
    }
    send({ done });
  }
}
