import { _, type CodeKeywordDefinition, type KeywordCxt } from "ajv";
import { step } from "./budget.js";

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
