import picomatch from "picomatch";

/**
 * Compiles globs, `!` among them: the last one that matches decides. Answers true (taken), false (taken out) or undefined (no glob
 * matches). Dot names match like others; `./`, a leading and a trailing `/` do not count.
 */
export function globList(globs: readonly string[]): (path: string) => boolean | undefined {
  const tests = globs.map((glob) => {
    const negated = glob.startsWith("!");
    const bare = (negated ? glob.slice(1) : glob).replace(/^\.?\//, "").replace(/\/+$/, "");
    return { taken: !negated, test: bare === "" ? () => false : globTest(bare) };
  });
  return (path) => {
    for (let index = tests.length - 1; index >= 0; index--) {
      const one = tests[index];
      if (one?.test(path) === true) return one.taken;
    }
    return undefined;
  };
}

/** One glob without `!`. What picomatch does for each path, but for options that galley does not use. */
function globTest(glob: string): (path: string) => boolean {
  const pattern = picomatch.makeRe(glob, { dot: true });
  return (path) => path === glob || (path !== "" && pattern.test(path));
}

/** Whether a pattern has anything that is special in a glob. */
export function isGlob(pattern: string): boolean {
  return /[*?[\]{}]|[!@+]\(/.test(pattern);
}

/** The folder before a glob's first special part: `posts/2021` of `posts/2021/*.md`, "" when it begins specially. */
export function globFolder(glob: string): string {
  const parts = glob.split("/");
  const special = parts.findIndex((part) => isGlob(part) || part.includes("\\") || part.includes("("));
  return (special === -1 ? parts.slice(0, -1) : parts.slice(0, special)).join("/");
}

/** A path that a glob reads as itself. */
export function escapeGlob(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@$|^]/g, "\\$&");
}
