import { currentTaskContext } from "./task-context.ts";
import type { TaskContext } from "./task-context.ts";

/** How long a computation may hold the thread before others, an interrupt among them, get their turn. */
const turnMilliseconds = 40;
/** When a computation first asked since others had the thread; `undefined` when none has. */
let turnStart: number | undefined;
/** What each task has reported last. */
const lastReports = new WeakMap<TaskContext, [done: number, total: number, label: string]>();

/**
 * A place where a computation may stop: reports progress, lets pending messages in when the turn is over, and throws the
 * signal's reason (an `AbortError` by default) when the task was called off. Nothing may be half-changed when it is called.
 * @param total 0 where it is not known, as for a solver that stops once it has converged: then no share and no remaining time is shown
 */
export async function checkpoint(done: number, total: number, label: string): Promise<void> {
  const context = currentTaskContext();
  context.signal?.throwIfAborted();
  if (context.onProgress !== undefined) {
    lastReports.set(context, [done, total, label]);
    context.onProgress(done, total, label);
  }
  if (!isTurnOver()) return;
  await endTurn();
  context.signal?.throwIfAborted();
}

/** Lets others have the thread when the turn is over, and says again what was reported last: it is still being computed. */
export async function continueLater(): Promise<void> {
  if (!isTurnOver()) return;
  const context = currentTaskContext();
  const last = lastReports.get(context);
  if (last !== undefined) context.onProgress?.(...last);
  await endTurn();
}

/** Whether computations have held the thread for long enough. What begins after the thread was idle has a whole turn before it. */
export function isTurnOver(): boolean {
  const now = performance.now();
  if (turnStart === undefined) {
    turnStart = now;
    setTimeout(() => (turnStart = undefined));
  }
  return now - turnStart >= turnMilliseconds;
}

/** Lets others have the thread, for `milliseconds` at least. */
export async function endTurn(milliseconds = 0): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  // Said here too: the timer of `isTurnOver` stays silent when the cell that set it was interrupted.
  turnStart = undefined;
}
