import { type Command, runProcess, type Sample } from "./run-process.js";
import { roundsWithin } from "./statistics.js";

export interface Subject {
  readonly name: string;
  readonly command: Command;
  /** The exit code of every run; another one means that it did not do its work. */
  readonly code: number;
  /** Milliseconds that a run took before: how many rounds it gets depends on it. */
  readonly before: number;
  /** Called before each run, outside of its time. */
  readonly prepare?: () => void;
}

export interface Plan {
  readonly runs: number;
  /** Milliseconds that one subject may take over all its rounds; the first one gets all rounds. */
  readonly budget: number;
  readonly say: (line: string) => void;
}

/**
 * Runs A B C A B C …, so that a machine that slows down meets all of them. Slow ones drop out after the rounds that
 * their budget allows. Samples by name, in the order of the rounds; rejects when a run exits otherwise than before.
 */
export async function interleave(
  subjects: readonly Subject[],
  plan: Plan,
): Promise<ReadonlyMap<string, readonly Sample[]>> {
  const samples = new Map<string, Sample[]>(subjects.map(({ name }) => [name, []]));
  const rounds = subjects.map(({ before }, index) =>
    index === 0 ? plan.runs : roundsWithin(plan.budget, before, plan.runs),
  );
  for (let round = 0; round < Math.max(...rounds); round++) {
    plan.say(`Round ${round + 1} of ${plan.runs}`);
    for (const [index, { name, command, code, prepare }] of subjects.entries()) {
      if (round >= (rounds[index] ?? 0)) continue;
      prepare?.();
      const { wallMs, cpuMs, rssMb, code: got } = await runProcess(command, false);
      if (got !== code) throw new Error(`${name} exited with ${got}, and with ${code} before`);
      const sample = { wallMs, ...(cpuMs === undefined ? {} : { cpuMs }), ...(rssMb === undefined ? {} : { rssMb }) };
      samples.get(name)?.push(sample);
    }
  }
  return samples;
}
