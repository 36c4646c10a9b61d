import { join } from "node:path";
import { generatorNames } from "../../src/source/generators.js";

/** Which modules share a chunk: what is used together is loaded together. */
export interface Group {
  readonly name: string;
  readonly test: (id: string) => boolean;
}

/** The first chunk of which a pattern matches counts; patterns are those of packages, or of paths below `dist`. */
const chunks: Readonly<
  Record<string, { readonly packages?: readonly string[]; readonly modules?: readonly string[] }>
> = {
  yaml: { packages: ["yaml"] },
  toml: { packages: ["toml-eslint-parser"], modules: ["src/source/toml"] },
  json: { packages: ["jsonc-parser"], modules: ["src/source/json", "src/source/fence-json"] },
  chalk: { packages: ["chalk"] },
  progress: { packages: ["cli-progress"] },
  matter: {
    packages: [
      "gray-matter",
      "js-yaml",
      "kind-of",
      "section-matter",
      "strip-bom-string",
      "extend-shallow",
      "is-extendable",
      "esprima",
      "sprintf-js",
      "argparse",
    ],
  },
  markdown: { packages: ["markdown-it", "mdurl", "uc\\.micro", "linkify-it", "punycode\\.js"] },
  // What the fast HTML parser needs; all else about HTML is for texts that it leaves alone.
  properties: { packages: ["property-information"] },
  references: { packages: ["entities"] },
  write: {
    packages: ["write-file-atomic", "imurmurhash", "signal-exit"],
    modules: ["src/files/(?:write|append-lines)\\.js"],
  },
  width: { packages: ["string-width", "strip-ansi", "ansi-regex", "get-east-asian-width", "emoji-regex"] },
  re2: { packages: ["re2js"] },
  lsp: { packages: ["vscode-[^/\\\\]+"], modules: ["src/lsp/", "src/cli/lsp-"] },
  ajv: {
    packages: ["ajv", "ajv-formats", "fast-uri", "fast-deep-equal", "json-schema-traverse", "require-from-string"],
    modules: ["src/schema/(?:compile|engine|branches|circles|check|counting)\\.js"],
  },
  infer: { modules: ["src/infer/", "src/run/infer", "src/run/schema-files", "src/cli/infer-"] },
  git: { modules: ["src/git/(?!first-commit)"] },
  fix: { modules: ["src/fix/"] },
  formats: {
    modules: ["src/report/(?:html|html-style|sarif|junit|checkstyle|github|gitlab|rdjson|markdown|ndjson|xml)\\.js"],
  },
  commands: {
    modules: [
      "src/cli/(?:rules|undo|merge|init|config|records)-command",
      "src/cli/(?:example-text|hook)",
      "src/run/records/",
      "src/report/record-entry",
      "src/examples",
      "src/run/(?:merge|shard-report)",
    ],
  },
  // By its name `src/start` knows it.
  import: { modules: ["src/config/import-module\\.js"] },
  // Every run of `lint` loads these packages: a chunk of their own would be one more to find and read.
  core: { packages: ["commander", "picomatch", "ignore"], modules: ["src/", "rules/"] },
  html: { packages: [".+"] },
};

const shipped = generatorNames.map(
  (name): Group => ({
    name: `schema-${name}`,
    test: (id: string) => id.endsWith(join("dist", "schemas", `${name}.js`)),
  }),
);

export const groups: readonly Group[] = [
  ...shipped,
  ...Object.entries(chunks).map(([name, { packages = [], modules = [] }]): Group => {
    const tests = [
      ...packages.map((one) => new RegExp(`[\\\\/]node_modules[\\\\/]${one}[\\\\/]`)),
      ...modules.map((one) => new RegExp(`[\\\\/]dist[\\\\/]${one}`)),
    ];
    return { name, test: (id) => tests.some((test) => test.test(id)) };
  }),
];
