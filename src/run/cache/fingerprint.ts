import { relative } from "node:path";
import type { LoadedConfig, SchemaReference } from "../../config/layers.js";
import type { ResolvedConfig } from "../../config/resolve.js";
import { moduleDigest } from "../../files/module-closure.js";
import { RECORD_VERSION } from "../record.js";
import { toolIdentity } from "../version.js";
import { shortDigest } from "./digest.js";

/** Everything but the text and the world that decides what is found in a file; in parts, so that a miss can be explained. */
export interface Fingerprint {
  /** galley's version and code, and the data of Node that it relies on. */
  readonly tool: string;
  readonly settings: string;
  /** Of the plugins' code; `none` without any. */
  readonly plugins: string;
}

/** Fingerprints of settings; undefined for those under which nothing may be kept. */
export type Fingerprints = (config: ResolvedConfig) => Fingerprint | undefined;

/**
 * @param rules galley's own rules and those of plugins
 * @param platform data of Node that answers depend on: versions of time zones and Unicode
 */
export function createFingerprints(loaded: LoadedConfig, ownRules: number, platform: string): Fingerprints {
  const tool = shortDigest(JSON.stringify([RECORD_VERSION, toolIdentity(), platform]));
  const plugins = loaded.rules.length === ownRules ? "none" : pluginDigest(loaded);
  const ids = shortDigest(loaded.rules.map(({ id }) => id).join(" "));
  const known = new Map<ResolvedConfig, Fingerprint | undefined>();
  return (config) => {
    if (!known.has(config)) {
      // What JSON cannot say, such as the pattern of a configuration that is code, would look like any other.
      const isSaid = config.rules.every(({ options }) => isPlain(options));
      const settings = plugins && isSaid && shortDigest(JSON.stringify(settingsOf(config, loaded.base, ids)));
      known.set(config, plugins === undefined || !settings ? undefined : { tool, settings, plugins });
    }
    return known.get(config);
  };
}

function settingsOf(config: ResolvedConfig, base: string, ids: string): unknown {
  return [
    ids,
    config.generator.value,
    config.timezone.value,
    config.root.value ?? null,
    referenceOf(config.schema.value, base),
    config.rules.map(({ rule, severity, options, fixes }) => [rule.id, severity, options, fixes?.value ?? null]),
  ];
}

function referenceOf(reference: SchemaReference | undefined, base: string): unknown {
  if (reference === undefined) return null;
  // The folder that a project lies in says nothing of its posts.
  return reference.kind === "shipped"
    ? [reference.name]
    : ["file", relative(base, reference.path).replaceAll("\\", "/")];
}

/** Whether JSON gives back the same value. */
function isPlain(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return ["string", "boolean", "object"].includes(typeof value);
  if (Array.isArray(value)) return value.every(isPlain);
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isPlain);
}

/** Undefined when the rules may do more than their code says. */
function pluginDigest({ plugins = [] }: LoadedConfig): string | undefined {
  const digests = plugins.map(moduleDigest);
  const known = plugins.length > 0 && digests.every((one) => one !== undefined);
  return known ? shortDigest(digests.join(" ")) : undefined;
}
