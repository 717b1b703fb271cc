import type { CellRun, RunRecord } from "../../notebooks/cell-run.ts";
import type { RunStamp } from "../../report/index.ts";
import type { Notebook } from "../contents/notebook.ts";

/**
 * What a report says about how its numbers came about.
 *
 * @param record of the kernel that ran the notebook
 * @returns undefined when any result in the notebook was not made by the runs of the record: then nobody knows
 */
export function createRunStamp(notebook: Notebook, record: RunRecord): RunStamp | undefined {
  const last = new Map(record.runs.map((run) => [run.cell, run]));
  const made: CellRun[] = [];
  for (const { id, execution_count } of notebook.cells) {
    if (typeof execution_count !== "number") continue;
    const run = last.get(id ?? "");
    if (run?.count !== execution_count) return undefined;
    made.push(run);
  }
  if (made.length === 0) return undefined;
  return {
    generatedAt: made.map(({ endedAt }) => endedAt).reduce((one, other) => (one > other ? one : other)),
    versions: record.versions,
    dataFiles: listDataFiles([...last.values()]),
    durationMs: made.reduce((sum, { durationMs }) => sum + durationMs, 0),
  };
}

/** Each content of each file once. What a cell read that has been deleted since may still be in use. */
function listDataFiles(runs: readonly CellRun[]): RunStamp["dataFiles"] {
  const files = new Map<string, RunStamp["dataFiles"][number]>();
  for (const { name, sha256 } of runs.flatMap(({ dataFiles = [] }) => dataFiles)) {
    files.set(`${sha256} ${name}`, { name, sha256 });
  }
  return [...files.values()];
}
