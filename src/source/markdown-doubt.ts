class Doubt extends Error {}

/** Thrown where the scanner of Markdown is not certain: the reference parser reads the text instead. Made once, since making it is what costs. */
export const DOUBT = new Doubt("the scanner is not certain");
