import { _, type CodeKeywordDefinition, type KeywordCxt, Name } from "ajv";
import { countStep } from "./counting.js";

/*
 * ajv reports the faults of all branches of an `anyOf` in one flat list, from which nobody can tell whose they are.
 * These keywords validate as ajv's own do and leave in `params` how the list is divided:
 * `ends[i]` is the number of faults, counted from the keyword's first, after branch i.
 */

/** ajv's name for the running number of faults, in the code that it generates. */
const errors = new Name("errors");

export interface BranchParams {
  readonly ends: readonly number[];
  /** The indexes of two branches of a `oneOf` that both accept the value. */
  readonly passing: readonly [number, number] | null;
}

function validateBranches(cxt: KeywordCxt, one: boolean): void {
  const { gen, keyword } = cxt;
  const branches: readonly unknown[] = cxt.schema;
  const start = cxt.errsCount ?? 0;
  const valid = gen.let("valid", false);
  const passing = gen.let("passing", null);
  const ends = gen.const("ends", _`[]`);
  cxt.setParams({ ends, passing });
  for (const index of branches.keys()) {
    countStep(cxt);
    const branchValid = gen.name("_valid");
    const branch = cxt.subschema({ keyword, schemaProp: index, compositeRule: true }, branchValid);
    gen.code(_`${ends}.push(${errors} - ${start})`);
    gen.if(branchValid, () => {
      cxt.mergeEvaluated(branch, Name);
      if (one) {
        gen.if(
          _`${passing} === null`,
          () => gen.assign(valid, true).assign(passing, index),
          () =>
            gen
              .assign(valid, false)
              .assign(passing, _`Array.isArray(${passing}) ? ${passing} : [${passing}, ${index}]`),
        );
      } else {
        gen.assign(valid, true);
      }
    });
  }
  cxt.result(
    valid,
    () => cxt.reset(),
    () => cxt.error(true),
  );
}

function branchKeyword(keyword: "anyOf" | "oneOf"): CodeKeywordDefinition {
  return {
    keyword,
    schemaType: "array",
    trackErrors: true,
    error: {
      message: "no branch fits",
      params: ({ params }) => _`{ends: ${params["ends"]}, passing: ${params["passing"]}}`,
    },
    code: (cxt) => validateBranches(cxt, keyword === "oneOf"),
  };
}

export const branchKeywords: readonly CodeKeywordDefinition[] = [branchKeyword("anyOf"), branchKeyword("oneOf")];

/** `contains` as ajv has it, with the number of faults that its items left in the list. */
export function countingContains(contains: CodeKeywordDefinition): CodeKeywordDefinition {
  return {
    ...contains,
    error: {
      message: "too few items fit",
      params: ({ params: { min, max }, errsCount }) =>
        _`{min: ${min}, max: ${max ?? _`undefined`}, ends: [${errors} - ${errsCount}]}`,
    },
  };
}
