let preferred = false;

/**
 * Whether texts are read by the reference parsers alone (rehype-parse and its like), and not by galley's own fast ones, which give the
 * same. For the whole process: to find out which of them a fault lies in.
 */
export function preferReference(on: boolean): void {
  preferred = on;
}

export function prefersReference(): boolean {
  return preferred;
}
