import { currentTaskContext } from "./task-context.ts";

/** How long a computation may hold the thread before others, an interrupt among them, get their turn. */
const turnMilliseconds = 40;
let turnStart = 0;

/**
 * A place where a computation may stop: reports progress, lets pending messages in when the turn is over, and throws the
 * signal's reason (an `AbortError` by default) when the task was called off. Nothing may be half-changed when it is called.
 */
export async function checkpoint(done: number, total: number, label: string): Promise<void> {
  const context = currentTaskContext();
  context.signal?.throwIfAborted();
  context.onProgress?.(done, total, label);
  if (performance.now() - turnStart < turnMilliseconds) return;
  await new Promise((resolve) => setTimeout(resolve, 0));
  turnStart = performance.now();
  context.signal?.throwIfAborted();
}
