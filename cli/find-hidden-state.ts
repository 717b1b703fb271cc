import { isDeepStrictEqual } from "node:util";
import { joinLines, type Cell, type Notebook, type Output } from "../host/contents/notebook.ts";
import { readStoredRun } from "../host/runs/stored-run.ts";
import { findStaleCells, type StaleReason } from "../notebooks/find-stale-cells.ts";

export interface HiddenState {
  /** From 0. */
  cellIndex: number;
  /** What is wrong with the cell's stored results. */
  problem: string;
}

/**
 * Finds the stored results of a notebook that a run from top to bottom does not give: they depend on cells that were
 * deleted, edited, run twice or in another order. Three things tell, of each cell the first that holds:
 *
 * 1. the fresh run raises an error where none is stored;
 * 2. by its execution count the cell ran before a cell above whose name it reads, or after one below that changed it;
 * 3. its results differ. Not compared are stderr, pictures, progress bars, and cells tagged `nbval-ignore-output`.
 *
 * @param stored as it was found; its cells without results are not judged
 * @param fresh the same notebook after `runNotebook`
 */
export function findHiddenState(stored: Notebook, fresh: Notebook): HiddenState[] {
  const disorder = findDisorder(stored, fresh);
  return stored.cells.flatMap((cell, cellIndex) => {
    const again = fresh.cells[cellIndex];
    if (typeof cell.execution_count !== "number" || typeof again.execution_count !== "number") return [];
    const problem = findError(cell, again) ?? disorder.get(again.id ?? "") ?? findDifference(cell, again);
    return problem === undefined ? [] : [{ cellIndex, problem }];
  });
}

function findError(cell: Cell, again: Cell): string | undefined {
  const isError = ({ output_type }: Output) => output_type === "error";
  const error = again.outputs?.find(isError);
  if (error === undefined || cell.outputs?.some(isError)) return undefined;
  return `run from top to bottom it raises ${String(error.ename)}: ${String(error.evalue).split("\n")[0]}`;
}

/** The cells that are stale by their stored execution counts, by id. */
function findDisorder(stored: Notebook, fresh: Notebook): Map<string, string> {
  const counts = new Map(fresh.cells.map(({ id }, index) => [id, stored.cells[index].execution_count]));
  const runs = (readStoredRun(fresh)?.runs ?? [])
    .flatMap((run) => {
      const count = counts.get(run.cell);
      return typeof count === "number" ? [{ ...run, count }] : [];
    })
    .sort((one, other) => one.count - other.count);
  const texts = fresh.cells.flatMap(({ id }) => runs.filter(({ cell }) => cell === id));
  const cells = texts.map(({ cell, source }) => ({ id: cell, source }));
  const { reasons } = findStaleCells(cells, runs);
  const numberOf = (id: string) => fresh.cells.findIndex((cell) => cell.id === id) + 1;
  return new Map([...reasons].map(([id, reason]) => [id, explain(reason, numberOf)]));
}

function explain(reason: StaleReason, numberOf: (id: string) => number): string {
  if (reason.kind === "changed") {
    return `it is older than \`${reason.name}\`, which cell ${numberOf(reason.by)} changed after it was run`;
  }
  if (reason.kind === "out-of-order") {
    return `it saw \`${reason.name}\` as cell ${numberOf(reason.by)} left it, which comes in another place`;
  }
  return "it was not run in the notebook's order";
}

function findDifference(cell: Cell, again: Cell): string | undefined {
  const { tags } = cell.metadata;
  if (Array.isArray(tags) && tags.includes("nbval-ignore-output")) return undefined;
  return isDeepStrictEqual(resultsOf(cell), resultsOf(again))
    ? undefined
    : "run from top to bottom it gives another result";
}

/** What a run of the same code on the same data gives again. */
function resultsOf({ outputs = [] }: Cell): unknown {
  const stdout = outputs
    .filter(({ output_type, name }) => output_type === "stream" && name === "stdout")
    .map(({ text = "" }) => joinLines(text));
  const shown = outputs.flatMap(({ output_type, data, ename }) => {
    if (output_type === "error") return [ename];
    if (data === undefined || isProgress(data)) return [];
    return [Object.fromEntries(Object.entries(data).filter(([type]) => !type.startsWith("image/")))];
  });
  return { stdout: stdout.join(""), shown };
}

/** A bar says how fast the machine is. */
function isProgress(data: Record<string, unknown>): boolean {
  return Object.keys(data).length === 1 && /[█░]{8}/.test(String(data["text/plain"]));
}
