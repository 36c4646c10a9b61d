import { createHash } from "node:crypto";
import type { ResolvedConfig } from "../../config/resolve.js";
import type { FoundFile } from "../../files/file-list.js";
import type { Said } from "../../lint/reduce-facts.js";
import type { AmendedPlace, AmendedResult } from "../drawn-result.js";
import { decodeEntry, encodeEntry } from "./entry.js";
import type { Fingerprints } from "./fingerprint.js";
import type { Identities } from "./identity.js";
import type { StoredEntry } from "./pack.js";
import type { Store } from "./store.js";

/**
 * Where the report's drawing of a result is kept of which other files say something; undefined when it is kept nowhere.
 *
 * @param record from `encodeResult`: the result before they do
 */
export type AmendedPlaces = (
  file: FoundFile,
  config: ResolvedConfig,
  record: Uint8Array,
  said: readonly Said[],
) => AmendedPlace | undefined;

export interface AmendedOptions {
  /** All that decides how the report draws a result; undefined when it does not draw each by itself. */
  readonly drawnAs: string | undefined;
  readonly identities: Identities;
  readonly fingerprints: Fingerprints;
  readonly store: () => Store;
  /** Whether the text that was read again is that of the result. */
  readonly isStill: (file: FoundFile) => boolean;
}

export function amendedPlaces({ drawnAs, identities, fingerprints, store, isStill }: AmendedOptions): AmendedPlaces {
  return (file, config, record, said) => {
    const identity = identities.known(file);
    const fingerprint = fingerprints(config);
    if (drawnAs === undefined || identity === undefined || identity.unproven === true || fingerprint === undefined) {
      return undefined;
    }
    const id = createHash("sha1")
      .update(record)
      .update(`\0${identity.id}\0${JSON.stringify(said)}`)
      .digest("hex");
    // No path of a file ends so.
    const path = `${file.fromBase}\0`;
    const found = store().find(path, { id, size: undefined }, fingerprint);
    const entry = typeof found === "string" ? undefined : found[0];
    const known = entry && readAmended(entry, drawnAs);
    if (entry !== undefined && known !== undefined) store().used(entry);
    return {
      known,
      keep({ countsBefore, ...drawn }) {
        if (!isStill(file)) return;
        store().forget(path);
        const bytes = encodeEntry("", JSON.stringify(countsBefore), drawnAs, { ...drawn, facts: undefined });
        store().add({ path, id, size: 0, fingerprint }, bytes);
      },
    };
  };
}

function readAmended(entry: StoredEntry, as: string): AmendedResult | undefined {
  try {
    const bytes = entry.bytes();
    const read = bytes && decodeEntry(bytes);
    const drawn = read?.drawn(as);
    return read && drawn && { ...drawn, countsBefore: JSON.parse(read.record.toString()) };
  } catch {
    // A damaged one is none.
    return undefined;
  }
}
