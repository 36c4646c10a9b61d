import { misspelt } from "../schema/near-miss.js";
import { pointerSegment } from "../source/front-matter.js";
import type { Collection } from "./collections.js";
import { FEWEST, NEARLY_ALL, shareOf } from "./limits.js";
import type { Inferred } from "./merge.js";
import type { ObservedPost } from "./observe.js";
import { addFields, type Tally } from "./tally.js";
import { isUsable, kindWords, valueSchema } from "./value-schema.js";

/** A key as it is shown to people. */
export interface KeyRow {
  readonly key: string;
  readonly posts: number;
  /** From 0 to 1. */
  readonly share: number;
  /** "text or list of texts" */
  readonly type: string;
  readonly required: boolean;
}

/** The schema of a collection's front matter, in parts that can be renewed one by one. */
export interface CollectionSchema {
  readonly parts: readonly Inferred[];
  readonly keys: readonly KeyRow[];
  /** Keys too rare to be described, with those that they may be slips of. */
  readonly rare: readonly { readonly key: string; readonly posts: number; readonly near?: string }[];
}

const MOST_PROPERTIES = 80;
const MOST_RARE = 2000;
/** A key that is so much rarer than its neighbour is a slip of it. */
const SLIP = 20;

/** @param descriptions what the generator says of its own keys */
export function collectionSchema(
  { posts }: Pick<Collection, "posts">,
  descriptions: ReadonlyMap<string, string>,
): CollectionSchema {
  const tallies = new Map<string, Tally>();
  for (const post of posts) addFields(tallies, post.keys);
  const all = [...tallies].sort(([a, m], [b, n]) => n.count - m.count || (a < b ? -1 : 1));
  const few = posts.length < FEWEST;
  const known: [string, Tally][] = [];
  const rare: { key: string; posts: number; near?: string }[] = [];
  for (const [key, tally] of all) {
    const near = rare.length > MOST_RARE ? undefined : slipOf(key, tally, known, posts, descriptions);
    const usual = tally.count * 100 >= posts.length && known.length < MOST_PROPERTIES;
    if (usual && near === undefined && isUsable(key)) known.push([key, tally]);
    else rare.push({ key, posts: tally.count, ...(near === undefined ? {} : { near }) });
  }
  const names = known.map(([key]) => key);
  // A key that is only there misspelt must be known for the slip to be found.
  const meant = new Set(rare.map(({ near }) => near).filter((near) => near !== undefined && !names.includes(near)));
  // The check of slips asks less than the posts do: what they show to be a word of its own is one.
  const words = rare.filter(({ key, near }) => near === undefined && misspelt(key, names, false) !== undefined);
  const rows = known.map(([key, tally]): KeyRow & { readonly part: Inferred } => {
    const { schema, words: type } = valueSchema(key, tally, few);
    const description = descriptions.get(key);
    const required = !few && tally.count >= posts.length * NEARLY_ALL;
    const share = `in ${shareOf(tally.count, posts.length)}`;
    return {
      key,
      posts: tally.count,
      share: tally.count / posts.length,
      type,
      required,
      part: {
        pointer: `/properties/${pointerSegment(key)}`,
        value: { ...(description === undefined ? {} : { description }), ...schema },
        comment: [share + kindsSaid(tally)],
      },
    };
  });
  const required = rows.filter((row) => row.required).map(({ key }) => key);
  return {
    parts: [
      ...(required.length === 0
        ? []
        : [{ pointer: "/required", value: required, list: true, comment: ["in at least 98 % of the posts"] }]),
      {
        pointer: "/x-suggestKeys",
        value: words.length === 0 ? true : { except: words.slice(0, 100).map(({ key }) => key) },
        comment: ["other keys are allowed, but for slips of these", ...rareSaid(rare)],
      },
      ...rows.map(({ part }) => part),
      ...[...meant].map((key = "") => ({
        pointer: `/properties/${pointerSegment(key)}`,
        value: { description: descriptions.get(key) ?? "" },
        comment: ["in no post, but misspelt in some: the generator reads it"],
      })),
    ],
    keys: rows.map(({ part: _part, ...row }) => row),
    rare,
  };
}

/** The usual key, or else the generator's, of which a rare one is most likely a slip: its posts lack that key. */
function slipOf(
  key: string,
  { count }: Tally,
  known: readonly (readonly [string, Tally])[],
  posts: readonly ObservedPost[],
  descriptions: ReadonlyMap<string, string>,
): string | undefined {
  if (count > Math.max(1, posts.length / 100) || descriptions.has(key)) return undefined;
  const usual = known.filter(([, tally]) => tally.count >= Math.max(FEWEST / 2, count * SLIP)).map(([name]) => name);
  // Beyond doubt, and so that the check of slips finds it, too.
  const near = misspelt(key, [...usual, ...descriptions.keys()], false);
  if (near === undefined) return undefined;
  return posts.every((post) => !post.keys.has(key) || !post.keys.has(near)) ? near : undefined;
}

/** ", 3 of them empty" and the like, where not all values are of one kind. */
function kindsSaid({ kinds }: Tally): string {
  if (kinds.size < 2) return "";
  const words = [...kinds].sort(([, a], [, b]) => b - a).map(([kind, times]) => `${kindWords[kind][0]} ${times}`);
  return `: ${words.join(", ")}`;
}

const MOST_NAMED = 20;

function rareSaid(rare: CollectionSchema["rare"]): readonly string[] {
  if (rare.length === 0) return [];
  const slips = rare.filter(({ near }) => near !== undefined).slice(0, MOST_NAMED);
  const others = rare.filter(({ near }) => near === undefined);
  const more = others.length > MOST_NAMED ? ` and ${others.length - MOST_NAMED} more` : "";
  return [
    ...(slips.length === 0
      ? []
      : [`likely slips: ${slips.map(({ key, near }) => `${shown(key)} (${shown(near ?? "")})`).join(", ")}`]),
    ...(others.length === 0
      ? []
      : [
          `rare and not described: ${others
            .slice(0, MOST_NAMED)
            .map(({ key, posts }) => `${shown(key)} (${posts})`)
            .join(", ")}${more}`,
        ]),
  ];
}

/** A key in a line of a comment. */
function shown(key: string): string {
  const text = key.length > 40 ? `${key.slice(0, 40)}…` : key;
  return /^[\p{L}\p{N}_.-]+$/u.test(text) ? text : JSON.stringify(text).replace(/\p{C}/gu, "�");
}
