import { readRecord, readText, requireText } from "../http/read-fields.ts";
import { json, noContent } from "../http/reply.ts";
import type { Route } from "../http/router.ts";
import type { SessionChange, Sessions } from "../sessions/sessions.ts";

/** `/api/sessions`. */
export function sessionRoutes(sessions: Sessions): Route[] {
  const pattern = "/api/sessions/:id";
  return [
    { method: "GET", pattern: "/api/sessions", handle: () => json(sessions.list()) },
    {
      method: "POST",
      pattern: "/api/sessions",
      handle: async ({ readJson }) => {
        const body = await readJson();
        return json(await sessions.start({ ...readChange(body), path: requireText(body, "path") }), 201);
      },
    },
    { method: "GET", pattern, handle: ({ params }) => json(sessions.get(params.id)) },
    {
      method: "PATCH",
      pattern,
      handle: async ({ params, readJson }) => json(await sessions.update(params.id, readChange(await readJson()))),
    },
    {
      method: "DELETE",
      pattern,
      handle: async ({ params }) => {
        await sessions.delete(params.id);
        return noContent();
      },
    },
  ];
}

function readChange(body: Record<string, unknown>): SessionChange {
  const kernel = readRecord(body, "kernel");
  return {
    path: readText(body, "path"),
    name: readText(body, "name"),
    type: readText(body, "type"),
    kernel: kernel && { id: readText(kernel, "id"), name: readText(kernel, "name") },
  };
}
