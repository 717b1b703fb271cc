import { currentTaskContext, withTaskContext } from "./task-context.ts";

/** Runs a part of a longer task, which can still be called off and warn, but leaves the progress to the whole. */
export function quietly<Result>(task: () => Result | Promise<Result>): Promise<Result> {
  const context = currentTaskContext();
  const { signal } = context;
  const onFileRead = context.onFileRead?.bind(context);
  const onWarning = context.onWarning?.bind(context);
  return withTaskContext(
    { ...(signal && { signal }), ...(onFileRead && { onFileRead }), ...(onWarning && { onWarning }) },
    task,
  );
}
