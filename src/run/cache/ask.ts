import type { Capabilities, ListingQuestion } from "../../capabilities.js";
import { isSiteFolder } from "../../source/edition.js";
import { isEmpty, nearName } from "../../source/local-file.js";
import { shortDigest } from "./digest.js";
import type { FolderDetails, Questions, StatefulQuestion } from "./questions.js";
import { NO_ANSWER } from "./union.js";

/** Asks the world what rules asked it, each question once a run; answers are short digests. */
export interface Asker {
  folder(folder: string): string;
  siblings(path: string): string;
  siblingState(path: string): string;
  commit(path: string): string;
  historyState(): string;
  schema(path: string): string;
  /** The first question that is answered otherwise than it was; undefined: all is as it was. */
  differs(questions: Questions): Difference | undefined;
}

/** What about the world is other than it was. */
export type Difference = "schema" | "files" | "history" | "clock";

export interface AskerOptions {
  /** Those of this run, not watched. */
  readonly capabilities: Capabilities;
  /** What a post's answer about its siblings rests on. */
  readonly siblingState: (path: string) => string;
  readonly historyState: () => string;
  /** The contents of a schema's file, relative to the base, and where links lead to. */
  readonly schema: (path: string) => string | undefined;
}

export function createAsker(options: AskerOptions): Asker {
  const { capabilities } = options;
  const now = capabilities.now ?? 0;
  const listing = (folder: string): ReadonlySet<string> | undefined => capabilities.listFolder?.(folder);
  const folder = memo((name) => {
    const names = listing(name);
    return names === undefined ? "-" : shortDigest([...names].sort().join("\0"));
  });
  const siblings = memo((path) => shortDigest(JSON.stringify(capabilities.siblingDates?.(path) ?? null)));
  const siblingState = memo((path) => shortDigest(options.siblingState(path)));
  const commit = memo((path) => shortDigest(JSON.stringify(capabilities.firstCommit?.(path) ?? null)));
  const schema = memo((path) => options.schema(path) ?? "-");
  const history = memo(() => shortDigest(options.historyState()));
  const historyState = (): string => history("");

  const asBefore = ([name, before, details]: Questions["folders"][number]): boolean => {
    if (folder(name) === before) return true;
    const names = listing(name);
    return details !== undefined && names !== undefined && detailsHold(names, details);
  };
  const holds = (
    [path, answer, state]: StatefulQuestion,
    stateOf: (path: string) => string,
    ask: (path: string) => string,
  ): boolean => stateOf(path) === state || (answer !== NO_ANSWER && ask(path) === answer);

  return {
    folder,
    siblings,
    siblingState,
    commit,
    historyState,
    schema,
    differs({ folders, siblings: dates, commits, schemas, time: [from, until] }) {
      if (!schemas.every(([path, answer]) => schema(path) === answer)) return "schema";
      if ((from !== null && now < from) || (until !== null && now >= until)) return "clock";
      if (!folders.every(asBefore)) return "files";
      if (!dates.every((question) => holds(question, siblingState, siblings))) return "files";
      if (!commits.every((question) => holds(question, historyState, commit))) return "history";
      return undefined;
    },
  };
}

const QUESTIONS: Readonly<Record<ListingQuestion, (names: ReadonlySet<string>, about: string) => string | undefined>> =
  {
    empty: (names) => (isEmpty(names) ? "yes" : undefined),
    near: nearName,
    site: (names) => (isSiteFolder(names) ? "yes" : undefined),
  };

function detailsHold(names: ReadonlySet<string>, { there, absent, asked }: FolderDetails): boolean {
  return (
    there.every((name) => names.has(name)) &&
    !absent.some((name) => names.has(name)) &&
    asked.every(([question, about, answer]) => (QUESTIONS[question](names, about) ?? null) === answer)
  );
}

function memo(answer: (question: string) => string): (question: string) => string {
  const known = new Map<string, string>();
  return (question) => {
    let text = known.get(question);
    if (text === undefined) {
      text = answer(question);
      known.set(question, text);
    }
    return text;
  };
}
