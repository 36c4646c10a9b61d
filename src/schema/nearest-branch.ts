import { pointerKeys } from "../source/front-matter.js";
import type { Finding } from "./findings.js";
import { listed, place, quoted } from "./words.js";

const SHAPES: ReadonlySet<string> = new Set(["type", "const", "enum", "false schema", "anyOf", "oneOf"]);

/**
 * What to say when no branch of an `anyOf` or `oneOf` fits: the faults of the branch that the author most likely meant.
 * Branches of another type than the value's do not compete; when all are, or all ask one thing of the same value,
 * their demands are joined: "must be text or a list of texts".
 */
export function nearestBranch(union: Finding, branches: readonly (readonly Finding[])[]): readonly Finding[] {
  const failed = branches.filter((branch) => branch.length > 0);
  const ofRightShape = failed.filter(
    (branch) => !branch.some((f) => f.pointer === union.pointer && SHAPES.has(f.keyword)),
  );
  if (ofRightShape.length === 0) {
    const shapes = failed.flatMap((branch) =>
      branch.filter((f) => f.pointer === union.pointer && SHAPES.has(f.keyword)).slice(0, 1),
    );
    return [joined(union, shapes)];
  }
  if (ofRightShape.length === 1) return ofRightShape[0] ?? [];

  const missing = joinedMissing(union, ofRightShape);
  if (missing !== undefined) return [missing];
  const discriminator = sharedChoice(ofRightShape);
  if (discriminator !== undefined) return [discriminator];
  const single = ofRightShape.flatMap((branch) => (branch.length === 1 ? branch : []));
  if (single.length === ofRightShape.length) {
    const pointer = single[0]?.pointer ?? union.pointer;
    if (single.every((f) => f.pointer === pointer && f.message === undefined))
      return [joined({ ...union, pointer }, single)];
  }
  return [...ofRightShape].sort((a, b) => score(a, union) - score(b, union))[0] ?? [];
}

/** Small is near: a wrong choice value first, then the number of faults, then how deep the branch got before it failed. */
function score(branch: readonly Finding[], union: Finding): number {
  const depth = pointerKeys(union.pointer).length;
  const choice = branch.some(
    (f) => (f.keyword === "const" || f.keyword === "enum") && pointerKeys(f.pointer).length === depth + 1,
  );
  const deepest = Math.max(...branch.map((f) => pointerKeys(f.pointer).length));
  return (choice ? 1_000_000 : 0) + branch.length * 1000 - Math.min(deepest, 999);
}

function joined(union: Finding, parts: readonly Finding[]): Finding {
  const first = parts[0];
  if (first === undefined) return { ...union, must: "have another form" };
  if (parts.length === 1) return first;
  const allowed = [...new Set(parts.flatMap((part) => part.allowed ?? []))];
  const named = atMost(allowed.length > 1 ? allowed.filter((phrase) => phrase !== "empty") : allowed);
  const musts = [...new Set(parts.flatMap((part) => part.must ?? []))];
  const keywords = new Set(parts.map((part) => part.keyword));
  const finding: Finding = {
    ...union,
    value: first.value,
    keyword: keywords.size === 1 ? first.keyword : union.keyword,
  };
  if (musts.length === 0)
    return named.length === 0 ? { ...finding, must: "have another form" } : { ...finding, allowed: named };
  return { ...finding, must: listed([...(named.length === 0 ? [] : [`be ${listed(named, "or")}`]), ...musts], "or") };
}

const MOST_NAMED = 10;

/** Nobody reads hundreds of phrases. */
function atMost(phrases: readonly string[]): readonly string[] {
  const more = phrases.length - MOST_NAMED;
  return more < 2 ? phrases : [...phrases.slice(0, MOST_NAMED), `one of ${more} more`];
}

/** Each branch lacks keys of the same mapping and nothing else. */
function joinedMissing(union: Finding, branches: readonly (readonly Finding[])[]): Finding | undefined {
  if (!branches.every((branch) => branch.every((f) => f.keyword === "required" && f.pointer === union.pointer)))
    return undefined;
  const wanted = branches.map((branch) =>
    listed(
      branch.map((f) => quoted(f.key ?? "")),
      "and",
    ),
  );
  const where = union.pointer === "" ? "" : ` in ${place(union.pointer)}`;
  const key = branches[0]?.[0]?.key;
  return {
    ...union,
    keyword: "required",
    part: "absent",
    message: `Missing key${where}: ${listed([...new Set(wanted)], "or")}`,
    ...(key === undefined ? {} : { key }),
  };
}

/** Every branch refuses the same value inside, such as `type: x`: the choice itself is wrong. */
function sharedChoice(branches: readonly (readonly Finding[])[]): Finding | undefined {
  const choices = branches.map((branch) => branch.filter((f) => f.keyword === "const" || f.keyword === "enum"));
  for (const candidate of choices[0] ?? []) {
    const same = choices.flatMap((list) => list.filter((f) => f.pointer === candidate.pointer).slice(0, 1));
    if (same.length === branches.length) return joined({ ...candidate }, same);
  }
  return undefined;
}
