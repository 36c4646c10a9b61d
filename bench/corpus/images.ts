import type { Random } from "../random.js";

const COUNT = 24;

/** The name of an image that the corpus has. */
export function imageName(random: Random): string {
  return `plate-${random.below(COUNT)}.svg`;
}

/** Every image of the corpus: its name and its text. */
export function images(): readonly { readonly name: string; readonly text: string }[] {
  return Array.from({ length: COUNT }, (_, index) => ({
    name: `plate-${index}.svg`,
    text: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${index + 10} 10"><rect width="9" height="9"/></svg>\n`,
  }));
}
