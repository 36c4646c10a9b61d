import { IMAGE_KEYS } from "./source/references.js";

/** Options that several rules have in common, word for word. */

export const imageKeysOption = {
  type: "array",
  items: { type: "string" },
  description: "Front matter keys whose values are images; a dot leads into a mapping.",
  default: IMAGE_KEYS,
} as const;

export const keepCommentsOption = {
  type: "array",
  items: { type: "string" },
  default: [],
  description: "Comments that begin with one of these texts are left alone, upper or lower case alike.",
} as const;
