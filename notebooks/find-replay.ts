import type { CellRun } from "./cell-run.ts";

/**
 * The cells to run in a fresh kernel so that variables are what they were: each cell that had been run, once, in the order
 * of their first runs; up to the cell that was running, which may be what ended the kernel. Cells that had failed are
 * passed over.
 *
 * @param runs of the kernel that ended, in their order
 * @param running id of the cell that was running
 */
export function findReplay(runs: readonly Pick<CellRun, "cell" | "failed">[], running?: string): string[] {
  const failed = new Map(runs.map((run) => [run.cell, run.failed === true]));
  const cells = [...failed.keys()];
  const end = running === undefined || !failed.has(running) ? cells.length : cells.indexOf(running);
  return cells.slice(0, end).filter((cell) => failed.get(cell) === false);
}
