import fc from "fast-check";

/**
 * fast-check with a seed of its own, so that a change is judged by the same cases each time: a gate must not fail by
 * chance. `GALLEY_SEED=7 npm test` tries others; `npm run nightly` tries many.
 */
fc.configureGlobal({ seed: Number(process.env["GALLEY_SEED"] ?? 1) });

export default fc;
