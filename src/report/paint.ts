import { Chalk, type ChalkInstance } from "chalk";

/** Colours by meaning. Without colour every method gives its text back. */
export class Paint {
  readonly #chalk: ChalkInstance;

  constructor(color: boolean) {
    this.#chalk = new Chalk({ level: color ? 1 : 0 });
  }

  bold(text: string): string {
    return this.#chalk.bold(text);
  }

  dim(text: string): string {
    return this.#chalk.dim(text);
  }

  good(text: string): string {
    return this.#chalk.green(text);
  }

  bad(text: string): string {
    return this.#chalk.red(text);
  }

  /** A severity, padded to the longest. */
  severity(severity: "error" | "warn" | "info" | "off"): string {
    const padded = severity.padEnd(5);
    if (severity === "error") return this.#chalk.red(padded);
    if (severity === "warn") return this.#chalk.yellow(padded);
    return severity === "off" ? this.#chalk.dim(padded) : this.#chalk.blue(padded);
  }
}
