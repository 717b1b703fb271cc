import type { Notebook } from "../host/contents/notebook.ts";
import type { RunProgress } from "../host/run-notebook.ts";
import { CommandError } from "./command-error.ts";
import { firstLine } from "./first-line.ts";

export interface CellClockOptions {
  /** Longest time for one cell in seconds; none by default. */
  timeout?: number;
  /** Aborted, with an error that names the cell, when one takes longer. */
  stop: AbortController;
  /** Takes the progress, a line for each cell. */
  write(text: string): void;
}

const longestLine = 60;

/** Says which cell runs and how long it took, and stops the run when one takes too long. */
export class CellClock {
  readonly #notebook: Notebook;
  readonly #options: CellClockOptions;
  #limit: NodeJS.Timeout | undefined;

  constructor(notebook: Notebook, options: CellClockOptions) {
    this.#notebook = notebook;
    this.#options = options;
  }

  accept({ kind, cellIndex, finished, total, duration = 0 }: RunProgress): void {
    this.stop();
    if (kind === "finished") return this.#options.write(` ${(duration / 1000).toFixed(1)} s\n`);
    const line = firstLine(this.#notebook.cells[cellIndex]);
    const shown = line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line;
    this.#options.write(`[${finished + 1}/${total}] ${shown}`);
    this.#startLimit(cellIndex, line);
  }

  /** Ends the limit of the running cell. */
  stop(): void {
    clearTimeout(this.#limit);
  }

  #startLimit(cellIndex: number, line: string): void {
    const { timeout, stop } = this.#options;
    if (timeout === undefined) return;
    const error = new CommandError(`cell ${cellIndex + 1} took longer than ${timeout} s: ${line}`);
    this.#limit = setTimeout(() => stop.abort(error), timeout * 1000);
  }
}
