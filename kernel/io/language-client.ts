import { Worker } from "node:worker_threads";
import type {
  LanguageMessage,
  LanguageRequestBody,
  LanguageResults,
  LanguageWorkerData,
} from "../language/protocol.ts";
import { threadUrl } from "../thread-url.ts";

interface Waiting {
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

/** The language service failed on one request. */
export class LanguageServiceError extends Error {
  override name = "LanguageServiceError";
}

/** Asks the language thread. If that thread dies, a new one is told everything that its predecessor knew. */
export class LanguageClient {
  readonly #data: LanguageWorkerData;
  readonly #waiting = new Map<number, Waiting>();
  /** What the thread was told and must know: the compiled and committed cells, in order. */
  readonly #journal: LanguageRequestBody[] = [];
  #worker: Worker;
  #requests = 0;

  constructor(data: LanguageWorkerData) {
    this.#data = data;
    this.#worker = this.#start();
  }

  request<Body extends LanguageRequestBody>(body: Body): Promise<LanguageResults[Body["kind"]]> {
    if (body.kind === "compile" || body.kind === "commit" || body.kind === "discard") this.#journal.push(body);
    const id = ++this.#requests;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: resolve as Waiting["resolve"], reject });
      this.#worker.postMessage({ id, ...body });
    });
  }

  #start(): Worker {
    const worker = new Worker(threadUrl("../language/worker", import.meta.url), { workerData: this.#data });
    worker.on("message", (message: LanguageMessage) => this.#receive(message));
    worker.on("error", (error) => this.#restart(error));
    return worker;
  }

  #receive(message: LanguageMessage): void {
    if (message.kind === "ready") return;
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === "failed") waiting?.reject(new LanguageServiceError(message.message));
    else waiting?.resolve(message.result as never);
  }

  #restart(cause: unknown): void {
    const failed = [...this.#waiting.values()];
    this.#waiting.clear();
    // What it died of would kill the next one, too.
    const last = this.#journal.at(-1);
    if (last?.kind === "compile" && failed.length > 0) this.#journal.pop();
    this.#worker = this.#start();
    for (const body of this.#journal) this.#worker.postMessage({ id: 0, ...body });
    const reason = cause instanceof Error ? cause.message : String(cause);
    for (const { reject } of failed) {
      reject(new LanguageServiceError(`the TypeScript service stopped and was restarted: ${reason}`, { cause }));
    }
  }
}
