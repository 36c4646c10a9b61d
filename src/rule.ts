/**
 * The one module that a rule imports: the shape of a rule, what it may visit, and the vocabulary of its reports.
 */
import type { Comment, Element, Text } from "hast";
import type { Capabilities } from "./capabilities.js";
import type { Severity } from "./diagnostic.js";
import type { DirectiveUse } from "./directive.js";
import type { Fix, Range, Safety } from "./edit.js";
import type { FactValue, PlacedFact } from "./fact.js";
import type { SchemaFault } from "./schema/fault.js";
import type { Attribute } from "./source/attribute.js";
import type { Document, Markup } from "./source/document.js";
import type { FrontMatter } from "./source/front-matter.js";
import type { GeneratorProfile } from "./source/generators.js";
import type { SourceProblem } from "./source/problem.js";
import type { Reference } from "./source/references.js";
import type { SourceText } from "./source/source-text.js";

export type { Comment, Element, ElementContent, Text } from "hast";
export { type Capabilities, type FirstCommit, hasCome } from "./capabilities.js";
export type {
  DateCandidate,
  DateEntry,
  DateExplanation,
  DateReading,
  DateRepair,
  InvalidDate,
  PlacedText,
} from "./dates/index.js";
export {
  ADDRESS_KEYS,
  adviceFor,
  commonForm,
  DATE_KEYS,
  dateNote,
  explainDate,
  localDay,
  publicationKeys,
  readDate,
  recoverDates,
  repairDate,
  rewriteDate,
} from "./dates/index.js";
export type { Severity } from "./diagnostic.js";
export type { DirectiveUse } from "./directive.js";
export type { Edit, Fix, Range, Safety } from "./edit.js";
export { countFiles, type FactValue, factsByKey, type PlacedFact } from "./fact.js";
export { isLetterOrNumber, isNumber, pointBefore } from "./letters.js";
export { imageKeysOption, keepCommentsOption } from "./options.js";
export type { SchemaFault } from "./schema/fault.js";
export { schemaRepair } from "./schema/repair.js";
export { type Attribute, attributeNamed } from "./source/attribute.js";
export { type AttributeFault, attributeFault, endlessTag, soundAttributes } from "./source/attribute-faults.js";
export { attributeRemoval } from "./source/attribute-removal.js";
export { caseEdits } from "./source/case-edits.js";
export { commentKind, holdsTemplateCode, isKeptComment } from "./source/comment-kind.js";
export {
  type Declaration,
  hidesContent,
  isWithoutEffect,
  normalDeclarations,
  readDeclarations,
  withoutDeclarations,
} from "./source/declarations.js";
export { dedentHtml } from "./source/dedent.js";
export type { Body, Document, Markup, Tag } from "./source/document.js";
export { CODE_CHARACTER, LITERAL_CHARACTER, TEMPLATE_CHARACTER } from "./source/document.js";
export { editionOf, isPublished } from "./source/edition.js";
export { elementTags } from "./source/element-tags.js";
export { endTagInsertion } from "./source/end-tag.js";
export { firstImage, isPortable, replaceImage } from "./source/first-image.js";
export type { FrontMatter, Scalar } from "./source/front-matter.js";
export { keyPointers, pointerKeys } from "./source/front-matter.js";
export { type FrontMatterDate, frontMatterDates } from "./source/front-matter-dates.js";
export { type FrontMatterPair, frontMatterPairs } from "./source/front-matter-pairs.js";
export { frontMatterRemoval } from "./source/front-matter-removal.js";
export { type StyleFault, styleFaults } from "./source/front-matter-style.js";
export type { GeneratorName, GeneratorProfile } from "./source/generators.js";
export { isHtmlName } from "./source/html-names.js";
export { type AddressFault, addressFault } from "./source/image-address.js";
export { findInvisible, type InvisibleCharacter } from "./source/invisible.js";
export { isLayoutPiece } from "./source/layout-pieces.js";
export { type LazySource, lazyAddress, lazySource, noscriptTwins } from "./source/lazy-source.js";
export { writtenAddress } from "./source/link-address.js";
export { localPath } from "./source/local-file.js";
export { type LooseText, looseText } from "./source/loose-text.js";
export { findMojibake, type Mojibake, mayHoldMojibake } from "./source/mojibake.js";
export { inGroups } from "./source/number-groups.js";
export { type Placeholder, placeholderOf } from "./source/placeholder.js";
export type { SourceProblem } from "./source/problem.js";
export { publishedAddresses } from "./source/published-address.js";
export { rangeAt } from "./source/range-at.js";
export { unclosedRawText } from "./source/raw-text.js";
export { redirectors, unwrapRedirect } from "./source/redirect.js";
export { IMAGE_KEYS, type Reference } from "./source/references.js";
export { removalOf } from "./source/removal.js";
export { replaceScalar } from "./source/replace-scalar.js";
export { isPage, lookUpSiteFile, sayFolder } from "./source/site-file.js";
export type { Position, SourceText } from "./source/source-text.js";
export { readSrcset, type SrcsetCandidate } from "./source/srcset.js";
export { strayTag } from "./source/stray-tag.js";
export { quoteText, syntaxRepair } from "./source/syntax-repair.js";
export { type TagFault, tagFaults } from "./source/tag-balance.js";
export { unknownInPre } from "./source/unknown-in-pre.js";
export { isComment, walkTree } from "./source/walk-elements.js";
export { whiteSpaceCounts } from "./source/white-space.js";

/** What a rule subscribes to. Nothing that nobody subscribed to is computed; every handler is called in source order. */
export interface Visitor {
  /** Once, before all else, when the post has front matter that could be read. */
  frontMatter?(frontMatter: FrontMatter): void;
  /** Faults that the source layer met in front matter and its fences. */
  problem?(problem: SourceProblem): void;
  /** Departures of the front matter from its schema. */
  schemaFault?(fault: SchemaFault): void;
  /** What the source opens with `<!--` and closes with `-->`, and nothing else. */
  comment?(node: Comment, range: Range): void;
  /**
   * What HTML parsers make a comment of although nobody wrote one: `</` before anything but a letter, `<!` before anything but `--` and
   * `doctype`, `<?`.
   */
  bogusComment?(node: Comment, range: Range): void;
  /** By lower-case tag name, or `*`. Elements that the parser made up have no place in the source and are not visited. */
  element?: Readonly<Record<string, (element: Element, range: Range, ancestors: readonly Element[]) => void>>;
  /**
   * By attribute: elements that have it, each after `element`, once for every name that it is subscribed to. Names are those of hast
   * properties (`className`, `bgColor`); `on*` are those that begin so.
   */
  attribute?: Readonly<Record<string, (element: Element, range: Range, ancestors: readonly Element[]) => void>>;
  text?(node: Text, range: Range): void;
  /** Front matter keys (dotted) whose values are images for this rule; they reach `image` before the body's. */
  imageKeys?: readonly string[];
  image?(reference: Reference): void;
  link?(reference: Reference): void;
  /** The markup as a whole. */
  markup?(markup: Markup): void;
  /** For rules about characters and lines. */
  source?(source: SourceText, body: Range): void;
  /** Once, after all else but directives. */
  end?(): void;
  /** Once, after every other rule, with what became of each directive. */
  directive?(use: DirectiveUse): void;
}

export interface Report<M extends string = string> {
  readonly range: Range;
  readonly message: M;
  /** Values for the message's `{{placeholders}}`. */
  readonly data?: Readonly<Record<string, string | number>>;
  /** Why it matters, what to do. */
  readonly note?: string;
  /** Or a function that makes it, called when no directive silences the finding. It must not depend on when it is called. */
  readonly fix?: Fix | (() => Fix | undefined);
  /** At most this severe, whatever the configuration says: what the generator at hand can live with. */
  readonly severity?: Severity;
}

export interface RuleContext<M extends string = string, O = unknown> {
  readonly document: Document;
  readonly options: O;
  readonly generator: GeneratorProfile;
  readonly capabilities: Capabilities;
  /** IANA name; dates without an offset are read in it. */
  readonly timezone: string;
  /** Folder of the project in which a URL that begins with `/` is looked up; undefined: the generator's public folders. */
  readonly root: string | undefined;
  /** Attributes of a start tag as they stand in the source, duplicates included. */
  attributes(element: Element): readonly Attribute[];
  attribute(element: Element, name: string): Attribute | undefined;
  /** The characters of a range. */
  slice(range: Range): string;
  report(report: Report<M>): void;
  /**
   * Notes something for the rule's `across`. Facts of all files are held until the last file was read: keep `value` small.
   * The key may be as long as the text it stands for.
   */
  fact(fact: { readonly range: Range; readonly key: string; readonly value?: FactValue }): void;
}

/** What the facts of all files amount to, at the place of one of them. */
export interface AcrossReport<M extends string = string, O = unknown> {
  /** One of those that `across` was given. */
  readonly fact: PlacedFact<O>;
  readonly message: M;
  /** Values for the message's `{{placeholders}}`. */
  readonly data?: Readonly<Record<string, string | number>>;
  readonly note?: string;
  /** At most this severe, whatever the configuration says. */
  readonly severity?: Severity;
}

export interface AcrossContext<M extends string = string, O = unknown> {
  /** A diagnostic in the fact's file, at its range. */
  report(report: AcrossReport<M, O>): void;
  /** Puts message and note behind those of the diagnostic that the rule reported at the fact's range, if there is one. */
  amend(report: AcrossReport<M, O>): void;
}

/** An example is a test and a piece of documentation. */
export interface Example {
  /** Text without a finding. Exactly one of `good` and `bad` is given. */
  readonly good?: string;
  /** Text with findings; `«` and `»` mark the range of each, in order. */
  readonly bad?: string;
  /** The messages, one for each pair of marks. */
  readonly says?: readonly string[];
  /** Parts of the notes that must be there, one for each pair of marks. */
  readonly notes?: readonly string[];
  /** The text after its safe fixes; absent: they change nothing. */
  readonly safe?: string;
  /** The text after its safe and unsafe fixes; absent: the same as `safe`. */
  readonly unsafe?: string;
  /** Titles of the fixes that are shown alone, one for each pair of marks; "" for none. */
  readonly shown?: readonly string[];
  /** Default `post.md`. Relative to the project. */
  readonly path?: string;
  readonly generator?: GeneratorProfile["name"];
  readonly options?: Readonly<Record<string, unknown>>;
  readonly timezone?: string;
  /** The present, ISO 8601; without it nothing is known of it. */
  readonly now?: string;
  readonly root?: string;
  /** What the site's own configuration says of its Markdown. */
  readonly markdown?: Partial<GeneratorProfile["markdown"]>;
  /** JSON Schema for the front matter. */
  readonly schema?: Readonly<Record<string, unknown>>;
  /** Files of the project besides the post; without it nothing is known about files. */
  readonly files?: readonly string[];
  /** Other posts of the project, by path: what the rule's `across` weighs this one against. */
  readonly others?: Readonly<Record<string, string>>;
  /** One sentence for the documentation: what this example shows. */
  readonly shows?: string;
  /** `false`: the example is about the very bytes that variants (CRLF, BOM, behind front matter) would change. */
  readonly variants?: false;
}

/** A rule's options: a JSON Schema for one object, with a default for every property. */
export interface OptionsSchema {
  readonly type: "object";
  readonly additionalProperties: false;
  readonly properties: Readonly<Record<string, OptionSchema>>;
}
export type OptionSchema = { readonly description: string; readonly default: unknown } & Readonly<
  Record<string, unknown>
>;

type Value<S> = S extends { readonly enum: readonly (infer E)[] }
  ? E
  : S extends { readonly type: "string" }
    ? string
    : S extends { readonly type: "integer" | "number" }
      ? number
      : S extends { readonly type: "boolean" }
        ? boolean
        : S extends { readonly type: "array"; readonly items: infer I }
          ? readonly Value<I>[]
          : S extends { readonly type: "object"; readonly additionalProperties: infer A }
            ? Readonly<Record<string, Value<A>>>
            : unknown;

/** The type of the options that a schema describes. */
export type OptionsOf<S> = S extends { readonly properties: infer P }
  ? { readonly [K in keyof P]: Value<P[K]> }
  : unknown;

export interface Rule<M extends string = string, S extends OptionsSchema | undefined = OptionsSchema | undefined> {
  /** `namespace/name`: the path of its file below `rules/`. */
  readonly id: `${string}/${string}`;
  /** "Disallow …", "Require …", "Enforce …" */
  readonly summary: string;
  /** Markdown for authors: why it matters; why its fix is safe or unsafe. */
  readonly why: string;
  /** Its severity in the preset `recommended`; `off`: on in `strict` alone. */
  readonly recommended: Severity | "off";
  /** The boldest fix that it may attach. */
  readonly fixes: Safety | "none";
  readonly messages: Readonly<Record<M, string>>;
  readonly options?: S;
  readonly examples: readonly Example[];
  /**
   * Pieces of text of which a file must hold one for the rule to have anything to say of it or to note, such as `<!--` for a rule about
   * comments. A file that holds none, front matter included, is not shown to the rule, and not parsed for it.
   */
  readonly needs?: readonly [string, ...string[]];
  create(context: RuleContext<M, OptionsOf<S>>): Visitor;
  /**
   * Called once after the last file, with the facts of every file in order of (path, start, end, key); not without facts. Pure: the
   * same facts, the same reports. What it finds has no fix, since a fix is proven in one file alone.
   */
  across?(facts: readonly PlacedFact<OptionsOf<S>>[], context: AcrossContext<M, OptionsOf<S>>): void;
  /**
   * Which facts make a difference to `across`; it may be called without the others, which then cost no memory. Default: `all`.
   * `shared`: those whose key another fact has, too. `differing`: those of a key whose facts have different values. `within`: those
   * whose value, a number, lies so near to that of another fact of their key.
   */
  readonly weighs?: "all" | "shared" | "differing" | { readonly within: number };
}

/** Declares a rule: infers the names of its messages and the type of its options. */
export function defineRule<const M extends string, const S extends OptionsSchema | undefined = undefined>(
  rule: Rule<M, S>,
): Rule<M, S> {
  return rule;
}

/** Remembers what a rule makes of its options, which are the same object for many files. */
export function perOptions<O extends object, T>(make: (options: O) => T): (options: O) => T {
  const known = new WeakMap<O, T>();
  return (options) => {
    let made = known.get(options);
    if (made === undefined) {
      made = make(options);
      known.set(options, made);
    }
    return made;
  };
}

/** Every option of a rule at its default. */
export function defaultOptions(rule: Pick<Rule, "options">): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(rule.options?.properties ?? {}).map(([name, { default: value }]) => [name, value]),
  );
}
