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

/** Says under which context code runs that may await, among other code that does. */
export interface TaskContextKeeper {
  /** Of the code that asks. */
  readonly current: TaskContext;
  /** Runs `task`, and whatever it awaits, under `context`. */
  run<Result>(context: TaskContext, task: () => Result | Promise<Result>): Promise<Result>;
}

/** Without help of the platform one context at a time is known: for tasks that run one after the other. */
const oneAfterTheOther = {
  current: {} as TaskContext,
  async run<Result>(context: TaskContext, task: () => Result | Promise<Result>): Promise<Result> {
    const previous = this.current;
    this.current = context;
    try {
      return await task();
    } finally {
      this.current = previous;
    }
  },
};

let keeper: TaskContextKeeper = oneAfterTheOther;

/** The context of the code that asks; empty when nobody has given it one. */
export function currentTaskContext(): TaskContext {
  return keeper.current;
}

/** Leaves it to the kernel, which knows of each piece of code for what it runs, to keep contexts apart; `undefined` takes it back. */
export function keepTaskContextsIn(other: TaskContextKeeper | undefined): void {
  keeper = other ?? oneAfterTheOther;
}

/** Runs `task` under `context`; what comes after has the previous context, whether the task succeeds or not. */
export function withTaskContext<Result>(context: TaskContext, task: () => Result | Promise<Result>): Promise<Result> {
  return keeper.run(context, task);
}
