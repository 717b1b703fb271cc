import type { Readable } from "node:stream";

/** What a handler answers; the server adds the security headers and sends it. */
export interface Reply {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer | Readable | null;
}

export function json(value: unknown, status = 200): Reply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
    body: JSON.stringify(value),
  };
}

export function html(body: string, status = 200, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...headers },
    body,
  };
}

export function noContent(): Reply {
  return { status: 204, headers: {}, body: null };
}

export function redirect(location: string, headers: Record<string, string> = {}): Reply {
  return { status: 302, headers: { location, "cache-control": "no-store", ...headers }, body: null };
}
