import type { Credential } from "./authenticate.ts";
import { allow, refuse, type Verdict } from "./verdict.ts";

export interface OriginQuestion {
  method: string;
  isWebSocket: boolean;
  host: string;
  origin: string | undefined;
  /** `Sec-Fetch-Site`, which pages cannot forge. */
  fetchSite: string | undefined;
  credential: Credential | null;
}

const readingMethods = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Who may change something or open a WebSocket: our own pages, and programs that carry the token. A browser attaches
 * cookies on its own, so a request that rests on the cookie must also prove that one of our pages made it.
 */
export function checkOrigin(question: OriginQuestion): Verdict {
  if (question.origin !== undefined) {
    if (question.origin === `http://${question.host}`) return allow("the request comes from our own page");
    if (question.isWebSocket || !readingMethods.has(question.method)) {
      return refuse(`the request comes from another origin (${question.origin})`);
    }
  }
  if (!question.isWebSocket && readingMethods.has(question.method)) return allow("reading changes nothing");
  if (question.credential === "token") return allow("a program that carries the token");
  if (question.fetchSite === "same-origin") return allow("the browser says that the request is of one origin");
  return refuse("the request does not say where it comes from");
}
