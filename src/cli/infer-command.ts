import { rules } from "../../rules/index.js";
import { lineStart, safeJson } from "../report/visible.js";
import { type Inference, inferRepository } from "../run/infer.js";
import { inferenceLines } from "./infer-text.js";
import type { Io } from "./io.js";
import type { InitOptions } from "./program.js";

/** `galley init --infer`: 0 whatever the posts are like; outliers are news, no failure. */
export async function inferCommand(paths: readonly string[], options: InitOptions, io: Io): Promise<number> {
  const { update, force } = options;
  const { clock, pause } = io;
  const inference = await inferRepository({
    cwd: io.cwd,
    rules,
    patterns: paths,
    update,
    force,
    clock,
    pause,
    now: io.now(),
  });
  if (options.format === "json")
    io.stdout.write(safeJson(`${JSON.stringify(inferenceJson(inference), undefined, 2)}\n`));
  else io.stdout.write(`${inferenceLines(inference, update).map(lineStart).join("\n")}\n`);
  return 0;
}

function inferenceJson({ read, plan, site, collections, settings, files, outliers }: Inference): object {
  const { dates, order, imageKeys } = settings;
  return {
    version: 1,
    posts: read.posts.length,
    withoutFrontMatter: read.without,
    unreadable: read.unreadable,
    generator: plan.loaded.detected[0]?.generator ?? null,
    site,
    collections,
    dates: {
      format: dates.format ?? null,
      keys: dates.keys,
      formats: Object.fromEntries(dates.formats),
      offsets: Object.fromEntries(dates.offsets),
    },
    keyOrder: order ?? null,
    imageKeys,
    files,
    outliers,
  };
}
