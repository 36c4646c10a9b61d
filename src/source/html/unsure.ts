/** What the fast parser leaves to the reference. */
export class Unsure extends Error {}

/** Thrown often, so made once. */
export const UNSURE = new Unsure("left to the reference parser");
