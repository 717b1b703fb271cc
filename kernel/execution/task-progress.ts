import type * as compute from "ulm/compute";
import type { DataFile } from "../../notebooks/cell-report.ts";
import { mimeBundle } from "./display/mime-bundle.ts";
import { currentFrame, enterFrame, latestRun } from "./current-run.ts";
import type { DisplaySink } from "./display/display-api.ts";
import { progressHtml, type ProgressState, progressText } from "./progress-text.ts";
import type { Run } from "./run.ts";
import { TaskWarnings } from "./task-warnings.ts";

/** What is over sooner than this shows no progress. */
const PATIENCE = 400;
const REDRAW_INTERVAL = 150;

/**
 * Gives the library's computations the context of the cell for which they compute, whatever cell runs by then: its interrupt
 * reaches them, their progress is drawn, what they warn of is shown, and the files that they read are noted.
 */
export class TaskProgress implements compute.TaskContextKeeper {
  readonly #sink: DisplaySink;
  readonly #contexts = new WeakMap<Run, compute.TaskContext>();
  #displays = 0;
  /** Ids of what the running cell shows. */
  readonly #shown = new Set<string>();

  constructor(sink: DisplaySink) {
    this.#sink = sink;
    import("ulm/compute").then(
      (loaded) => loaded.keepTaskContextsIn(this),
      // The library that cells cannot load either: they are told when they use it.
      () => {},
    );
  }

  get current(): compute.TaskContext {
    const { run, task } = currentFrame();
    return task ?? (run === undefined ? {} : this.#contextOf(run));
  }

  async run<Result>(task: compute.TaskContext, callback: () => Result | Promise<Result>): Promise<Result> {
    return enterFrame({ run: currentFrame().run, task }, callback);
  }

  /** A run is over. Progress is news while it lasts; in a notebook that is kept it would only stand in the way. */
  erase(run: Run): void {
    for (const id of this.#shown) this.#sink.show(mimeBundle({ "text/plain": "" }), { id, update: true, run });
    this.#shown.clear();
  }

  #contextOf(run: Run): compute.TaskContext {
    const known = this.#contexts.get(run);
    if (known !== undefined) return known;
    const warnings = new TaskWarnings(this.#sink, run);
    const context: compute.TaskContext = {
      /** What goes on behind its cell is called off with the cell that runs: it may be what the user wants to stop. */
      get signal() {
        return run.settled && !run.interrupted ? (latestRun() ?? run).signal : run.signal;
      },
      onProgress: this.#drawer(run),
      onWarning: (warning) => warnings.show(warning),
      onFileRead: (file: DataFile) => run.addDataFile(file),
    };
    this.#contexts.set(run, context);
    return context;
  }

  #drawer(run: Run): NonNullable<compute.TaskContext["onProgress"]> {
    const lines = new Map<string, Line>();
    return (done, total, label, loop) => {
      if (run.settled) return;
      const now = performance.now();
      const known = lines.get(label);
      // A computation that starts anew (the next fold, the next fit) continues in the same line of output.
      const line = known ?? { id: `progress-${run.id}-${++this.#displays}`, started: now, drawn: 0, first: done, done };
      if (known === undefined) lines.set(label, line);
      if (done < line.done) Object.assign(line, { started: now, first: done });
      line.done = done;
      const isOver = loop?.isOver ?? (total > 0 && done >= total);
      if (now - line.started < PATIENCE || (now - line.drawn < REDRAW_INTERVAL && !isOver)) return;
      this.#draw(line, { label, done, total, isOver, elapsed: now - line.started, counted: done - line.first });
      line.drawn = now;
      // The last word of a loop is a result; that of a computation is only that it is over.
      if (loop?.isOver === true) {
        this.#shown.delete(line.id);
        lines.delete(label);
      }
    };
  }

  #draw({ id }: Line, state: ProgressState): void {
    const text = progressText(state);
    const bundle = mimeBundle({ "text/plain": text.en, "text/html": progressHtml(text) });
    this.#sink.show(bundle, { id, update: this.#shown.has(id) });
    this.#shown.add(id);
  }
}

/** One line of output that is redrawn. */
interface Line {
  id: string;
  /** When the counting began, and at what. */
  started: number;
  first: number;
  drawn: number;
  done: number;
}
