type Origin = NodeJS.UncaughtExceptionOrigin;
type Listener = (...parameters: unknown[]) => unknown;

/**
 * Hands every error that nobody catches to `report`, and keeps the process alive whatever listeners user code and
 * packages have: Emscripten's, TensorFlow.js's WebAssembly backend among them, throw what they are told again, which ends a plain
 * process. As there, a listener that deals with an error (it returns) spares the others from it. `promise` is the one that was rejected.
 *
 * It stands before `process.emit`, not in a listener, which `removeAllListeners` takes away, nor in
 * `setUncaughtExceptionCaptureCallback`, beside which Node refuses to load `node:domain` and `node:repl`.
 */
export function catchStrayErrors(report: (error: unknown, promise?: unknown) => void): void {
  const emit = process.emit.bind(process) as (event: string | symbol, ...parameters: unknown[]) => boolean;

  const isHandled = (event: string, parameters: unknown[]): boolean => {
    let handled = false;
    for (const listener of process.rawListeners(event) as Listener[]) {
      try {
        listener.apply(process, parameters);
        handled = true;
      } catch (error) {
        if (error !== parameters[0]) report(error);
      }
    }
    return handled;
  };
  const catchError = (error: unknown, origin: Origin, promise?: unknown) => {
    if (!isHandled("uncaughtException", [error, origin])) report(error, promise);
    return true;
  };

  const guarded = (event: string | symbol, ...parameters: unknown[]): boolean => {
    if (event === "uncaughtException") return catchError(parameters[0], parameters[1] as Origin);
    if (event !== "unhandledRejection") return emit(event, ...parameters);
    if (isHandled(event, parameters)) return true;
    return catchError(parameters[0], "unhandledRejection", parameters[1]);
  };
  Object.defineProperty(process, "emit", { value: guarded, configurable: true, writable: true });
}
