import { checkpoint } from "./checkpoint.ts";
import { currentTaskContext, withTaskContext } from "./task-context.ts";
import type { TaskContext } from "./task-context.ts";

/** Which part of a longer task comes, as `checkpoint` takes it. */
export interface Stage {
  /** How many parts are done. */
  readonly done: number;
  /** How many there are; 0 where that is not known. */
  readonly total: number;
  /** The whole. */
  readonly label: string;
}

/**
 * Runs a part of a longer task, which can still be called off and warn, but leaves the progress to the whole.
 * @param stage how far the part is moves the whole between this stage and the next; what comes in several passes counts as far as
 *   the farthest of them was. Default: the part reports nothing
 */
export async function quietly<Result>(task: () => Result | Promise<Result>, stage?: Stage): Promise<Result> {
  if (stage !== undefined) await checkpoint(stage.done, stage.total, stage.label);
  const context = currentTaskContext();
  const { signal } = context;
  const onProgress = stage && progressWithin(stage, context);
  const onFileRead = context.onFileRead?.bind(context);
  const onWarning = context.onWarning?.bind(context);
  return withTaskContext(
    {
      ...(signal && { signal }),
      ...(onProgress && { onProgress }),
      ...(onFileRead && { onFileRead }),
      ...(onWarning && { onWarning }),
    },
    task,
  );
}

function progressWithin({ done, total, label }: Stage, context: TaskContext): TaskContext["onProgress"] {
  if (context.onProgress === undefined) return undefined;
  let share = 0;
  return (partDone, partTotal) => {
    if (total > 0 && partTotal > 0) share = Math.max(share, Math.min(1, partDone / partTotal));
    context.onProgress?.(done + share, total, label);
  };
}
