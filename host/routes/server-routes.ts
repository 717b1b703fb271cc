import { HttpError } from "../http/http-error.ts";
import { json, redirect } from "../http/reply.ts";
import type { Route } from "../http/router.ts";
import type { Kernels } from "../kernels/kernels.ts";
import type { Log } from "../log.ts";
import type { LoginLinks } from "../security/login-links.ts";

export interface ServerRoutesOptions {
  kernels: Kernels;
  links: LoginLinks;
  /** `Set-Cookie` of a browser that came through a good link. */
  createCookie(): string;
  startedAt: Date;
  version: string;
  log: Log;
}

/** The entrance, and what clients ask about the server itself. */
export function serverRoutes({ kernels, links, createCookie, startedAt, version, log }: ServerRoutesOptions): Route[] {
  return [
    {
      method: "GET",
      pattern: "/login",
      isPublic: true,
      handle: ({ url }) => {
        if (links.redeem(url.searchParams.get("code") ?? "")) return redirect("/lab", { "set-cookie": createCookie() });
        log.warn("login.refused", { message: "A sign-in link was used that is unknown or has been used before" });
        // Whoever is signed in already gets in; whoever is not is told so at the next door.
        return redirect("/lab");
      },
    },
    { method: "GET", pattern: "/api", handle: () => json({ version }) },
    {
      method: "GET",
      pattern: "/api/status",
      handle: () => {
        const models = kernels.list().map((kernel) => kernel.model);
        const activity = models.map((model) => model.last_activity).sort();
        return json({
          started: startedAt.toISOString(),
          last_activity: activity.at(-1) ?? startedAt.toISOString(),
          connections: models.reduce((sum, model) => sum + model.connections, 0),
          kernels: models.length,
        });
      },
    },
    {
      method: "GET",
      pattern: "/api/me",
      handle: () => {
        const identity = {
          username: "you",
          name: "You",
          display_name: "You",
          initials: "Y",
          avatar_url: null,
          color: null,
        };
        return json({ identity, permissions: {} });
      },
    },
    {
      method: "GET",
      pattern: "/api/terminals",
      handle: () => {
        throw new HttpError(404, "Terminals are not offered");
      },
    },
    {
      method: "GET",
      pattern: "/robots.txt",
      isPublic: true,
      handle: () => ({ status: 200, headers: { "content-type": "text/plain" }, body: "User-agent: *\nDisallow: /\n" }),
    },
  ];
}
