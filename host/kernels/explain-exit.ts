import { kernelExitCode } from "../../kernel/exit-codes.ts";
import type { ExitCause } from "../../notebooks/kernel-loss.ts";

/** Why a process ended, from its exit status and the last it wrote on stderr. */
export function explainExit(code: number | null, signal: NodeJS.Signals | null, errors: string): ExitCause {
  if (/heap out of memory|allocation failed/i.test(errors)) return { kind: "out-of-memory" };
  if (signal === "SIGKILL") return { kind: "killed" };
  if (code === kernelExitCode.cellExit) return { kind: "process-exit" };
  const detail = findLastError(errors);
  if (signal !== null) return { kind: "signal", signal, detail };
  return { kind: "exit-code", code: code ?? 0, detail };
}

/** Node ends its report of an uncaught error with its own version, after the stack: neither names the error. */
const NODE_VERSION = /^Node\.js v\d/;
/** `TypeError: x` or, for an error without a stack, `[Error: x] {`, at the beginning of a line. */
const ERROR = /^\[?((?:[A-Z]\w*)?(?:Error|Exception)(?: \[\w+\])?: .*?)(?:\] \{)?\]?$/;

/** The line that names the error, else the last one. */
function findLastError(errors: string): string {
  const lines = errors.split(/\r?\n/).map((line) => line.trimEnd());
  const named = lines.findLast((line) => ERROR.test(line));
  if (named !== undefined) return ERROR.exec(named)![1];
  const told = lines.filter((line) => line !== "" && !NODE_VERSION.test(line));
  return told.at(-1)?.trim() ?? "";
}
