import { createHash, timingSafeEqual } from "node:crypto";

/** What a request proved itself with. */
export type Credential = "cookie" | "token";

export interface Secrets {
  cookieName: string;
  cookieValue: string;
  token: string;
}

export interface PresentedCredentials {
  cookie: string | undefined;
  authorization: string | undefined;
  /** `?token=` of a WebSocket: clients outside a browser often cannot set its headers. */
  queryToken: string | null;
}

/** Which valid credential a request presents, or null. */
export function authenticate(presented: PresentedCredentials, secrets: Secrets): Credential | null {
  const header = /^(?:token|bearer)\s+(\S+)$/i.exec(presented.authorization ?? "");
  if (header !== null && isEqual(header[1], secrets.token)) return "token";
  if (presented.queryToken !== null && isEqual(presented.queryToken, secrets.token)) return "token";
  const values = readCookies(presented.cookie ?? "", secrets.cookieName);
  return values.some((value) => isEqual(value, secrets.cookieValue)) ? "cookie" : null;
}

/** Compares without telling by its duration where two secrets differ. */
export function isEqual(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function readCookies(header: string, name: string): string[] {
  return header
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1));
}
