/**
 * What a long computation may know about whoever asked for it: whether it was called off, and where to report progress.
 * The kernel installs one for each cell; without one, computations run to their end in silence.
 */
export interface TaskContext {
  /** Aborted when the user interrupts; computations then stop at their next checkpoint. */
  readonly signal?: AbortSignal;
  /** Called with `done` of `total` units; `label` says what is computed, for example "LogisticRegression". */
  onProgress?(done: number, total: number, label: string): void;
}

let current: TaskContext = {};

/** The context of the running cell; empty outside one. */
export function currentTaskContext(): TaskContext {
  return current;
}

/** Installs the context for what runs from now on; `undefined` removes it. */
export function setTaskContext(context: TaskContext | undefined): void {
  current = context ?? {};
}

/** Runs `task` under `context` and puts the previous context back, whether it succeeds or not. */
export async function withTaskContext<Result>(
  context: TaskContext,
  task: () => Result | Promise<Result>,
): Promise<Result> {
  const previous = current;
  current = context;
  try {
    return await task();
  } finally {
    current = previous;
  }
}
