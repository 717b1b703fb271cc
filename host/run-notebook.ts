import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { findKernelAlias } from "../kernel/kernel-aliases.ts";
import type { KernelCommand } from "../kernel/launch.ts";
import { kernelspec } from "../kernel/language-info.ts";
import type { Message } from "../kernel/wire/message.ts";
import { settingsOfNotebook } from "../notebooks/kernel-settings.ts";
import { type Cell, joinLines, type Notebook } from "./contents/notebook.ts";
import { findWorkspace } from "./find-workspace.ts";
import { createHostOptions } from "./host-options.ts";
import { type ExecuteReply, KernelClient, KernelDiedError } from "./kernels/kernel-client.ts";
import { type DisplayRegistry, OutputCollector } from "./run/output-collector.ts";
import { RunLog } from "./runs/run-log.ts";
import { storeRun } from "./runs/stored-run.ts";
import { Trust } from "./trust/trust.ts";

export interface RunSpec {
  /** The notebook's folder. */
  cwd: string;
  /** Where addresses such as `workspace:data/orders.csv` start from. Default: see `findWorkspace`. */
  workspace?: string;
  /** Told before and after each code cell. */
  onProgress?: (progress: RunProgress) => void;
  /** Stops the running cell and the run. */
  signal?: AbortSignal;
  /** Goes on after a cell that fails. Default false. A cell tagged `raises-exception` may always fail. */
  allowErrors?: boolean;
  /** Where the user's key for trusted outputs is. Default: the host's. */
  stateDirectory?: string;
  /** How to start the kernel. Default: ours. */
  kernelCommand?: (connectionFile: string) => KernelCommand;
}

export interface RunProgress {
  kind: "started" | "finished";
  /** Of the cell in the notebook, from 0. */
  cellIndex: number;
  /** How many code cells have been finished, and how many there are to run. */
  finished: number;
  total: number;
  /** Milliseconds that the finished cell took. */
  duration?: number;
}

export interface CellFailure {
  /** From 0. */
  cellIndex: number;
  ename: string;
  evalue: string;
  /** Lines, with ANSI colours. */
  traceback: string[];
}

export interface RunResult {
  /** With the outputs, counts and times of this run and no others, and in `metadata.ulm.run` how they came about. */
  notebook: Notebook;
  /** The first cell that failed and was not allowed to. */
  failed?: CellFailure;
  /** Milliseconds by cell index; only cells that ran. */
  durations: Map<number, number>;
  /** ISO 8601 instant at which the run ended. */
  endedAt: string;
}

/** How long a cell may take to end after it was interrupted, in milliseconds; then its kernel is ended. */
const INTERRUPT_PATIENCE = 2000;

/**
 * Runs a notebook from top to bottom in a kernel of its own. The given notebook is not changed.
 *
 * @throws KernelStartError when the kernel does not start, the signal's reason when it is aborted
 */
export async function runNotebook(source: Notebook, spec: RunSpec): Promise<RunResult> {
  spec.signal?.throwIfAborted();
  const { stateDirectory, kernelCommand } = createHostOptions({
    stateDirectory: spec.stateDirectory,
    kernelCommand: spec.kernelCommand,
  });
  const workspace = spec.workspace ?? findWorkspace(spec.cwd);
  const trust = await Trust.open(join(stateDirectory, "trust"));
  const client = await KernelClient.start({
    cwd: spec.cwd,
    runtimeDirectory: join(stateDirectory, "runtime"),
    command: (file) => {
      const { env, ...plain } = kernelCommand(file);
      return { ...plain, env: { ULM_WORKSPACE: workspace, ...env } };
    },
  });
  configure(client, source);
  let ending: NodeJS.Timeout | undefined;
  const interrupt = () => {
    void client.interrupt().catch(() => {});
    // A cell inside native code does not hear of it.
    ending = setTimeout(() => void client.shutdown(), INTERRUPT_PATIENCE);
  };
  spec.signal?.addEventListener("abort", interrupt);
  try {
    return await runCells(prepare(source, client), client, spec, (message) => trust.recordMessage(message));
  } finally {
    spec.signal?.removeEventListener("abort", interrupt);
    clearTimeout(ending);
    await client.shutdown();
    await trust.flush();
  }
}

/** Tells the kernel what the notebook says of it: under the name of another kernel, ours treats cells as that does. */
function configure(client: KernelClient, { metadata }: Notebook): void {
  const settings = settingsOfNotebook(metadata);
  const name = (metadata.kernelspec as { name?: unknown } | undefined)?.name;
  const kernel = findKernelAlias(name) === undefined ? {} : { kernel: String(name) };
  if (Object.keys({ ...settings, ...kernel }).length > 0) client.configure({ settings, ...kernel });
}

async function runCells(
  notebook: Notebook,
  client: KernelClient,
  spec: RunSpec,
  onOutput: (message: Message) => void,
): Promise<RunResult> {
  const displays: DisplayRegistry = new Map();
  const log = new RunLog();
  const durations = new Map<number, number>();
  const result = (failed?: CellFailure): RunResult => {
    const ended = { notebook: storeRun(notebook, log.record), durations, endedAt: new Date().toISOString() };
    return failed === undefined ? ended : { ...ended, failed };
  };
  const runnable = notebook.cells
    .map((cell, cellIndex) => ({ cell, cellIndex }))
    .filter(({ cell }) => isRunnable(cell));
  let failed: CellFailure | undefined;
  for (const [finished, { cell, cellIndex }] of runnable.entries()) {
    spec.signal?.throwIfAborted();
    spec.onProgress?.({ kind: "started", cellIndex, finished, total: runnable.length });
    const start = performance.now();
    const running = runCell(cell, { client, displays, log, onOutput });
    const next = runnable[finished + 1];
    if (next !== undefined) client.checkAhead(joinLines(next.cell.source));
    const failure = await running;
    const duration = performance.now() - start;
    spec.signal?.throwIfAborted();
    durations.set(cellIndex, duration);
    spec.onProgress?.({ kind: "finished", cellIndex, finished: finished + 1, total: runnable.length, duration });
    if (failure === null || tagsOf(cell).includes("raises-exception")) continue;
    failed ??= { cellIndex, ...failure };
    if (!spec.allowErrors || failure.ename === KERNEL_DIED) break;
  }
  return result(failed);
}

const KERNEL_DIED = "KernelDied";

/** What the cells of one run have in common. */
interface Surroundings {
  client: KernelClient;
  displays: DisplayRegistry;
  log: RunLog;
  onOutput: (message: Message) => void;
}

/** Runs one cell and writes what comes of it into the cell. @returns its error, or null */
async function runCell(
  cell: Cell,
  { client, displays, log, onOutput }: Surroundings,
): Promise<Omit<CellFailure, "cellIndex"> | null> {
  const collector = new OutputCollector(displays);
  const times: Record<string, string> = {};
  cell.outputs = collector.outputs;
  cell.metadata.execution = times;
  try {
    const code = joinLines(cell.source);
    const reply = await client.execute(code, {
      cellId: cell.id,
      onMessage: (channel, message) => {
        recordTime(times, message);
        if (message.header.msg_type === "execute_reply") log.add({ content: { code } }, message);
        if (channel !== "iopub") return;
        onOutput(message);
        if (message.header.msg_type === "execute_input") cell.execution_count = Number(message.content.execution_count);
        collector.accept(message);
      },
    });
    cell.execution_count = reply.execution_count ?? cell.execution_count ?? null;
    return reply.status === "ok" ? null : failureOf(reply);
  } catch (error) {
    if (!(error instanceof KernelDiedError)) throw error;
    const failure = { ename: KERNEL_DIED, evalue: error.message, traceback: [`${KERNEL_DIED}: ${error.message}`] };
    collector.outputs.push({ output_type: "error", ...failure });
    return failure;
  }
}

function failureOf({ status, ename, evalue, traceback }: ExecuteReply): Omit<CellFailure, "cellIndex"> {
  return { ename: ename ?? status, evalue: evalue ?? "", traceback: traceback ?? [] };
}

/** The keys under which JupyterLab stores a cell's times. */
function recordTime(times: Record<string, string>, { header, content }: Message): void {
  if (header.msg_type === "status") times[`iopub.status.${content.execution_state}`] = header.date;
  if (header.msg_type === "execute_input") times["iopub.execute_input"] = header.date;
  if (header.msg_type === "execute_reply") times["shell.execute_reply"] = header.date;
}

/** A copy without the results of earlier runs, with ids for all cells and what the kernel says of its language. */
function prepare(source: Notebook, client: KernelClient): Notebook {
  const { metadata, cells, nbformat_minor, ...rest } = structuredClone(source);
  return {
    ...rest,
    nbformat_minor: Math.max(nbformat_minor, 5),
    metadata: { kernelspec, ...metadata, language_info: client.info.language_info },
    cells: cells.map((cell) => {
      const withId = { ...cell, id: cell.id ?? randomUUID().slice(0, 8) };
      if (cell.cell_type !== "code") return withId;
      delete cell.metadata.execution;
      return { ...withId, outputs: [], execution_count: null };
    }),
  };
}

function isRunnable(cell: Cell): boolean {
  return cell.cell_type === "code" && joinLines(cell.source).trim() !== "" && !tagsOf(cell).includes("skip-execution");
}

function tagsOf(cell: Cell): string[] {
  return Array.isArray(cell.metadata.tags) ? (cell.metadata.tags as string[]) : [];
}
