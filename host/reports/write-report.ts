import { posix } from "node:path";
import type { RunRecord } from "../../notebooks/cell-run.ts";
import { NotebookError, renderReport } from "../../report/index.ts";
import type { ReportExists, ReportRequest, ReportWritten } from "../api.ts";
import type { Contents } from "../contents/contents.ts";
import { HttpError } from "../http/http-error.ts";
import { findRunStamp } from "./find-run-stamp.ts";

/**
 * Writes a notebook of the workspace as an HTML report beside it.
 *
 * @param runs of the notebook's kernel, when it has one
 * @throws HttpError 409 with `ReportExists` when the file is there and may not be overwritten
 */
export async function writeReport(
  contents: Contents,
  request: ReportRequest,
  runs: RunRecord | undefined,
): Promise<ReportWritten> {
  const { path, language } = request;
  const target = request.target ?? `${path.replace(/\.ipynb$/, "")}.html`;
  if (!/\.html?$/i.test(target)) throw new HttpError(400, `"${target}" must end in .html: a report is an HTML file`);
  if (!request.overwrite) await refuseToOverwrite(contents, target);
  const notebook = await contents.readNotebook(path);
  const text = await renderReport(notebook, { language, stamp: findRunStamp(notebook, runs) }).catch(
    (cause: unknown) => {
      if (cause instanceof NotebookError) throw new HttpError(400, `${path}: ${cause.message}`, { cause });
      throw cause;
    },
  );
  const written = request.overwrite
    ? (await contents.save(target, { type: "file", format: "text", content: text, chunk: null })).model
    : await contents.createNew(target, text);
  return { path: written.path };
}

async function refuseToOverwrite(contents: Contents, target: string): Promise<void> {
  const folder = posix.dirname(`/${target}`).slice(1);
  const free = await contents.freePath(folder, posix.basename(target), { separator: "-" });
  if (free === target) return;
  const message = `"${target}" is already there`;
  const exists: ReportExists = { message, path: target, suggestion: free };
  throw new HttpError(409, message, { reason: "exists", details: { ...exists } });
}
