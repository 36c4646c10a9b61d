/** Makes the command line's bundle of what tsc wrote: chunks in `dist/cli/chunks`, each loaded when something of it is used. */
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CodeSplittingOptions, type OutputChunk, rolldown } from "rolldown";
import { type GeneratorName, generatorNames } from "../src/source/generators.js";
import { asciiCode } from "./bundle/ascii.js";
import { groups } from "./bundle/groups.js";
import { lazyRequires } from "./bundle/lazy-requires.js";
import { licenses } from "./bundle/licenses.js";
import { lazyExamples } from "./bundle/rule-texts.js";
import { precompiledModule, schemaModule } from "./bundle/schemas.js";

const dist = join(dirname(fileURLToPath(import.meta.url)), "..");
const jsonc = join(dist, "../node_modules/jsonc-parser/lib/esm/main.js");
const precompiledPath = join(dist, "src/schema/precompiled.js");
const toolsPath = join(dist, "src/schema/shipped-tools.js");
const schemaPrefix = join(dist, "schemas/");
const virtual = join(dist, "src/source/json-as-module.js");
const target = join(dist, "cli");
const RUNTIME = "rolldown-runtime.cjs";

const { version } = JSON.parse(readFileSync(join(dist, "../package.json"), "utf8"));

const chunks = await bundled(join(dist, "src/cli/main.js"), {
  includeDependenciesRecursively: false,
  groups: [...groups],
});
const [first, ...more] = await bundled(join(dist, "src/start/start.js"), false);
if (first === undefined || more.length > 0) throw new Error("the start must be one file");

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, "chunks"), { recursive: true });
const texts = withRuntime(chunks.map(({ fileName, code }) => ({ fileName, text: asciiCode(lazyRequires(code)) })));
const build = createHash("sha256");
for (const { fileName, text } of texts) build.update(`${fileName}\0${text}\0`);
const identity = build.digest("hex").slice(0, 16);
for (const { fileName, text } of texts) {
  writeFileSync(join(target, "chunks", fileName), text.replace("@identity@", identity));
}
// Where `lint-threads` looks for what a thread runs.
writeFileSync(
  join(target, "chunks", "lint-worker.js"),
  'import { createRequire } from "node:module";\nawait createRequire(import.meta.url)("./main.cjs").work();\n',
);
const start = first.code.replace("@build@", identity).replace("@version@", version);
writeFileSync(join(target, first.fileName), lazyRequires(start));
writeFileSync(join(target, "licenses.txt"), licenses(chunks.flatMap(({ moduleIds }) => moduleIds)));
// The report's own script, at the place where a chunk looks for it.
mkdirSync(join(target, "report/page"), { recursive: true });
copyFileSync(join(dist, "src/report/page/page.js"), join(target, "report/page/page.js"));

/** `…/dist/schemas/hexo.js` -> `hexo`: there is no such file. */
function schemaNameOf(id: string): GeneratorName | undefined {
  return generatorNames.find((name) => id === `${schemaPrefix}${name}.js`);
}

/** The bundler's own helpers are a chunk that all others need: each has them in itself, so that there is one file less to find and read. */
function withRuntime<T extends { readonly fileName: string; readonly text: string }>(all: readonly T[]): readonly T[] {
  const runtime = all.find(({ fileName }) => fileName === RUNTIME);
  if (runtime === undefined) throw new Error(`${RUNTIME} is not where it was`);
  const inside = `((exports) => { ${runtime.text}\nreturn exports; })({})`;
  return all
    .filter((one) => one !== runtime)
    .map((one) => ({ ...one, text: one.text.replaceAll(`require("./${RUNTIME}")`, () => inside) }));
}

/** Version and identity are settled when the bundle is made: a digest of all of it is a build like no other. */
function withVersion(code: string): string {
  let settled = code;
  for (const [name, value] of [
    ["toolVersion", version],
    ["toolIdentity", `${version} @identity@`],
  ]) {
    const before = settled;
    settled = settled.replace(
      new RegExp(`(function ${name}\\(\\) \\{)[\\s\\S]*?\\n\\}`),
      `$1 return ${JSON.stringify(value)}; }`,
    );
    if (settled === before) throw new Error(`${name} is not where it was`);
  }
  return settled;
}

async function bundled(input: string, codeSplitting: false | CodeSplittingOptions): Promise<readonly OutputChunk[]> {
  const bundle = await rolldown({
    input,
    platform: "node",
    preserveEntrySignatures: "allow-extension",
    logLevel: "warn",
    // gray-matter has one, for content that galley never hands to it.
    plugins: [
      {
        name: "jsonc-as-module",
        // Its CommonJS form hides what it requires. The sources import that form as Node does, by its default export.
        resolveId: (id) => (id === "jsonc-parser" ? virtual : null),
        load: (id) => (id === virtual ? `import * as all from ${JSON.stringify(jsonc)}; export default all;` : null),
      },
      {
        name: "rule-texts",
        transform: (code, id) => (/dist[\\/]rules[\\/][^\\/]+[\\/]/.test(id) ? lazyExamples(code) : null),
      },
      {
        name: "precompiled-schemas",
        resolveId: (id) => (schemaNameOf(id) === undefined ? null : id),
        load(id) {
          const name = schemaNameOf(id);
          if (name !== undefined) return schemaModule(name);
          return id === precompiledPath ? precompiledModule(toolsPath, (one) => `${schemaPrefix}${one}.js`) : null;
        },
      },
      {
        name: "version",
        transform: (code, id) => (/dist[\\/]src[\\/]run[\\/]version\.js$/.test(id) ? withVersion(code) : null),
      },
    ],
    checks: { eval: false, ineffectiveDynamicImport: false },
  });
  const { output } = await bundle.generate({
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
    comments: false,
    codeSplitting,
  });
  await bundle.close();
  return output.map((one) => {
    if (one.type !== "chunk") throw new Error(`${one.fileName} is no chunk`);
    return one;
  });
}
