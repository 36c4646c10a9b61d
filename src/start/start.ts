import { writeSync } from "node:fs";
import { join } from "node:path";
import type { main, ranWhole } from "../cli/main.js";
import { openChunks } from "./chunks.js";
import { cacheFolder, forgetUnused, isOwnFolder, openCodeCache } from "./code-cache.js";

/* The bundle's own beginning: no more than it takes to load the rest. `scripts/bundle.ts` fills in what stands between @. */

const BUILD = "@build@";
const VERSION = "@version@";

/** What `galley` does, with the exit code left in `process.exitCode`. */
export function start(argv: readonly string[]): void {
  const [first] = argv;
  // Alone it is worth no command line: hooks and editors ask for it at every turn.
  if (argv.length === 1 && (first === "--version" || first === "-V") && printed(`${VERSION}\n`)) return;
  const folder = join(__dirname, "chunks");
  const home = cacheFolder(process.env, process.platform);
  const uid = process.getuid?.();
  // From 22.1 on Node does this itself; what it keeps for one user in a folder of all, it keeps in ours.
  if (home === undefined || !/^v(?:1\d|2[01]|22\.0)\./.test(process.version)) {
    if (home !== undefined && isOwnFolder(home, uid)) keepByNode(home);
    run(require(join(folder, "main.cjs")), argv);
    return;
  }
  const chunks = openChunks(folder, openCodeCache({ folder: home, key: keyOf(first), uid }));
  run(chunks.load("main.cjs"), argv, (whole) => {
    if (chunks.keep(whole)) forgetUnused(home, Date.now());
  });
}

function keepByNode(folder: string): void {
  const node: { readonly enableCompileCache?: (folder: string) => unknown } = require("node:module");
  node.enableCompileCache?.(folder);
}

function run(cli: unknown, argv: readonly string[], after: (whole: boolean) => void = () => {}): void {
  const { main: galley, ranWhole: isWhole } = cli as { readonly main: typeof main; readonly ranWhole: typeof ranWhole };
  void galley(argv).then((code) => {
    process.exitCode = code;
    after(isWhole());
    // All is said. Left to itself, Node takes its heap apart first, which takes longer than to lint a post.
    process.exit();
  });
}

/** Commands run different parts of the same chunks. Node's options may make other code of them. */
function keyOf(command = ""): string {
  const own = /^(?:lint|merge|rules|undo|init|config|lsp|help)$/.test(command) ? command : "galley";
  const plain = process.execArgv.length === 0 && (process.env["NODE_OPTIONS"] ?? "") === "";
  const flags = plain ? [] : [require("node:v8").cachedDataVersionTag()];
  return [own, BUILD, process.version, process.arch, ...flags].join("-");
}

/** Without the streams of Node, which take longer to load than all else here. false: stdout is not so easily written. */
function printed(text: string): boolean {
  try {
    writeSync(1, text);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPIPE";
  }
}
