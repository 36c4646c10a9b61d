import type { GeneratorName, MarkdownDialect } from "../source/generators.js";
import { isTimezone } from "./zones.js";

/** A look at the project's files; paths relative to the project, `/` between parts, "" for the project itself. */
export interface ProjectReader {
  /** Names in a folder; undefined when there is none. */
  list(folder: string): readonly string[] | undefined;
  /** The text of a file; undefined when it cannot be read. */
  read(file: string): string | undefined;
}

/** A generator that a folder shows. */
export interface Detection {
  readonly generator: GeneratorName;
  /** Relative to the project, "" for the project itself. The generator counts for the files below it. */
  readonly folder: string;
  /** "`hexo` in package.json" */
  readonly reason: string;
}

/** The zone in which a generator reads the dates of a folder, by its own configuration. */
export interface SiteTimezone {
  readonly generator: GeneratorName;
  /** Relative to the project, "" for the project itself. */
  readonly folder: string;
  /** IANA name. */
  readonly value: string;
  /** "`timezone` in _config.yml" */
  readonly from: string;
}

/** Where projects keep a site that is not the project itself. */
export const siteFolders = ["docs", "website", "site", "www", "blog"];

/**
 * The generators that a project shows. Looked at: the project's folder, every folder between it and each of `folders` (those that
 * hold the linted paths), and the usual places of a site (`docs/`, `website/`, `site/`, `www/`, `blog/`), because many projects keep
 * theirs there. A folder shows one generator at most, and a file belongs to the nearest folder above it that shows one.
 * In order from the project down, so that the later wins.
 */
export function detectGenerators(reader: ProjectReader, folders: readonly string[] = []): readonly Detection[] {
  const candidates = new Set<string>(["", ...siteFolders]);
  for (const folder of folders) {
    for (let at = folder; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) candidates.add(at);
  }
  const found: Detection[] = [];
  for (const folder of [...candidates].sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))) {
    const detection = detectIn(reader, folder);
    if (detection !== undefined) found.push(detection);
  }
  return found;
}

function depth(folder: string): number {
  return folder === "" ? 0 : folder.split("/").length;
}

/** A file whose name alone tells its generator. */
const configFiles: readonly (readonly [GeneratorName, RegExp])[] = [
  ["docusaurus", /^docusaurus\.config\.[cm]?[jt]s$/],
  ["astro", /^astro\.config\.[cm]?[jt]s$/],
  ["eleventy", /^(?:\.eleventy|eleventy\.config)\.[cm]?[jt]s$/],
  ["vitepress", /^\.vitepress$/],
  ["hugo", /^hugo\.(?:toml|ya?ml|json)$/],
];

function detectIn(reader: ProjectReader, folder: string): Detection | undefined {
  const names = reader.list(folder);
  if (names === undefined) return undefined;
  const has = (name: string): boolean => names.includes(name);
  const at = (name: string): string => (folder === "" ? name : `${folder}/${name}`);
  const detection = (generator: GeneratorName, reason: string): Detection => ({ generator, folder, reason });

  for (const [generator, pattern] of configFiles) {
    const name = names.find((candidate) => pattern.test(candidate));
    if (name !== undefined) return detection(generator, `\`${at(name)}\``);
  }
  if (has("package.json") && dependsOnHexo(reader.read(at("package.json")))) {
    return detection("hexo", `\`hexo\` in ${at("package.json")}`);
  }
  const siteConfig = ["_config.yml", "_config.yaml", "_config.toml"].find(has);
  if (siteConfig !== undefined) {
    // Octopress keeps Jekyll's posts in source/_posts as Hexo does; its Gemfile tells.
    const gemfile = has("Gemfile") && /\bjekyll\b|\bgithub-pages\b/.test(reader.read(at("Gemfile")) ?? "");
    const nested = has("source") && reader.list(at("source"))?.includes("_posts") === true;
    if (nested && !gemfile) return detection("hexo", `\`${at(siteConfig)}\` and \`${at("source/_posts")}\``);
    if (nested) return detection("jekyll", `\`${at(siteConfig)}\` and \`jekyll\` in ${at("Gemfile")}`);
    if (has("_posts")) return detection("jekyll", `\`${at(siteConfig)}\` and \`${at("_posts")}\``);
    if (has("_layouts") && has("_includes")) {
      return detection("jekyll", `\`${at(siteConfig)}\` with \`${at("_layouts")}\` and \`${at("_includes")}\``);
    }
    if (gemfile) return detection("jekyll", `\`${at(siteConfig)}\` and \`jekyll\` in ${at("Gemfile")}`);
  }
  if (has("content")) {
    if (has("config.toml") && !isZola(reader.read(at("config.toml")) ?? "")) {
      return detection("hugo", `\`${at("config.toml")}\` and \`${at("content")}\``);
    }
    // Much else is configured in a config.yaml: only one that sets Hugo's base URL tells.
    const general = ["config.yaml", "config.yml", "config.json"].find(
      (name) => has(name) && /\bbaseurl\b/i.test(reader.read(at(name)) ?? ""),
    );
    if (general !== undefined) return detection("hugo", `\`${at(general)}\` and \`${at("content")}\``);
    const settings = has("config") ? reader.list(at("config/_default")) : undefined;
    if (settings?.some((name) => /^(?:hugo|config)\./.test(name))) {
      return detection("hugo", `\`${at("config/_default")}\` and \`${at("content")}\``);
    }
  }
  return undefined;
}

/** Zola has config.toml and content/ too, but writes its base URL with an underscore. */
function isZola(text: string): boolean {
  return /^\s*base_url\s*=/m.test(text) && !/^\s*baseurl\s*=/im.test(text);
}

function dependsOnHexo(text: string | undefined): boolean {
  if (text === undefined) return false;
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return false; // a broken package.json shows nothing
  }
  if (!isMapping(data)) return false;
  const { dependencies, devDependencies } = data;
  return [data, dependencies, devDependencies].some((part) => isMapping(part) && Object.hasOwn(part, "hexo"));
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const yamlZone = /^(timezone):[ \t]*["']?([\w+/-]+)["']?[ \t]*(?:#.*)?\r?$/im;
const tomlZone = /^(timezone)[ \t]*=[ \t]*["']([\w+/-]+)["']/im;

/** Files in which a generator looks for its configuration, in its order. */
const zoneFiles: Partial<Record<GeneratorName, readonly string[]>> = {
  hexo: ["_config.yml", "_config.yaml"],
  jekyll: ["_config.yml", "_config.yaml", "_config.toml"],
  hugo: ["hugo", "config", "config/_default/hugo", "config/_default/config"].flatMap((name) =>
    ["toml", "yaml", "yml"].map((extension) => `${name}.${extension}`),
  ),
};

/** The zone that the configuration of a generator in a folder names; undefined when it names none that exists. */
export function siteTimezone(
  reader: ProjectReader,
  generator: GeneratorName,
  folder: string,
): SiteTimezone | undefined {
  for (const name of zoneFiles[generator] ?? []) {
    const file = folder === "" ? name : `${folder}/${name}`;
    const [, key, value] = namedZone(file, reader.read(file) ?? "") ?? [];
    if (key !== undefined && value !== undefined && isTimezone(value)) {
      return { generator, folder, value, from: `\`${key}\` in ${file}` };
    }
  }
  return undefined;
}

/** What the files of a site say of its Markdown, beyond what its generator says. */
export interface SiteMarkdown {
  readonly generator: GeneratorName;
  /** Relative to the project, "" for the project itself. */
  readonly folder: string;
  readonly markdown: Partial<MarkdownDialect>;
}

/** undefined: nothing but what the generator says. */
export function siteMarkdown(
  reader: ProjectReader,
  generator: GeneratorName,
  folder: string,
): SiteMarkdown | undefined {
  const at = (name: string): string => (folder === "" ? name : `${folder}/${name}`);
  if (generator === "hexo") {
    const version = /"hexo-renderer-marked"\s*:\s*"[^\d"]*(\d+)/.exec(reader.read(at("package.json")) ?? "")?.[1];
    // Version 1 was the last with a marked that reads inline Markdown in blocks of HTML.
    return version === "0" || version === "1" ? { generator, folder, markdown: { codeInHtml: true } } : undefined;
  }
  if (generator !== "hugo") return undefined;
  const files = hugoFiles(reader, at);
  const texts = files.map((file) => reader.read(file) ?? "");
  // Before 0.60 the renderer was another, which kept HTML: only what came later tells that it is not that old.
  const recent =
    files.some((file) => /(?:^|\/)hugo\.\w+$/.test(file)) ||
    texts.some((text) => /goldmark|^\s*\[?markup\b/im.test(text));
  // Without a configuration in sight, nobody knows. Any `unsafe = true` is taken for goldmark's.
  if (!recent || texts.some((text) => /\bunsafe["']?\s*[:=]\s*true\b/i.test(text))) return undefined;
  const otherRenderer = texts.some((text) => /defaultMarkdownHandler["']?\s*[:=]\s*["'](?!goldmark)/i.test(text));
  const themed = texts.some((text) => /^\s*["']?(?:theme|module)\b/im.test(text) || /\[module[\].]/.test(text));
  return otherRenderer || themed ? undefined : { generator, folder, markdown: { dropsHtml: true } };
}

/** The files that hold a Hugo site's configuration. */
function hugoFiles(reader: ProjectReader, at: (name: string) => string): readonly string[] {
  const isData = (name: string): boolean => /\.(?:toml|ya?ml|json)$/.test(name);
  const inRoot = (reader.list(at(".")) ?? reader.list(at("")) ?? []).filter((name) => /^(?:hugo|config)\./.test(name));
  const environments = reader.list(at("config")) ?? [];
  const inFolders = environments.flatMap((environment) =>
    (reader.list(at(`config/${environment}`)) ?? []).map((name) => `config/${environment}/${name}`),
  );
  return [...inRoot, ...inFolders].filter(isData).map(at);
}

function namedZone(file: string, text: string): RegExpExecArray | null {
  // A table of TOML may have a zone of its own: that of one language.
  return file.endsWith(".toml") ? tomlZone.exec(text.split(/^[ \t]*\[/m, 1)[0] ?? "") : yamlZone.exec(text);
}
