import { readFileSync, realpathSync } from "node:fs";
import { dirname, extname, isAbsolute, join, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { UserError } from "../errors.js";
import { type GeneratorName, generatorNames } from "../source/generators.js";
import { parseYamlMapping } from "../source/yaml.js";
import type { Tree } from "../tree.js";
import { compileSchema } from "./compile.js";
import { precompiled } from "./precompiled.js";
import { isObject, schemaError } from "./schema-object.js";
import { type SchemaValidator, schemaValidator } from "./validator.js";

/** Where a schema comes from: shipped with galley, or a file (an absolute path). */
export type SchemaSource =
  | { readonly kind: "shipped"; readonly name: GeneratorName }
  | { readonly kind: "file"; readonly path: string };

/**
 * A file of a schema was read.
 *
 * @param schema the file that the configuration names, absolute
 * @param path as it was referred to, absolute
 * @param real where links lead to, absolute
 */
export type OpenedFile = (schema: string, path: string, real: string, text: string) => void;

/** The path of a schema that galley ships: the same depth below the package's root in the repository's `dist` and as published. */
export function shippedSchemaFile(name: GeneratorName): string {
  return join(import.meta.dirname, `../../../schemas/${name}.schema.json`);
}

/**
 * Compiles schemas at their first use, each once.
 *
 * @param root absolute; references between schema files may not lead out of it
 * @param tree read in place of the disk
 * @param opened told of every file that a schema of the project is made of
 */
export function createSchemaRegistry(
  root: string,
  tree?: Tree,
  opened?: OpenedFile,
): (source: SchemaSource) => SchemaValidator {
  const known = new Map<string, SchemaValidator>();
  return (source) => {
    const file = source.kind === "shipped" ? shippedSchemaFile(source.name) : source.path;
    let validator = known.get(file);
    if (validator === undefined) {
      validator = source.kind === "shipped" ? shippedSchema(source.name) : loadSchema(file, root, tree, opened);
      known.set(file, validator);
    }
    return validator;
  };
}

/** The schema of a generator's own keys. */
export function shippedSchema(name: GeneratorName): SchemaValidator {
  const made = precompiled(name);
  if (made !== undefined) return schemaValidator(made.schema, name, made.validate);
  return compileSchema(readData(shippedSchemaFile(name), name), { name, trusted: true });
}

/**
 * Reads and compiles a JSON Schema in JSON or YAML. References lead to other files below `root`, relative to the file that
 * holds them or to its `$id`, or to `galley:hexo` and its like; nothing is ever fetched.
 *
 * @throws UserError when a file cannot be read, or is no schema
 */
export function loadSchema(file: string, root: string, tree?: Tree, opened?: OpenedFile): SchemaValidator {
  const realPath = (path: string): string | undefined => (tree === undefined ? onDisk(path) : inTree(tree, path));
  const home = tree === undefined ? realpathSync(root) : root;
  const name = nameOf(file, home);
  const files = new Map<string, string>();
  const open = (path: string, as: string, asked: string): unknown => {
    const schema = readData(path, as, tree, (text) => opened?.(file, asked, path, text));
    if (!isObject(schema)) return schema;
    const own = pathToFileURL(path).href;
    const written = schema["$id"];
    // Files refer to each other by path; a relative `$id` is as good as none.
    const id = typeof written === "string" && URL.canParse(written, own) ? new URL(written, own).href : own;
    files.set(id, path);
    return { ...schema, $id: id };
  };
  const load = (ref: string): unknown => {
    const shipped = generatorNames.find((generator) => ref === `galley:${generator}`);
    if (shipped !== undefined) return readData(shippedSchemaFile(shipped), shipped);
    const path = pathOf(ref, files);
    if (path === undefined) return undefined;
    const real = realPath(path);
    if (real === undefined)
      throw schemaError(name, "", `it refers to ${nameOf(path, home)}, and there is no such file`);
    if (!inside(home, real)) {
      throw schemaError(
        name,
        "",
        `it refers to ${nameOf(path, home)}, which lies outside the project`,
        "Keep the files of a schema inside the project.",
      );
    }
    return open(real, nameOf(real, home), path);
  };
  const real = realPath(file);
  if (real === undefined)
    throw new UserError(`There is no schema ${name}`, "The path is relative to the configuration that names it.");
  // By its own place a schema may lie anywhere; a link in the project that leads elsewhere would show other files.
  if (tree === undefined && inside(root, file) && !inside(home, real)) {
    throw new UserError(
      `The schema ${nameOf(file, root)} is a link that leads out of the project`,
      "Keep the files of a schema inside the project.",
    );
  }
  return compileSchema(open(real, name, file), { name, load });
}

/** The file that a URI means: a file URL, or a URI beside the `$id` of a file that is open. */
function pathOf(ref: string, files: ReadonlyMap<string, string>): string | undefined {
  if (ref.startsWith("file:")) {
    try {
      return fileURLToPath(ref);
    } catch {
      return undefined;
    }
  }
  for (const [id, path] of files) {
    if (!/^https?:/.test(id)) continue;
    const folder = new URL(".", id).href;
    if (ref.startsWith(folder)) return resolve(dirname(path), decodeURIComponent(ref.slice(folder.length)));
  }
  return undefined;
}

/** A tree follows no links. */
function inTree(tree: Tree, path: string): string | undefined {
  return tree.kind(path) === "file" ? path : undefined;
}

function onDisk(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function inside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== "" && !way.startsWith("..") && !isAbsolute(way);
}

/** Relative to the project, `/` between parts, for messages. */
function nameOf(path: string, root: string): string {
  const way = relative(root, path);
  return (way.startsWith("..") || isAbsolute(way) ? path : way).replaceAll("\\", "/");
}

function readData(path: string, name: string, tree?: Tree, told?: (text: string) => void): unknown {
  let text: string;
  try {
    const bytes = tree === undefined ? readFileSync(path) : tree.read(path);
    if (bytes === undefined) throw new Error("It is too large.");
    text = bytes.toString("utf8").replace(/^\uFEFF/, "");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`The schema ${name} cannot be read`, reason, { cause: error });
  }
  told?.(text);
  if (/^\.ya?ml$/i.test(extname(path))) {
    const { data, problems } = parseYamlMapping(text, { start: 0, end: text.length });
    const [problem] = problems;
    if (data === undefined || problem !== undefined) {
      const line = text.slice(0, problem?.range.start ?? 0).split("\n").length;
      throw new UserError(`The schema ${name} is no valid YAML, see line ${line}`);
    }
    // ajv expects ordinary objects.
    return JSON.parse(JSON.stringify(data));
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`The schema ${name} is no valid JSON`, error instanceof Error ? error.message : undefined, {
      cause: error,
    });
  }
}

/** A schema as it is written, for editors; undefined when it cannot be read. */
export function rawSchema(source: SchemaSource): unknown {
  try {
    return source.kind === "shipped"
      ? readData(shippedSchemaFile(source.name), source.name)
      : readData(source.path, source.path);
  } catch {
    return undefined;
  }
}

/** What the schema of a generator says of each key. */
export function shippedDescriptions(name: GeneratorName): ReadonlyMap<string, string> {
  const schema = readData(shippedSchemaFile(name), name);
  const properties = isObject(schema) ? schema["properties"] : undefined;
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(isObject(properties) ? properties : {})) {
    const description = isObject(value) ? value["description"] : undefined;
    if (typeof description === "string") found.set(key, description);
  }
  return found;
}
