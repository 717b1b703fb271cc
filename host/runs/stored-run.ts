import { createHash } from "node:crypto";
import type { RunRecord } from "../../notebooks/cell-run.ts";
import type { Cell, Notebook } from "../contents/notebook.ts";

/** Notebook metadata `ulm.run`: the record of the run that made the notebook's results, and what those were. */
interface StoredRun extends RunRecord {
  /** Digest of the results of each cell that was run, by its id. */
  results: Record<string, string>;
}

/** The notebook with the record of its run in its metadata. */
export function storeRun(notebook: Notebook, record: RunRecord): Notebook {
  const run: StoredRun = { ...record, results: digestResults(notebook) };
  return { ...notebook, metadata: { ...notebook.metadata, ulm: { ...ulmMetadata(notebook), run } } };
}

/** The record that a notebook carries; undefined when it has none, or results that another run made. */
export function readStoredRun(notebook: Notebook): RunRecord | undefined {
  const run = ulmMetadata(notebook).run;
  if (!isStoredRun(run)) return undefined;
  const present = Object.entries(digestResults(notebook));
  return present.every(([cell, digest]) => run.results[cell] === digest)
    ? { versions: run.versions, runs: run.runs }
    : undefined;
}

function ulmMetadata({ metadata }: Notebook): Record<string, unknown> {
  const { ulm } = metadata;
  return isRecord(ulm) ? ulm : {};
}

function digestResults(notebook: Notebook): Record<string, string> {
  const executed = notebook.cells.filter((cell) => typeof cell.execution_count === "number");
  return Object.fromEntries(executed.map((cell) => [cell.id ?? "", digestCell(cell)]));
}

/** Whoever saves a notebook may order keys anew: the digest does not depend on it. */
function digestCell({ execution_count, outputs }: Cell): string {
  const text = JSON.stringify([execution_count, outputs], (_key, value: unknown) =>
    isRecord(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  );
  return createHash("sha256").update(text).digest("hex");
}

/** A file may hold anything. */
function isStoredRun(value: unknown): value is StoredRun {
  return (
    isRecord(value) &&
    isRecord(value.versions) &&
    isRecord(value.results) &&
    Array.isArray(value.runs) &&
    value.runs.every(isCellRun)
  );
}

function isCellRun(run: unknown): boolean {
  if (!isRecord(run)) return false;
  const { cell, count, source, endedAt, durationMs, dataFiles = [] } = run;
  return (
    [cell, source, endedAt].every((text) => typeof text === "string") &&
    [count, durationMs].every((number) => typeof number === "number") &&
    [run.defines, run.reads, run.mutates].every((names) => Array.isArray(names)) &&
    Array.isArray(dataFiles) &&
    dataFiles.every((file) => isRecord(file) && typeof file.name === "string" && typeof file.sha256 === "string")
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
