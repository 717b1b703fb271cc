import { currentTaskContext, withTaskContext } from "../compute/task-context.ts";
import type { TaskWarning } from "../compute/task-context.ts";
import { warn } from "./warn.ts";

/** Warnings of many fits, each told once with how often it came; two that differ in their numbers only are the same. */
export class GatheredWarnings {
  private readonly found = new Map<string, { warning: TaskWarning; count: number }>();

  /** Runs a part of a task whose warnings are to be gathered. */
  during<Result>(task: () => Result | Promise<Result>): Promise<Result> {
    const context = currentTaskContext();
    const { signal } = context;
    const onProgress = context.onProgress?.bind(context);
    const onFileRead = context.onFileRead?.bind(context);
    return withTaskContext(
      {
        ...(signal && { signal }),
        ...(onProgress && { onProgress }),
        ...(onFileRead && { onFileRead }),
        onWarning: (warning) => this.hear(warning),
      },
      task,
    );
  }

  /** Tells what was heard; of warnings that differ in numbers the first. */
  tell(): void {
    for (const { warning, count } of this.found.values()) warn(warning.from, warning.text, count);
    this.found.clear();
  }

  private hear(warning: TaskWarning): void {
    const { from, text, count = 1 } = warning;
    const kind = `${from}: ${text.en.replace(/\d[\d.,e+-]*/g, "0")}`;
    const known = this.found.get(kind);
    if (known === undefined) this.found.set(kind, { warning, count });
    else known.count += count;
  }
}

/** Runs a task that fits many models, and then tells each of their warnings once, whether it succeeds or not. */
export async function gatherWarnings<Result>(task: () => Result | Promise<Result>): Promise<Result> {
  const gathered = new GatheredWarnings();
  try {
    return await gathered.during(task);
  } finally {
    gathered.tell();
  }
}
