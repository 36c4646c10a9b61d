import { isMapping, type ValueFault } from "./options.js";
import { type LocatedData, readData } from "./read-data.js";

/** A configuration as it was read, not yet checked. */
export interface ConfigFile {
  /** Absolute. */
  readonly path: string;
  readonly data: RawConfig;
  /** Faults of the syntax. */
  readonly faults: readonly PlacedFault[];
  /** Undefined for what is no text, or stands nowhere. */
  readonly position: (pointer: string, part?: "key" | "value") => Place | undefined;
}

/** Some of its keys are read before it is checked. */
export interface RawConfig extends Readonly<Record<string, unknown>> {
  readonly extends?: unknown;
  readonly plugins?: unknown;
  readonly schemas?: unknown;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

export interface PlacedFault {
  readonly message: string;
  readonly place: Place | undefined;
}

/** Names under which a configuration is found, besides package.json. */
export const configNames: readonly string[] = ["yaml", "yml", "json", "js", "mjs", "ts"].map(
  (ending) => `galley.config.${ending}`,
);

/** Reads YAML, JSON, or the key `galley` of a package.json. */
export function textConfig(path: string, text: string): ConfigFile {
  const prefix = isManifest(path) ? "/galley" : "";
  const located = readData(text, /\.ya?ml$/.test(path) ? "yaml" : "json");
  const { galley } = isMapping(located.data) ? located.data : { galley: undefined };
  const whole = isManifest(path) ? galley : located.data;
  const position = (pointer: string, part: "key" | "value" = "value"): Place | undefined =>
    placeOf(located, prefix + pointer, part);
  const faults: PlacedFault[] = located.faults.map(({ message, range }) => ({
    message,
    place: located.source.position(range.start),
  }));
  // An empty file is an empty configuration.
  const data = whole ?? {};
  if (isMapping(data)) return { path, data, faults, position };
  if (faults.length === 0) faults.push({ message: "the configuration must be a mapping", place: position("") });
  return { path, data: {}, faults, position };
}

/** A configuration that a module exported. */
export function moduleConfig(path: string, exported: unknown): ConfigFile {
  const position = (): undefined => undefined;
  if (isMapping(exported)) return { path, data: exported, faults: [], position };
  const message = "the default export must be a configuration object";
  return { path, data: {}, faults: [{ message, place: undefined }], position };
}

/** Finds the place of a fault. */
export function placed(file: ConfigFile, { pointer, part, message }: ValueFault): PlacedFault {
  const place = file.position(pointer, part);
  if (place !== undefined || pointer === "") return { message, place };
  return { message: `\`${pointer.slice(1).replaceAll("/", ".").replaceAll("~1", "/")}\`: ${message}`, place };
}

function isManifest(path: string): boolean {
  return /(?:^|[\\/])package\.json$/.test(path);
}

function placeOf(located: LocatedData, pointer: string, part: "key" | "value"): Place | undefined {
  const range = located.locate(pointer, part) ?? located.locate(pointer, "value");
  return range === undefined ? undefined : located.source.position(range.start);
}
