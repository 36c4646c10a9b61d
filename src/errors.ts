/** A mistake of the person who runs galley (usage, configuration, paths): shown without a stack, exit code 2. */
export class UserError extends Error {
  override readonly name = "UserError";
  /** What to do about it. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.hint = hint;
  }
}
