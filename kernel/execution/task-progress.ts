import type * as compute from "ulm/compute";
import type { DataFile } from "../../notebooks/cell-report.ts";
import { mimeBundle } from "./display/mime-bundle.ts";
import type { DisplaySink } from "./display/display-api.ts";
import { progressHtml, type ProgressState, progressText } from "./progress-text.ts";
import type { Run } from "./run.ts";
import { TaskWarnings } from "./task-warnings.ts";

type Compute = Pick<typeof compute, "setTaskContext">;

/** What is over sooner than this shows no progress. */
const PATIENCE = 400;
const REDRAW_INTERVAL = 150;

/**
 * Gives the library's computations the running cell's context: interrupts reach them, their progress is drawn, what they warn of is
 * shown, and the files that they read are noted.
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
    const warnings = run && new TaskWarnings(this.#sink, run);
    this.#context = run && {
      signal: run.signal,
      onProgress: this.#drawer(run),
      onWarning: (warning) => warnings?.show(warning),
      onFileRead: (file: DataFile) => run.addDataFile(file),
    };
    this.#compute?.setTaskContext(this.#context);
  }

  /** Progress is news while it lasts; in a notebook that is kept it would only stand in the way. */
  #erase(): void {
    for (const id of this.#shown) this.#sink.show(mimeBundle({ "text/plain": "" }), { id, update: true });
    this.#shown.clear();
  }

  #drawer(run: Run): NonNullable<compute.TaskContext["onProgress"]> {
    const lines = new Map<string, Line>();
    return (done, total, label, loop) => {
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
