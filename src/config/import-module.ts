/**
 * Runs a module of the user's. It stands alone because the command line keeps compiled code between runs: in kept code, older
 * versions of Node have forgotten how to import, so the bundle has this in a chunk of its own that is never kept.
 *
 * @param specifier a `file:` URL or the name of a package
 */
export function importModule(specifier: string): Promise<{ readonly default?: unknown }> {
  return import(specifier);
}
