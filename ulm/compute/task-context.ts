/** A file of data as it was read. */
export interface FileRead {
  /** As it was asked for; of a path outside the notebook's folder the last part only. */
  name: string;
  /** Of its bytes, in hex. */
  sha256: string;
  /** In bytes. */
  size: number;
}

/** What is doubtful about a result, though it is no error. */
export interface TaskWarning {
  /** What warns: the class of a model, for example. */
  from: string;
  /** A sentence in each language of the product. */
  text: Readonly<Record<"en" | "zh-CN", string>>;
  /** How often it came, where a task has gathered the warnings of its parts. Default once. */
  count?: number;
}

/**
 * What the library may know about whoever calls it: whether a long computation was called off, and where to report
 * progress, warnings and the files that are read. The kernel installs one for each cell; without one, computations run to their end,
 * and warnings go to the console.
 */
export interface TaskContext {
  /** Aborted when the user interrupts; computations then stop at their next checkpoint. */
  readonly signal?: AbortSignal;
  /**
   * Called with `done` of `total` units (0: not known); `label` says what is computed, for example "LogisticRegression".
   * A loop that the user wrote also says `state`: when it is over, whether at its end or not, and its last line is kept.
   */
  onProgress?(done: number, total: number, label: string, state?: { isOver: boolean }): void;
  /** Called for what is doubtful about a result. */
  onWarning?(warning: TaskWarning): void;
  /** Called for each file of data once it is read; files are hashed for this only. */
  onFileRead?(file: FileRead): void;
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
