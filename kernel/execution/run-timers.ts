import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers";
import timersPromises from "node:timers/promises";
import { promisify } from "node:util";
import { currentFrame, currentRun, resumeFrame } from "./current-run.ts";

type Callback = (...parameters: unknown[]) => unknown;
type Later = (callback: Callback, ...parameters: unknown[]) => void;
type SetTimer = (callback: Callback, ...rest: unknown[]) => unknown;

/**
 * Ties timers to the run that set them: after an interrupt they stay silent, and so a loop that sleeps between its
 * rounds ends instead of running on behind the notebook.
 */
export function tieTimersToRuns(): void {
  const names = ["setTimeout", "setInterval", "setImmediate"] as const;
  for (const name of names) {
    const tied = tie(timers[name] as unknown as SetTimer);
    Object.defineProperty(tied, "name", { value: name });
    Object.assign(timers, { [name]: tied });
    Object.assign(globalThis, { [name]: tied });
  }
  const promises = timersPromises as unknown as Record<string, (...parameters: unknown[]) => Promise<unknown>>;
  for (const name of ["setTimeout", "setImmediate"]) promises[name] = tiePromise(promises[name]);
  globalThis.queueMicrotask = follow(globalThis.queueMicrotask as Later) as typeof queueMicrotask;
  process.nextTick = follow(process.nextTick as Later) as typeof process.nextTick;
  syncBuiltinESMExports();
  for (const name of ["setTimeout", "setImmediate"] as const) {
    Object.defineProperty(globalThis[name], promisify.custom, { value: promises[name], enumerable: true });
  }
}

function tie(setTimer: SetTimer): SetTimer {
  return (callback, ...rest) => {
    const frame = currentFrame();
    const { run } = frame;
    if (run === undefined || typeof callback !== "function") return setTimer(callback, ...rest);
    return setTimer(
      function (this: unknown, ...parameters: unknown[]) {
        if (!run.interrupted) return resumeFrame(frame, () => callback.apply(this, parameters));
        clearInterval(this as NodeJS.Timeout);
      },
      ...rest,
    );
  };
}

/** What comes in the same turn belongs to its run, but is not silenced: packages keep their own affairs in order by it. */
function follow(later: Later): Later {
  const following: Later = (callback, ...parameters) => {
    const frame = currentFrame();
    if (typeof callback !== "function") return later(callback, ...parameters);
    return later((...values) => resumeFrame(frame, () => callback(...values)), ...parameters);
  };
  return Object.defineProperty(following, "name", { value: later.name });
}

function tiePromise(delay: (...parameters: unknown[]) => Promise<unknown>) {
  return (...parameters: unknown[]) => {
    const run = currentRun();
    const elapsed = delay(...parameters);
    if (run === undefined) return elapsed;
    return new Promise((resolve, reject) => {
      elapsed.then(
        (value) => run.interrupted || resolve(value),
        (error: unknown) => run.interrupted || reject(error as Error),
      );
    });
  };
}
