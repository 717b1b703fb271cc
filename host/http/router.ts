import type { IncomingHttpHeaders } from "node:http";
import { HttpError } from "./http-error.ts";
import type { Reply } from "./reply.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** One request as handlers see it. */
export interface Exchange {
  method: Method;
  url: URL;
  /** Named parts of the route's pattern, decoded. */
  params: Record<string, string>;
  headers: IncomingHttpHeaders;
  /** The body parsed as JSON (`{}` when empty), whatever its content type: Jupyter clients send JSON as text. */
  readJson(): Promise<Record<string, unknown>>;
}

export type Handler = (exchange: Exchange) => Promise<Reply> | Reply;

export interface Route {
  method: Method;
  /** Segments: literal, `:name` (one segment) or, last, `*name` (the rest, still percent-encoded, without leading slash). */
  pattern: string;
  handle: Handler;
  /** Largest body in bytes; default 1 MiB. */
  bodyLimit?: number;
  /** Served without credentials. */
  isPublic?: boolean;
}

export interface Match {
  route: Route;
  params: Record<string, string>;
}

/** Finds the route of a request; routes are tried in order. */
export class Router {
  readonly #routes: readonly Route[];

  constructor(routes: readonly Route[]) {
    this.#routes = routes;
  }

  /** @throws HttpError 404 for an unknown path, 405 for a known path with another method */
  match(method: string, pathname: string): Match {
    const allowed: string[] = [];
    for (const route of this.#routes) {
      const params = matchPattern(route.pattern, pathname);
      if (params === null) continue;
      if (route.method === method || (method === "HEAD" && route.method === "GET")) return { route, params };
      allowed.push(route.method);
    }
    if (allowed.length > 0) throw new HttpError(405, `${method} is not possible here; ${allowed.join(", ")} would be`);
    throw new HttpError(404, `Nothing is served at ${pathname}`);
  }
}

/** The named parts of a path that fits a pattern, or null. */
export function matchPattern(pattern: string, pathname: string): Record<string, string> | null {
  const wanted = pattern.split("/").slice(1);
  const given = pathname
    .replace(/(?<=.)\/+$/, "")
    .split("/")
    .slice(1);
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    if (part.startsWith("*")) {
      params[part.slice(1)] = given.slice(index).join("/");
      return params;
    }
    const segment = given[index];
    if (segment === undefined) return null;
    if (part.startsWith(":")) {
      if (segment === "") return null;
      params[part.slice(1)] = decodeSegment(segment);
    } else if (part !== segment) return null;
  }
  return given.length === wanted.length ? params : null;
}

/** @throws HttpError 400 when the percent-encoding is broken */
export function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    throw new HttpError(400, `"${segment}" is not properly percent-encoded`, { cause });
  }
}
