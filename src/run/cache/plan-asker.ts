import { join } from "node:path";
import type { Capabilities } from "../../capabilities.js";
import { indexOfPath } from "../../files/file-list.js";
import { below } from "../../files/paths.js";
import { readFileBytes } from "../../files/read.js";
import { blobId } from "../../files/stat-identity.js";
import { historyState } from "../../git/blobs.js";
import type { Plan } from "../plan.js";
import { siblingsOf } from "../siblings.js";
import { type Asker, createAsker } from "./ask.js";
import { shortDigest } from "./digest.js";
import type { Identities } from "./identity.js";
import { schemaState } from "./schema-state.js";

/** What the results of a plan rest on, as it is now. Each state is made once. */
export function askerOf(plan: Plan, capabilities: Capabilities, identities: Identities): Asker {
  const { base, tree } = plan.loaded;
  const idOf = (path: string): string => {
    const absolute = join(base, path);
    const place = indexOfPath(plan.files, below(plan.cwd, absolute));
    const file = place === -1 ? undefined : plan.files.at(place);
    const known = plan.git?.tree === undefined && file !== undefined ? identities.known(file) : undefined;
    if (known !== undefined && known.unproven !== true) return known.id;
    const bytes = readFileBytes(absolute);
    return Buffer.isBuffer(bytes) ? blobId(bytes) : "-";
  };
  const states = new Map<string, string>();
  return createAsker({
    capabilities,
    siblingState(path) {
      const { listFolder = () => undefined } = capabilities;
      const { key, posts } = siblingsOf(path, listFolder);
      let state = states.get(key);
      if (state === undefined) {
        state = shortDigest(
          JSON.stringify(posts().map((post) => [post, idOf(post), plan.resolve(post).generator.value])),
        );
        states.set(key, state);
      }
      return state;
    },
    historyState: () => historyState(base),
    schema: (path) => schemaState(base, path, tree),
  });
}
