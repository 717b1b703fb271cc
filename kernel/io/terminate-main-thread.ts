import { Session } from "node:inspector";

let pending: Session | undefined;

/**
 * Ends whatever JavaScript the main thread is in the middle of, by V8's own means: the one way to reach a thread that
 * does not come back to its event loop. Its variables stay.
 */
export function terminateMainThread(): void {
  // A request that is still under way will do.
  if (pending !== undefined) return;
  const session = new Session();
  pending = session;
  session.connectToMainThread();
  session.post("Runtime.terminateExecution", () => {
    pending = undefined;
    session.disconnect();
  });
}

/** Whether a termination has not ended anything yet. In a thread that is at rest it waits, and ends what comes next. */
export function isTerminationPending(): boolean {
  return pending !== undefined;
}
