/** More are not worth their memory: what comes again and again is there again soon. */
const MOST = 1000;

/**
 * What `make` makes of a text. It is remembered, since many findings hold the same texts.
 *
 * @param make takes a second text that most often depends on the first
 */
export function remembered<T>(make: (text: string, about: string) => T): (text: string, about?: string) => T {
  const known = new Map<string, { readonly about: string; readonly made: T }>();
  return (text, about = "") => {
    const before = known.get(text);
    if (before !== undefined && before.about === about) return before.made;
    const made = make(text, about);
    if (known.size >= MOST) known.clear();
    known.set(text, { about, made });
    return made;
  };
}
