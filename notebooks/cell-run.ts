import type { CellNames, DataFile, ModuleVersion } from "./cell-report.ts";

/** One run of one cell. */
export interface CellRun extends CellNames {
  /** The cell's id in its notebook. */
  cell: string;
  /** The execution count that it got: runs of one kernel are ordered by it. */
  count: number;
  /** `hashSource` of the text that was run. */
  source: string;
  /** Left out when it succeeded. */
  failed?: true;
  /** Left out when it read none. */
  dataFiles?: DataFile[];
  /** Left out when it imported none. */
  modules?: ModuleVersion[];
  /** Names of those whose file holds another text by now: the host says so when it is asked for runs. */
  editedModules?: string[];
  /** ISO 8601. */
  endedAt: string;
  durationMs: number;
}

/** What is known of how a notebook's results came about: the runs of one kernel, in their order. */
export interface RunRecord {
  /** What they ran on, by name. */
  versions: Record<string, string>;
  runs: readonly CellRun[];
}
