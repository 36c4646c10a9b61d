import { _, type CodeKeywordDefinition, type KeywordCxt } from "ajv";

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

function step(): void {
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

/** Writes the count of one step into the code that ajv generates. */
export function countStep({ gen }: KeywordCxt): void {
  gen.code(_`${gen.scopeValue("func", { ref: step })}()`);
}

/** A keyword as ajv has it, each use counted. */
export function counting(keyword: CodeKeywordDefinition): CodeKeywordDefinition {
  return {
    ...keyword,
    code: (cxt, ruleType) => {
      countStep(cxt);
      keyword.code(cxt, ruleType);
    },
  };
}
