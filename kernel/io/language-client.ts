import { Worker } from "node:worker_threads";
import type {
  LanguageMessage,
  LanguageRequestBody,
  LanguageResults,
  LanguageWorkerData,
} from "../language/protocol.ts";
import { threadUrl } from "../thread-url.ts";

/** One request, until it is answered. */
interface Request {
  id: number;
  body: LanguageRequestBody;
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

/** The language service failed on one request. */
export class LanguageServiceError extends Error {
  override name = "LanguageServiceError";
}

/** Deaths in a row, before the thread was ready, after which there is no use in starting another. */
const MAXIMUM_FAILED_STARTS = 3;
/** The id of what a new thread is told and nobody waits for. */
const REPLAYED = 0;

/**
 * Asks the language thread. If that thread dies, a new one is told everything that its predecessor knew; only the
 * request on which it died fails.
 */
export class LanguageClient {
  readonly #start: () => Worker;
  /** Unanswered requests in the order in which they were made: the thread works on the first. */
  readonly #waiting = new Map<number, Request>();
  /** What the thread was told and must know: compiled, committed and discarded cells, and settings, in order. */
  readonly #journal = new Map<number, LanguageRequestBody>();
  #worker: Worker;
  #requests = 0;
  #failedStarts = 0;
  /** Why there is no thread any more. */
  #ended: LanguageServiceError | undefined;

  /** @param start starts a thread of `kernel/language/worker.ts` */
  constructor(data: LanguageWorkerData, start: (data: LanguageWorkerData) => Worker = startWorker) {
    this.#start = () => start(data);
    this.#worker = this.#launch();
  }

  /** @throws LanguageServiceError */
  request<Body extends LanguageRequestBody>(body: Body): Promise<LanguageResults[Body["kind"]]> {
    if (this.#ended !== undefined) return Promise.reject(this.#ended);
    const id = ++this.#requests;
    if (isJournalled(body)) this.#journal.set(id, body);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { id, body, resolve: resolve as Request["resolve"], reject });
      this.#worker.postMessage({ id, ...body });
    });
  }

  /** Ends the thread, and starts another, if it is still at the same request in so many milliseconds. */
  endIfStuck(milliseconds: number): void {
    const worker = this.#worker;
    const first = this.#firstWaiting();
    if (first === undefined) return;
    setTimeout(() => {
      if (this.#worker === worker && this.#firstWaiting() === first) void worker.terminate();
    }, milliseconds);
  }

  #firstWaiting(): Request | undefined {
    return this.#waiting.values().next().value;
  }

  #launch(): Worker {
    const worker = this.#start();
    let cause: unknown;
    let isReady = false;
    worker.on("message", (message: LanguageMessage) => {
      if (message.kind !== "ready") return this.#receive(message);
      isReady = true;
      this.#failedStarts = 0;
    });
    worker.on("error", (error) => (cause = error));
    worker.on("exit", () => {
      if (!isReady) this.#failedStarts += 1;
      this.#replace(cause);
    });
    return worker;
  }

  #receive(message: Exclude<LanguageMessage, { kind: "ready" }>): void {
    const request = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === "failed") request?.reject(new LanguageServiceError(message.message));
    else request?.resolve(message.result as never);
  }

  #replace(cause: unknown): void {
    const reason = cause instanceof Error ? cause.message : "it was stuck";
    // The request on which it died would kill the next one, too.
    const fatal = this.#firstWaiting();
    if (fatal !== undefined) {
      this.#waiting.delete(fatal.id);
      this.#journal.delete(fatal.id);
      fatal.reject(new LanguageServiceError(`the TypeScript service was restarted: ${reason}`, { cause }));
    }
    if (this.#failedStarts >= MAXIMUM_FAILED_STARTS) return this.#end(reason, cause);
    this.#worker = this.#launch();
    for (const [id, body] of this.#journal) {
      this.#worker.postMessage({ ...body, id: this.#waiting.has(id) ? id : REPLAYED });
    }
    for (const { id, body } of this.#waiting.values()) {
      if (!this.#journal.has(id)) this.#worker.postMessage({ ...body, id });
    }
  }

  #end(reason: string, cause: unknown): void {
    const error = new LanguageServiceError(`the TypeScript service does not start: ${reason}. Restart the kernel`, {
      cause,
    });
    this.#ended = error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

function isJournalled({ kind }: LanguageRequestBody): boolean {
  return kind === "compile" || kind === "commit" || kind === "discard" || kind === "configure";
}

function startWorker(data: LanguageWorkerData): Worker {
  return new Worker(threadUrl("../language/worker", import.meta.url), { workerData: data });
}
