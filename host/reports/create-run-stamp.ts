import type { CellRun, RunRecord } from "../../notebooks/cell-run.ts";
import { findStaleCells } from "../../notebooks/find-stale-cells.ts";
import { hashSource } from "../../notebooks/hash-source.ts";
import type { RunStamp } from "../../report/index.ts";
import { joinLines, type Notebook } from "../contents/notebook.ts";

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
  const staleCells = findStale(notebook, record);
  return {
    generatedAt: made.map(({ endedAt }) => endedAt).reduce((one, other) => (one > other ? one : other)),
    versions: Object.fromEntries(Object.entries(record.versions).sort()),
    dataFiles: listDataFiles([...last.values()]),
    durationMs: made.reduce((sum, { durationMs }) => sum + durationMs, 0),
    ...(staleCells.length > 0 ? { staleCells } : {}),
  };
}

function findStale({ cells }: Notebook, { runs }: RunRecord): string[] {
  const code = cells
    .filter(({ cell_type }) => cell_type === "code")
    .map(({ id, source }) => ({ id: id ?? "", source: hashSource(joinLines(source)) }));
  return [...findStaleCells(code, runs).reasons.keys()];
}

/** Each content of each file once. What a cell read that has been deleted since may still be in use. */
function listDataFiles(runs: readonly CellRun[]): RunStamp["dataFiles"] {
  const files = new Map<string, RunStamp["dataFiles"][number]>();
  for (const { name, sha256 } of runs.flatMap(({ dataFiles = [] }) => dataFiles)) {
    files.set(`${sha256} ${name}`, { name, sha256 });
  }
  return [...files.values()];
}
