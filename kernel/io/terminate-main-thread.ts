import { Session } from "node:inspector";

let session: Session | undefined;

/**
 * Ends whatever JavaScript the main thread is in the middle of, by V8's own means: the one way to reach a thread that
 * does not come back to its event loop. Its variables stay.
 */
export function terminateMainThread(): void {
  // A request that is still under way will do.
  if (session !== undefined) return;
  const opened = new Session();
  session = opened;
  opened.connectToMainThread();
  opened.post("Runtime.terminateExecution", () => {
    session = undefined;
    opened.disconnect();
  });
}
