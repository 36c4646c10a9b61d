import type { Visitor } from "../rule.js";

/** A handler of a rule, with the rule's place in the list of those that are on. */
export interface Listener<E extends keyof Visitor> {
  readonly index: number;
  readonly visitor: Visitor;
  readonly handle: NonNullable<Visitor[E]>;
}

/** A handler of elements, by tag or by attribute. */
export interface ElementListener {
  readonly index: number;
  readonly handle: NonNullable<NonNullable<Visitor["element"]>[string]>;
}

/** Events with one handler for each rule. */
type Plain = Exclude<keyof Visitor, "element" | "attribute" | "imageKeys">;

/** Who wants to see what of a document, each list in the order of the rules: an event costs no more than those who want it. */
export interface Subscribers {
  readonly by: { readonly [E in Plain]: readonly Listener<E>[] };
  readonly tags: ReadonlyMap<string, readonly ElementListener[]>;
  readonly attributes: ReadonlyMap<string, readonly ElementListener[]>;
  add(index: number, visitor: Visitor): void;
}

export function createSubscribers(): Subscribers {
  const by: { [E in Plain]: Listener<E>[] } = {
    frontMatter: [],
    problem: [],
    schemaFault: [],
    source: [],
    image: [],
    markup: [],
    comment: [],
    bogusComment: [],
    text: [],
    link: [],
    end: [],
    directive: [],
  };
  const tags = new Map<string, ElementListener[]>();
  const attributes = new Map<string, ElementListener[]>();
  const addAll = (to: Map<string, ElementListener[]>, handlers: Visitor["element"], index: number): void => {
    for (const name in handlers) {
      const handle = handlers[name];
      if (handle === undefined) continue;
      const listeners = to.get(name);
      if (listeners === undefined) to.set(name, [{ index, handle }]);
      else listeners.push({ index, handle });
    }
  };
  const addTo = <E extends Plain>(event: E, index: number, visitor: Visitor): void => {
    const handle = visitor[event];
    if (handle !== undefined) (by[event] as Listener<E>[]).push({ index, visitor, handle });
  };
  return {
    by,
    tags,
    attributes,
    add(index, visitor) {
      for (const event of eventsOf(visitor)) {
        if (event === "element") addAll(tags, visitor.element, index);
        else if (event === "attribute") addAll(attributes, visitor.attribute, index);
        else if (event !== "imageKeys" && Object.hasOwn(by, event)) addTo(event, index, visitor);
      }
    },
  };
}

/** Of a class, methods are found only by their names; of an object literal, which most visitors are, it has few. */
function eventsOf(visitor: Visitor): readonly (keyof Visitor)[] {
  if (Object.getPrototypeOf(visitor) === Object.prototype) return Object.keys(visitor) as (keyof Visitor)[];
  return EVENTS.filter((event) => visitor[event] !== undefined);
}

const EVENTS: readonly (keyof Visitor)[] = [
  "frontMatter",
  "problem",
  "schemaFault",
  "source",
  "image",
  "markup",
  "element",
  "attribute",
  "comment",
  "bogusComment",
  "text",
  "link",
  "end",
  "directive",
];
