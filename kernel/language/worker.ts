import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import ts from "typescript";
import { LanguageSession } from "./language-session.ts";
import type { LanguageMessage, LanguageRequest, LanguageResults, LanguageWorkerData } from "./protocol.ts";

/** The language thread: answers one request after another, and compiles a trivial cell first so that users do not wait. */
const port = parentPort;
if (!port) throw new Error("kernel/language/worker.ts runs as a worker thread only.");

/** Long enough after the start not to be in anybody's way. */
const KEEP_CODE_MILLISECONDS = 2000;

const started = performance.now();
const session = new LanguageSession(workerData as LanguageWorkerData);
// A request that waits already warms the session up as well as a trivial cell would.
const waiting = receiveMessageOnPort(port) as { message: LanguageRequest } | undefined;
if (waiting === undefined) session.warmUp();
post({ kind: "ready", warmUpMilliseconds: performance.now() - started });
if (waiting !== undefined) reply(waiting.message);
port.on("message", reply);
setTimeout(keepCode, KEEP_CODE_MILLISECONDS);

/** What has been compiled until now shortens the next start; see `kernel/typescript-loader.cjs`. */
function keepCode(): void {
  const { [Symbol.for("ulm.keepCode")]: keep } = ts as unknown as Record<symbol, (() => void) | undefined>;
  keep?.();
}

function reply(request: LanguageRequest): void {
  try {
    post({ id: request.id, kind: request.kind, result: answer(request) } as LanguageMessage);
  } catch (error) {
    post({
      id: request.id,
      kind: "failed",
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
}

function post(message: LanguageMessage): void {
  port!.postMessage(message);
}

function answer(request: LanguageRequest): LanguageResults[LanguageRequest["kind"]] {
  switch (request.kind) {
    case "compile":
      return session.compile(request);
    case "checkAhead":
      session.checkAhead(request);
      return null;
    case "commit":
      return session.commit(request.runId, request.definedNames);
    case "discard":
      session.discard(request.runId);
      return null;
    case "complete":
      return session.complete(request.source, request.cursor);
    case "inspect":
      return session.inspect(request.source, request.cursor, request.detailLevel);
    case "isComplete":
      return session.isComplete(request.source);
    case "transpile":
      return session.transpile(request.fileName, request.source);
    case "configure":
      return session.configure(request);
    case "reset":
      session.reset();
      return null;
  }
}
