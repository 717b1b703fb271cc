import { allow, refuse, type Verdict } from "./verdict.ts";

/** The names under which this server answers. */
export function ownHosts(port: number): string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/**
 * A page of another site can make its own name resolve to 127.0.0.1 (DNS rebinding) and would then be of "one origin"
 * with us; but its requests still name that site in `Host`.
 */
export function checkHost(host: string | undefined, port: number): Verdict {
  if (host === undefined) return refuse("the request names no host");
  if (ownHosts(port).includes(host.toLowerCase())) return allow("the host is this machine");
  return refuse(`the request is meant for another host (${host})`);
}
