import type { DataFile } from "../../notebooks/cell-report.ts";
import type { RunId } from "./protocol.ts";

/** What the user asked to stop. It cannot be caught by the cell: the cell is simply not continued. */
export class KeyboardInterrupt extends Error {
  override name = "KeyboardInterrupt";
}

/** One run of one cell, from its start until it is settled; what it started (timers, promises) may outlive it. */
export class Run {
  readonly id: RunId;
  readonly allowStdin: boolean;
  /** Aborted by an interrupt. */
  readonly signal: AbortSignal;
  /** Rejects on interrupt, so that a cell that waits for what never comes is left. */
  readonly interruption: Promise<never>;
  /** Outputs still being made (a display may be async); the run ends after them. */
  readonly pendingOutputs = new Set<Promise<void>>();

  readonly #dataFiles = new Map<string, DataFile>();
  readonly #controller = new AbortController();
  #reject: (error: KeyboardInterrupt) => void = () => {};

  constructor(id: RunId, allowStdin: boolean) {
    this.id = id;
    this.allowStdin = allowStdin;
    this.signal = this.#controller.signal;
    this.interruption = new Promise<never>((_, reject) => (this.#reject = reject));
    this.interruption.catch(() => {});
  }

  /** Set when the run has ended; what it left behind may still print, but nobody waits for it. */
  settled = false;
  /** As the signal says it, for those who ask often. */
  interrupted = false;

  /** The files of data that the run has read, each content of each once. */
  get dataFiles(): DataFile[] {
    return [...this.#dataFiles.values()];
  }

  addDataFile(file: DataFile): void {
    this.#dataFiles.set(`${file.sha256} ${file.name}`, file);
  }

  interrupt(): void {
    const error = new KeyboardInterrupt("the cell was interrupted");
    this.interrupted = true;
    this.#reject(error);
    this.#controller.abort(error);
  }
}
