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
  if (!isTurnOver()) return;
  await endTurn();
  context.signal?.throwIfAborted();
}

/** Whether the computation has held the thread for long enough. */
export function isTurnOver(): boolean {
  return performance.now() - turnStart >= turnMilliseconds;
}

/** Lets others have the thread, for `milliseconds` at least. */
export async function endTurn(milliseconds = 0): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  turnStart = performance.now();
}
