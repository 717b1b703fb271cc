import { promiseHooks } from "node:v8";
import type { TaskContext } from "ulm/compute";
import type { Run } from "./run.ts";

/*
 * Which run the code that executes belongs to: it follows code through whatever it awaits, as `AsyncLocalStorage` would. That
 * stands on async hooks before Node 24, and with those in use Node aborts when a cell's microtasks are terminated (an
 * interrupt); V8's promise hooks alone do not mind, cost a third as much, and leave to us what else calls back: timers,
 * ticks and microtasks (`run-timers.ts`). A callback of which nothing is known, of a socket for instance, counts to the run that started last.
 */

/** What code executes for. */
export interface Frame {
  run: Run | undefined;
  /** The library's task inside the run, when a part of it has a context of its own. */
  readonly task?: TaskContext;
}

const untiedSetImmediate = setImmediate;

/** The run that started last. */
let latest: Frame = { run: undefined };
let current = latest;
let suspect: Run | undefined;

/** A promise's frame, where neither `console.log(promise)` nor its owner can see it. */
const Stamped = class extends (function (promise: object) {
  return promise;
} as unknown as new (promise: object) => object) {
  readonly #frame: Frame;

  constructor(promise: object, frame: Frame) {
    super(promise);
    this.#frame = frame;
  }

  static frameOf(promise: object): Frame | undefined {
    return #frame in promise ? promise.#frame : undefined;
  }
};

/** Ties promises to what they were made for, from now on. */
export function followPromises(): void {
  promiseHooks.createHook({
    init: (promise) => void new Stamped(promise, current),
    before: (promise) => void (current = Stamped.frameOf(promise) ?? latest),
    after: () => void (current = latest),
  });
}

/** The run for which the code that executes was called. */
export function currentRun(): Run | undefined {
  return current.run;
}

export function currentFrame(): Frame {
  return current;
}

/** The run that started last, whatever executes. */
export function latestRun(): Run | undefined {
  return latest.run;
}

/** The run to which an error that surfaces now belongs: that of the promise, or of the last callback in this turn of the event loop. */
export function suspectedRun(promise?: unknown): Run | undefined {
  const frame = promise instanceof Promise ? Stamped.frameOf(promise) : undefined;
  return frame?.run ?? suspect ?? current.run;
}

/** Makes `run` the one that executes, from now on. */
export function startRun(run: Run): void {
  current = latest = { run };
}

/** Executes what no run asked for, a message from the page for instance. What it leaves behind counts to the latest run. */
export async function leaveRun(callback: () => Promise<void>): Promise<void> {
  const frame: Frame = { run: undefined };
  try {
    await enterFrame(frame, callback);
  } finally {
    frame.run = latest.run;
  }
}

/** Executes a callback for what it was set up for. */
export function resumeFrame<Result>(frame: Frame, callback: () => Result): Result {
  // Errors of the callback surface after it returned, at the end of this turn.
  if (suspect === undefined && frame.run !== undefined) untiedSetImmediate(() => (suspect = undefined));
  suspect = frame.run;
  return enterFrame(frame, callback);
}

/** Calls the callback in a frame; what it awaits stays there. */
export function enterFrame<Result>(frame: Frame, callback: () => Result): Result {
  const previous = current;
  current = frame;
  try {
    return callback();
  } finally {
    current = previous;
  }
}
