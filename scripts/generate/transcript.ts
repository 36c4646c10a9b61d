import { cpSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { main } from "../../src/cli/main.js";
import { fenced } from "./markdown.js";

const WIDTH = 92;

/**
 * What `galley …` prints in the example blog, as a fenced block. Clocks stand still, and the blog is copied out of the
 * repository, whose history says when its posts were added: the same posts give the same text on every machine. For
 * `galley init` it has no configuration yet.
 */
export async function transcript(root: string, command: string): Promise<string> {
  const [program, ...args] = command.split(" ");
  if (program !== "galley") throw new Error(`No transcript of \`${command}\``);
  let printed = "";
  let complaints = "";
  const output = (write: (text: string) => void) => ({ write, isTTY: false, columns: WIDTH, failure: undefined });
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "galley-example-")));
  cpSync(join(root, "examples/hexo-blog"), folder, { recursive: true });
  if (args[0] === "init") rmSync(join(folder, "galley.config.yaml"));
  await main(args, {
    stdout: output((text) => {
      printed += text;
    }),
    stderr: output((text) => {
      complaints += text;
    }),
    readStdin: () => Promise.resolve(new Uint8Array()),
    stdinPieces: async function* () {},
    env: {},
    cwd: folder,
    clock: () => 0,
    now: () => Date.UTC(2025, 0, 1),
    pause: () => Promise.resolve(),
    cores: 1,
    onInterrupt: () => () => undefined,
  });
  rmSync(folder, { recursive: true });
  if (printed === "" || complaints !== "") throw new Error(`\`${command}\` says: ${complaints || "nothing"}`);
  const json = args.includes("json");
  return fenced(json ? printed : `$ npx ${command}\n${printed.trimEnd()}`, json ? "json" : "text");
}
