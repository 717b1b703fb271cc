import { RESUMED } from "./cell-runtime.ts";
import { currentRun } from "./current-run.ts";

/**
 * Ends code of cells and of modules beside the notebook that an interrupted run left waiting, as soon as it would go on: the
 * compiler has it ask after each `await`.
 */
export function leaveInterruptedCode(): void {
  const resumed = (): void => {
    const run = currentRun();
    if (run?.interrupted === true) run.signal.throwIfAborted();
  };
  Object.defineProperty(globalThis, RESUMED, { value: resumed });
}
