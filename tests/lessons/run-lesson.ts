import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { collectLedger, type ExecutedNotebook, type LedgerEntry } from "ulm/ledger";
import { runNotebook, type RunResult } from "../../host/run-notebook.ts";
import { notebooksFolder, type LessonFile } from "../notebooks/lesson-files.ts";

type Source = Parameters<typeof runNotebook>[0];

/** Runs a shipped lesson in a kernel of its own, as `ulm run` does. */
export async function runLesson(lesson: LessonFile): Promise<RunResult> {
  const stateDirectory = await mkdtemp(join(tmpdir(), "ulm-lesson-"));
  try {
    return await runNotebook(lesson.notebook as unknown as Source, { cwd: notebooksFolder, stateDirectory });
  } finally {
    await rm(stateDirectory, { recursive: true, force: true });
  }
}

/** What a cell's run left, one output after the other. */
export function outputsOf({ notebook }: RunResult, cellId: string): Record<string, unknown>[] {
  const cell = notebook.cells.find(({ id }) => id === cellId);
  if (cell === undefined) throw new Error(`the lesson has no cell "${cellId}"`);
  return (cell.outputs ?? []) as unknown as Record<string, unknown>[];
}

/** The outputs without progress, which only slow computations show: a bar while they run, and what is left of it when they are done. */
export function lastingOutputsOf(run: RunResult, cellId: string): Record<string, unknown>[] {
  const isProgress = ({ data }: Record<string, unknown>) =>
    /^$|[█░]{24}/.test(String((data as Record<string, unknown> | undefined)?.["text/plain"]));
  return outputsOf(run, cellId).filter((output) => !isProgress(output));
}

/** The representations of a cell's last displayed value. */
export function resultOf(run: RunResult, cellId: string): Record<string, unknown> {
  const data = outputsOf(run, cellId).flatMap((output) => (output.data ? [output.data] : []));
  if (data.length === 0) throw new Error(`cell "${cellId}" displays nothing`);
  return data.at(-1) as Record<string, unknown>;
}

/** A cell's last displayed value, as text. */
export const textOf = (run: RunResult, cellId: string): string => String(resultOf(run, cellId)["text/plain"]);

/** What a cell printed. */
export const printedBy = (run: RunResult, cellId: string): string =>
  outputsOf(run, cellId)
    .map(({ text }) => text ?? "")
    .join("");

/** The entries that a run made in the ledger. */
export const ledgerOf = (run: RunResult): LedgerEntry[] => collectLedger(run.notebook as unknown as ExecutedNotebook);
