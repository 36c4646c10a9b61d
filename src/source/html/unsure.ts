/** What the fast parser leaves to the reference. */
class Unsure extends Error {}

/** Thrown often, so made once. */
export const UNSURE = new Unsure("left to the reference parser");

class TooDeep extends Error {}

/** Thrown where more elements are open than the caller allows. */
export const TOO_DEEP = new TooDeep("too many open elements");
