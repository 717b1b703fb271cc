import { kernelExitCode } from "../exit-codes.ts";
import { suspectedRun } from "./current-run.ts";
import type { FromMain } from "./protocol.ts";
import { catchStrayErrors } from "./stray-errors.ts";
import type { Tracebacks } from "./traceback.ts";

/** A cell called `process.exit`. */
export class ProcessExitError extends Error {
  override name = "ProcessExit";
}

/** How long the other thread may take to answer the cell, in milliseconds. */
const PATIENCE_MILLISECONDS = 5000;

export interface ProcessGuard {
  /** Takes errors that nobody catches. */
  reportLate: (error: unknown, promise?: unknown) => void;
  post: (message: FromMain) => void;
  tracebacks: Tracebacks;
}

/**
 * Keeps what user code does to its process from taking answers with it. `process.exit` ends the kernel, as it ends every
 * process, but not before the cell is answered; as anywhere, nothing of the cell runs after it, not even a `finally`.
 *
 * @returns the real `process.exit`
 */
export function guardProcess({ reportLate, post, tracebacks }: ProcessGuard): (code?: number) => never {
  const exit = process.exit.bind(process);
  process.exit = (said?: number | string | null): never => {
    const answered = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
    const error = tracebacks.report(new ProcessExitError(farewell(said ?? process.exitCode ?? 0)));
    post({ kind: "exit-requested", run: suspectedRun()?.id ?? null, error, answered });
    Atomics.wait(new Int32Array(answered), 0, 0, PATIENCE_MILLISECONDS);
    return exit(kernelExitCode.cellExit);
  };
  catchStrayErrors(reportLate);
  return exit;
}

function farewell(code: number | string): string {
  return (
    `the cell ended the kernel by process.exit, with exit code ${code}. It starts afresh: to have variables back, run the cells above again.\n` +
    `此单元格调用 process.exit 结束了内核（退出码 ${code}）。内核将重新启动：如需恢复变量，请重新运行上面的单元格。`
  );
}
