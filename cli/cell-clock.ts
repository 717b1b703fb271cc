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
  #isInLine = false;

  constructor(notebook: Notebook, options: CellClockOptions) {
    this.#notebook = notebook;
    this.#options = options;
  }

  accept({ kind, cellIndex, finished, total, duration = 0 }: RunProgress): void {
    clearTimeout(this.#limit);
    if (kind === "finished") return this.#write(` ${(duration / 1000).toFixed(1)} s\n`);
    const line = firstLine(this.#notebook.cells[cellIndex]);
    const shown = line.length > longestLine ? `${line.slice(0, longestLine - 1)}…` : line;
    this.#write(`[${finished + 1}/${total}] ${shown}`);
    this.#startLimit(cellIndex, line);
  }

  /** The run is over, perhaps in the middle of a cell: ends that cell's limit and line. */
  stop(): void {
    clearTimeout(this.#limit);
    if (this.#isInLine) this.#write("\n");
  }

  #write(text: string): void {
    this.#isInLine = !text.endsWith("\n");
    this.#options.write(text);
  }

  #startLimit(cellIndex: number, line: string): void {
    const { timeout, stop } = this.#options;
    if (timeout === undefined) return;
    const error = new CommandError(`cell ${cellIndex + 1} took longer than ${timeout} s: ${line}`);
    this.#limit = setTimeout(() => stop.abort(error), timeout * 1000);
  }
}
