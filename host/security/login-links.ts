import { randomBytes } from "node:crypto";
import { isEqual } from "./authenticate.ts";

/**
 * One-time codes that a browser exchanges for the cookie. A link passes through places that others can read (the
 * process list, a terminal's scrollback), so that what it carries is worth nothing once it has been used.
 */
export class LoginLinks {
  #codes: string[] = [];

  create(): string {
    const code = randomBytes(32).toString("base64url");
    this.#codes.push(code);
    return code;
  }

  /** Whether the code was good; it is not any more. */
  redeem(code: string): boolean {
    const found = this.#codes.find((known) => isEqual(known, code));
    this.#codes = this.#codes.filter((known) => known !== found);
    return found !== undefined;
  }
}
