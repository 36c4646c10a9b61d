/** More are not worth their memory: what comes again and again is there again soon. */
const MOST = 1000;

/** What `make` makes of a text of some kind. It is remembered: of most texts that findings hold, there are few. */
export function remembered<T, K = undefined>(make: (text: string, kind: K) => T): (text: string, kind: K) => T {
  const known = new Map<string, { readonly kind: K; readonly made: T }>();
  return (text, kind) => {
    const before = known.get(text);
    if (before !== undefined && before.kind === kind) return before.made;
    const made = make(text, kind);
    if (known.size >= MOST) known.clear();
    known.set(text, { kind, made });
    return made;
  };
}
