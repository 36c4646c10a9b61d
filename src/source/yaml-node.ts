import type { Range } from "../edit.js";
import { pointerSegment, type Scalar } from "./front-matter.js";
import type { Place } from "./parsed-mapping.js";

export type NodeKind = "plain" | "quoted" | "block" | "collection";

/** A part of a YAML mapping as the scanner meets it. Ranges, scalars and pointers are made of its numbers on demand. */
export class YamlNode implements Place {
  start = 0;
  end = 0;
  kind: NodeKind = "plain";
  /** The scalar's own characters. */
  text = "";
  private readonly parent: YamlNode | undefined;
  private readonly name: string | number;
  private readonly keyStart: number;
  private readonly keyEnd: number;
  private own: Scalar | undefined;
  private path: string | undefined;

  /** @param keyStart -1 for an item of a list and for the whole */
  constructor(parent: YamlNode | undefined, name: string | number, keyStart: number, keyEnd: number) {
    this.parent = parent;
    this.name = name;
    this.keyStart = keyStart;
    this.keyEnd = keyEnd;
  }

  get pointer(): string {
    this.path ??= this.parent === undefined ? "" : `${this.parent.pointer}/${pointerSegment(this.name)}`;
    return this.path;
  }

  get key(): Range | undefined {
    return this.keyStart < 0 ? undefined : { start: this.keyStart, end: this.keyEnd };
  }

  get value(): Range {
    return { start: this.start, end: this.end };
  }

  get scalar(): Scalar | undefined {
    const { kind } = this;
    if (kind === "collection") return undefined;
    if (this.own === undefined) {
      const { pointer, text, value: range } = this;
      this.own = { pointer, text, range, quoted: kind === "quoted", block: kind === "block" };
    }
    return this.own;
  }
}
