import type { RunRecord } from "../../notebooks/cell-run.ts";
import type { RunStamp } from "../../report/index.ts";
import type { Notebook } from "../contents/notebook.ts";
import { readStoredRun } from "../runs/stored-run.ts";
import { createRunStamp } from "./create-run-stamp.ts";

/**
 * The stamp of whatever made a notebook's results: its kernel's runs, else the run that the notebook itself carries.
 *
 * @param runs of the notebook's kernel, when it has one
 * @returns undefined when neither made all of the results
 */
export function findRunStamp(notebook: Notebook, runs?: RunRecord): RunStamp | undefined {
  const fromKernel = runs && createRunStamp(notebook, runs);
  if (fromKernel !== undefined) return fromKernel;
  const stored = readStoredRun(notebook);
  return stored && createRunStamp(notebook, stored);
}
