/*
 * Two branches that each refer to the next level take 2ⁿ steps on n levels, for one small value. All such growth passes
 * references or branches: both are counted while a document is checked.
 */

/** Branches and references that may be entered for one document: some tenths of a second. */
export const MAX_STEPS = 100_000;

/** The schema would take longer than anyone waits. */
export class BudgetError extends Error {
  override readonly name = "BudgetError";
}

let left = Number.POSITIVE_INFINITY;

/** Counts one branch or reference. */
export function step(): void {
  if (--left < 0) throw new BudgetError("the schema branches too much");
}

/**
 * Runs a validation, which may take MAX_STEPS.
 *
 * @throws BudgetError
 */
export function withinBudget<Result>(validation: () => Result): Result {
  left = MAX_STEPS;
  try {
    return validation();
  } finally {
    left = Number.POSITIVE_INFINITY;
  }
}
