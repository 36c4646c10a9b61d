import type { Range } from "../edit.js";
import type { Scalar } from "./front-matter.js";
import { LazyMapping, type ParsedMapping, type Place } from "./parsed-mapping.js";
import { isQuoted, type YamlSource } from "./yaml-build.js";
import type { YamlScan } from "./yaml-subset.js";

/** A scanned text as a mapping without faults. */
export function scannedMapping({ data, nodes, comments }: YamlScan): ParsedMapping {
  return new LazyMapping({
    data,
    places: () => {
      const byPointer = new Map<string, Place>();
      for (const node of nodes) byPointer.set(node.pointer, node);
      return byPointer;
    },
    comments: () => comments,
    problems: [],
  });
}

/** The places of a text that was repaired before it was scanned, as they are in the file. */
export function movedPlaces(
  { nodes }: YamlScan,
  { file, toFile, toFileEnd }: Omit<YamlSource, "document" | "text">,
): ReadonlyMap<string, Place> {
  const moved = ({ start, end }: Range): Range => {
    const from = toFile(start);
    return { start: from, end: start === end ? from : Math.max(from, toFileEnd(end)) };
  };
  const movedScalar = (scalar: Scalar, range: Range): Scalar => ({
    ...scalar,
    range,
    quoted: scalar.quoted && isQuoted(file, range),
  });
  const places = new Map<string, Place>();
  for (const { pointer, key, value, scalar } of nodes) {
    const range = moved(value);
    places.set(pointer, {
      key: key && moved(key),
      value: range,
      scalar: scalar && movedScalar(scalar, range),
    });
  }
  return places;
}
