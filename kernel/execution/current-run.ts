import type { Run } from "./run.ts";

/*
 * Which run the code that executes belongs to. `AsyncLocalStorage` would follow it more closely, but before Node 24 it
 * stands on async hooks, and with those in use Node aborts when a cell's microtasks are terminated (an interrupt).
 */

const untiedSetImmediate = setImmediate;

let running: Run | undefined;
let suspect: Run | undefined;

/** The run that executes: the one whose timer fired, else the one that started last. */
export function currentRun(): Run | undefined {
  return running;
}

/** The run to which an error that surfaces now belongs: that of the last callback in this turn of the event loop. */
export function suspectedRun(): Run | undefined {
  return suspect ?? running;
}

/** Makes `run` the one that executes, from now on. */
export function startRun(run: Run): void {
  running = run;
}

/** Executes what no run asked for, a message from the page for instance. */
export async function leaveRun(callback: () => Promise<void>): Promise<void> {
  const previous = running;
  running = undefined;
  try {
    await callback();
  } finally {
    running = previous;
  }
}

/** Executes a callback as part of the run that set it up. */
export function resumeRun<Result>(run: Run, callback: () => Result): Result {
  const previous = running;
  running = run;
  // Errors of the callback surface after it returned, at the end of this turn.
  if (suspect === undefined) untiedSetImmediate(() => (suspect = undefined));
  suspect = run;
  try {
    return callback();
  } finally {
    running = previous;
  }
}
