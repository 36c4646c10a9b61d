import { type Answer, allAnswers, columns } from "../../test/dates/generators/answers.js";
import { table } from "./markdown.js";

/** The tables of docs/dates.md: where the answers come from, and what each generator makes of each value. */
export function dateTables(): string {
  const sources = table(
    ["Generator", "Answers from"],
    columns.map(({ label, source }) => [label, source]),
  );
  const rows = [...allAnswers()].map(([scalar, answers]) => [code(scalar), ...answers.map(shown)]);
  return `${sources}\n\n${table(["`date:`", ...columns.map(({ label }) => label)], rows)}`;
}

function code(scalar: string): string {
  return scalar === "" ? "(nothing)" : `\`${scalar}\``;
}

function shown(answer: Answer): string {
  if (answer === "none") return "–";
  if (answer === "refused") return "refused";
  return answer.replace("T00:00:00.000Z", "").replace(".000Z", "Z").replace("T", " ");
}
