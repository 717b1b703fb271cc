import type * as compute from "ulm/compute";
import type { DataFile } from "../../notebooks/cell-report.ts";
import { mimeBundle } from "./display/mime-bundle.ts";
import type { DisplaySink } from "./display/display-api.ts";
import type { Run } from "./run.ts";

type Compute = Pick<typeof compute, "setTaskContext">;

/** What is over sooner than this shows no progress. */
const PATIENCE = 400;
const REDRAW_INTERVAL = 150;
const BAR_WIDTH = 24;

/**
 * Gives the library's computations the running cell's context: interrupts reach them, their progress is drawn, and the
 * files that they read are noted.
 */
export class TaskProgress {
  readonly #sink: DisplaySink;
  /** The library's side, once it is loaded. */
  #compute: Compute | undefined;
  #run: Run | undefined;
  #context: compute.TaskContext | undefined;
  #displays = 0;
  /** Ids of what the running cell shows. */
  readonly #shown = new Set<string>();

  constructor(sink: DisplaySink) {
    this.#sink = sink;
    import("ulm/compute").then(
      (loaded) => {
        this.#compute = loaded;
        loaded.setTaskContext(this.#context);
      },
      // The library that cells cannot load either: they are told when they use it.
      () => {},
    );
  }

  /** Makes `run` the one whose computations are followed; undefined when none runs. */
  follow(run: Run | undefined): void {
    if (run === undefined) this.#erase();
    // What an interrupted cell leaves running in a worker must still find out that it was called off.
    const calledOff = run === undefined && this.#run?.interrupted === true;
    this.#run = run;
    if (calledOff) return;
    this.#context = run && {
      signal: run.signal,
      onProgress: this.#drawer(run),
      onFileRead: (file: DataFile) => run.addDataFile(file),
    };
    this.#compute?.setTaskContext(this.#context);
  }

  /** Progress is news while it lasts; in a notebook that is kept it would only stand in the way. */
  #erase(): void {
    for (const id of this.#shown) this.#sink.show(mimeBundle({ "text/plain": "" }), { id, update: true });
    this.#shown.clear();
  }

  #drawer(run: Run): (done: number, total: number, label: string) => void {
    const displays = new Map<string, { id: string; started: number; drawn: number; done: number }>();
    return (done, total, label) => {
      const now = performance.now();
      const known = displays.get(label);
      const finished = done >= total;
      // A computation that starts anew (the next fold, the next fit) continues in the same line of output.
      const display = known ?? { id: `progress-${run.id}-${++this.#displays}`, started: now, drawn: 0, done };
      if (known === undefined) displays.set(label, display);
      if (done < display.done) display.started = now;
      display.done = done;
      if (now - display.started < PATIENCE || (now - display.drawn < REDRAW_INTERVAL && !finished)) return;
      const text = progressText(label, done, total, now - display.started);
      this.#sink.show(mimeBundle({ "text/plain": text }), { id: display.id, update: this.#shown.has(display.id) });
      this.#shown.add(display.id);
      display.drawn = now;
    };
  }
}

function progressText(label: string, done: number, total: number, elapsed: number): string {
  const share = total > 0 ? Math.min(1, Math.max(0, done / total)) : 0;
  const filled = Math.round(share * BAR_WIDTH);
  const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
  const rest =
    share === 1 ? `${seconds(elapsed)}` : share > 0 ? `${seconds((elapsed * (1 - share)) / share)} left` : "";
  return `${label} ${bar} ${Math.round(share * 100)} % ${rest}`.trimEnd();
}

const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
