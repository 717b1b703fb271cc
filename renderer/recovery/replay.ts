import { NotebookActions, type NotebookPanel } from "@jupyterlab/notebook";
import type { ServerConnection } from "@jupyterlab/services";
import type { CellRun } from "../../notebooks/cell-run.ts";
import { findReplay } from "../../notebooks/find-replay.ts";
import { callHost } from "../lessons/call-host.ts";

/** Runs cells by their ids, in the order given; those that have been deleted are passed over. It ends where one fails. */
export async function replay({ content, sessionContext }: NotebookPanel, ids: readonly string[]): Promise<void> {
  const cells = ids.flatMap((id) => content.widgets.filter(({ model }) => model.id === id));
  await NotebookActions.runCells(content, cells, sessionContext);
}

/** Ids of the cells that bring back the variables of a kernel that is still there, once it has been restarted. */
export async function fetchReplay(
  { context }: NotebookPanel,
  settings: ServerConnection.ISettings,
  running: string | undefined,
): Promise<string[]> {
  const query = new URLSearchParams({ path: context.path });
  // A host that does not answer knows of no runs: the kernel can be restarted all the same.
  const runs = await callHost<CellRun[]>(settings, "GET", `runs?${query}`).catch(() => []);
  return findReplay(runs, running);
}
