import type { Listing } from "../capabilities.js";
import type { GeneratorProfile } from "./generators.js";
import { type FileLookup, joinPath, lookUpFile } from "./local-file.js";

/** Where a site keeps the files that its posts refer to. */
export interface Site {
  readonly listFolder: (folder: string) => Listing | undefined;
  readonly generator: GeneratorProfile;
  /** Folder in which a path that begins with `/` is looked up; undefined: the generator's public folders. */
  readonly root: string | undefined;
}

/** `only`: no second file differs in case alone. */
export type SiteLookup =
  | Exclude<FileLookup, { kind: "case" }>
  | { kind: "case"; readonly near: string; readonly only: boolean };

/** Parts of pages: what their paths are relative to is another file's matter. */
const PARTIAL = /(?:^|\/)(?:_?layouts?|_?includes?|partials|themes|templates|archetypes|scaffolds)\//;

/** Whether the paths in a file are relative to the file. */
export function isPage(path: string): boolean {
  if (last.path !== path) last = { path, isPage: !PARTIAL.test(path) };
  return last.isPage;
}

/** Of the path asked about last: several rules ask. */
let last = { path: "", isPage: true };

/** Looks for the file that a path (as `localPath` gives it) in a post names, in every place where it may be. */
export function lookUpSiteFile(site: Site, post: string, path: string): SiteLookup {
  const lookups: FileLookup[] = [];
  for (const place of homes(site, post, path)) {
    if (place === undefined) continue;
    const lookup = lookUpFile(site.listFolder, place);
    if (lookup.kind === "found") return lookup;
    lookups.push(lookup);
  }
  if (lookups.every(({ kind }) => kind === "unknown")) return { kind: "unknown" };
  for (const place of elsewhere(site, post, path)) {
    if (place !== undefined && lookUpFile(site.listFolder, place).kind === "found") return { kind: "found" };
  }
  const nears = lookups.filter((lookup) => lookup.kind === "case");
  const [near] = nears;
  if (near !== undefined) return { kind: "case", near: near.near, only: nears.length === 1 };
  return lookups.find((lookup) => lookup.kind === "missing") ?? { kind: "unknown" };
}

/** Where the file belongs, the likeliest first. */
function homes({ generator, root }: Site, post: string, path: string): readonly (string | undefined)[] {
  const folder = parentOf(post);
  if (path.startsWith("/")) return publicFolders(generator, root).map((home) => joinPath(home, path.slice(1)));
  const stem = stemOf(post);
  return [joinPath(folder, path), joinPath(folder === "." ? stem : `${folder}/${stem}`, path)];
}

/** Where it may be all the same: themes, sites inside a larger repository, and pages under another address. */
function* elsewhere(
  { listFolder, generator, root }: Site,
  post: string,
  written: string,
): Generator<string | undefined> {
  const folder = parentOf(post);
  const path = written.startsWith("/") ? written.slice(1) : written;
  for (const theme of listFolder("themes") ?? []) {
    for (const inner of ["source", "static", "assets"]) yield joinPath(`themes/${theme}/${inner}`, path);
  }
  const sites = [folder];
  for (let site = folder; site !== "."; sites.push(site)) site = parentOf(site);
  for (const site of sites) {
    yield joinPath(site, path);
    for (const home of generator.publicFolders) yield joinPath(`${site}/${home}`, path);
  }
  // The page of `content/posts/pier.md` lies at `/posts/pier/`.
  const section = folder.slice(folder.indexOf("/") + 1);
  for (const home of publicFolders(generator, root)) {
    yield joinPath(`${home}/${section}`, path);
    yield joinPath(`${home}/${section}/${stemOf(post)}`, path);
  }
}

function publicFolders(generator: GeneratorProfile, root: string | undefined): readonly string[] {
  return root === undefined ? generator.publicFolders : [root];
}

function stemOf(post: string): string {
  return post.slice(post.lastIndexOf("/") + 1).replace(/\.[^.]*$/, "");
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash === -1 ? "." : path.slice(0, slash);
}

/** A folder in words; `.` is the project's. `post` is the file that speaks of it. */
export function sayFolder(folder: string, post: string): string {
  if (folder !== ".") return `\`${folder}\``;
  return post.includes("/") ? "The folder of the project" : "This folder";
}
