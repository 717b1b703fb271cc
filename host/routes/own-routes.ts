import { languages } from "../../notebooks/localized.ts";
import type { OpenedLesson, ReportRequest, Trusted } from "../api.ts";
import { dirname } from "node:path";
import { markEditedModules } from "../runs/mark-edited-modules.ts";
import type { Contents } from "../contents/contents.ts";
import { readChoice, readText, requireText } from "../http/read-fields.ts";
import { json, noContent } from "../http/reply.ts";
import type { Route } from "../http/router.ts";
import type { Lessons } from "../lessons/lessons.ts";
import { readProgressUpdate, recordProgress } from "../lessons/progress.ts";
import { listRecentFiles } from "../lessons/recent-files.ts";
import { writeReport } from "../reports/write-report.ts";
import type { Sessions } from "../sessions/sessions.ts";
import type { Store } from "../store/store.ts";
import type { Trust } from "../trust/trust.ts";

export interface OwnRoutesOptions {
  contents: Contents;
  lessons: Lessons;
  sessions: Sessions;
  store: Store;
  trust: Trust;
}

/** `/ulm/api`: what Jupyter's API has no word for. Bodies are typed in `api.ts`. */
export function ownRoutes({ contents, lessons, sessions, store, trust }: OwnRoutesOptions): Route[] {
  return [
    { method: "GET", pattern: "/ulm/api/lessons", handle: async () => json(await lessons.list()) },
    {
      method: "POST",
      pattern: "/ulm/api/lessons/:id/open",
      handle: async ({ params, url }) => {
        const path = await lessons.open(params.id, { isFresh: url.searchParams.get("fresh") === "1" });
        return json({ path } satisfies OpenedLesson);
      },
    },
    { method: "GET", pattern: "/ulm/api/progress", handle: () => json(store.state.progress) },
    {
      method: "PUT",
      pattern: "/ulm/api/progress",
      handle: async ({ readJson }) => {
        await recordProgress(store, readProgressUpdate(await readJson()));
        return noContent();
      },
    },
    { method: "GET", pattern: "/ulm/api/recent", handle: async () => json(await listRecentFiles(store, contents)) },
    {
      method: "GET",
      pattern: "/ulm/api/runs",
      handle: async ({ url }) => {
        const path = url.searchParams.get("path") ?? "";
        const runs = sessions.runsOf(path)?.runs ?? [];
        if (runs.every(({ modules }) => modules === undefined)) return json(runs);
        return json(await markEditedModules(runs, dirname((await contents.locate(path)).absolute)));
      },
    },
    {
      method: "POST",
      pattern: "/ulm/api/report",
      handle: async ({ readJson }) => {
        const request = readReportRequest(await readJson());
        return json(await writeReport(contents, request, sessions.runsOf(request.path)), 201);
      },
    },
    {
      method: "POST",
      pattern: "/ulm/api/trust",
      handle: async ({ readJson }) => {
        const path = requireText(await readJson(), "path");
        const count = trust.recordNotebook(await contents.readNotebook(path));
        await trust.flush();
        return json({ path, contents: count } satisfies Trusted);
      },
    },
  ];
}

function readReportRequest(body: Record<string, unknown>): ReportRequest {
  const request: ReportRequest = {
    path: requireText(body, "path"),
    language: readChoice(body.language, "language", languages) ?? "en",
    overwrite: body.overwrite === true,
  };
  const target = readText(body, "target");
  return target === undefined ? request : { ...request, target };
}
