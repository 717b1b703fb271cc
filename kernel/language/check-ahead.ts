import type { Compilation } from "./cell-compiler.ts";
import type { CompileRequest, RunId } from "./protocol.ts";

/** A cell that was compiled before anybody ran it, and the state of the notebook for which that holds. */
interface AheadCompilation {
  source: string;
  executionCount: number;
  compilation: Compilation;
  /** The history's version that it saw. */
  version: number;
  /** The run that was under way, and was taken to come to a good end. */
  assumes: RunId | undefined;
}

/** What a cell imports may change on disk, or be installed, before it is run. */
const READS_FILES = /\b(import|require)\b/;

/** Keeps what was compiled ahead until it is run, or does not hold any more. */
export class CheckAhead {
  #ahead: AheadCompilation | undefined;

  canCheck(source: string): boolean {
    return !READS_FILES.test(source);
  }

  keep(ahead: AheadCompilation): void {
    this.#ahead = ahead;
  }

  /** Cells are compiled otherwise from now on. */
  clear(): void {
    this.#ahead = undefined;
  }

  /** A run has ended, and the history is now at `version`. */
  settle(run: RunId, endedWell: boolean, version: number): void {
    if (this.#ahead?.assumes !== run) return;
    this.#ahead = endedWell ? { ...this.#ahead, version, assumes: undefined } : undefined;
  }

  /** What was compiled for just this request; undefined when there is none. */
  take({ runId, source, executionCount }: Omit<CompileRequest, "kind">, version: number): Compilation | undefined {
    const ahead = this.#ahead;
    if (ahead?.source !== source || ahead.executionCount !== executionCount) return undefined;
    this.#ahead = undefined;
    if (ahead.assumes !== undefined || ahead.version !== version) return undefined;
    const { result, record } = ahead.compilation;
    return { result: { ...result, runId }, ...(record && { record: { ...record, runId } }) };
  }
}
