import type { Asker } from "./ask.js";
import type { Questions } from "./questions.js";

/** What many results rest on together. */
export interface Union {
  add(questions: Questions): void;
  /** In one: folders with all their names, states without answers. Answers are those of now. */
  all(): Questions;
}

/** In place of an answer: only the state counts. */
export const NO_ANSWER = "-";

export function createUnion(asker: Asker): Union {
  const folders = new Set<string>();
  const siblings = new Map<string, string>();
  const schemas = new Map<string, string>();
  let commit: string | undefined;
  let from = Number.NEGATIVE_INFINITY;
  let until = Number.POSITIVE_INFINITY;
  return {
    add(questions) {
      for (const [folder] of questions.folders) folders.add(folder);
      // Posts of one folder share a state.
      for (const [path] of questions.siblings) siblings.set(asker.siblingState(path), path);
      for (const [path, state] of questions.schemas) schemas.set(path, state);
      for (const [path] of questions.commits) commit ??= path;
      from = Math.max(from, questions.time[0] ?? from);
      until = Math.min(until, questions.time[1] ?? until);
    },
    all: () => ({
      folders: [...folders].map((folder) => [folder, asker.folder(folder)]),
      siblings: [...siblings].map(([state, path]) => [path, NO_ANSWER, state]),
      commits: commit === undefined ? [] : [[commit, NO_ANSWER, asker.historyState()]],
      schemas: [...schemas],
      time: [Number.isFinite(from) ? from : null, Number.isFinite(until) ? until : null],
    }),
  };
}
