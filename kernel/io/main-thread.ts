import { setTimeout as delay } from "node:timers/promises";
import type { MessagePort } from "node:worker_threads";
import type { ChildProcessCalls } from "../execution/child-process-calls.ts";
import type { CommRequest, ExitRequest, FromMain, RunEnd, RunId, RunRequest, ToMain } from "../execution/protocol.ts";
import { endLastChildProcess } from "./end-child-processes.ts";
import { terminateMainThread } from "./terminate-main-thread.ts";

export type RunOutput = Exclude<FromMain, { kind: "ready" | "done" | "comm-done" | "interrupted" | "exit-requested" }>;

/** Longer silence after an interrupt means that the thread is busy and must be stopped from outside. */
const ANSWER_MILLISECONDS = 200;
const RETRY_MILLISECONDS = 300;
/** After so many attempts from outside the thread must be inside native code, and people are told. */
const ATTEMPTS_UNTIL_STUCK = 3;

type CommBody = CommRequest extends infer Each ? (Each extends CommRequest ? Omit<Each, "request"> : never) : never;

/** The io thread's view of the thread that runs cells. */
export class MainThread {
  readonly #port: MessagePort;
  readonly #calls: ChildProcessCalls;
  readonly #runs = new Map<RunId, (end: RunEnd) => void>();
  readonly #comms = new Map<number, () => void>();
  readonly #onOutput: (output: RunOutput) => void;
  readonly #onExitRequest: (request: ExitRequest) => void;
  #interrupted: (() => void)[] = [];
  #commRequests = 0;
  #exitRequest: ExitRequest | undefined;
  readonly ready: Promise<void>;
  #setReady: () => void = () => {};

  /**
   * @param calls of the thread that runs cells
   * @param onExitRequest called when a cell ends the process; what was under way has failed by then
   */
  constructor(
    port: MessagePort,
    calls: ChildProcessCalls,
    onOutput: (output: RunOutput) => void,
    onExitRequest: (request: ExitRequest) => void,
  ) {
    this.#port = port;
    this.#calls = calls;
    this.#onOutput = onOutput;
    this.#onExitRequest = onExitRequest;
    this.ready = new Promise((resolve) => (this.#setReady = resolve));
    port.on("message", (message: FromMain) => this.#receive(message));
  }

  run(request: Omit<RunRequest, "kind">): Promise<RunEnd> {
    if (this.#exitRequest !== undefined) return Promise.resolve(endByExit(this.#exitRequest));
    return new Promise((resolve) => {
      this.#runs.set(request.run, resolve);
      this.#post({ kind: "run", ...request });
    });
  }

  comm(request: CommBody): Promise<void> {
    const id = ++this.#commRequests;
    return new Promise((resolve) => {
      this.#comms.set(id, resolve);
      this.#post({ ...request, request: id } as CommRequest);
    });
  }

  answerInput(request: number, value: string): void {
    this.#post({ kind: "input", request, value });
  }

  /**
   * Stops the running cell: by message, and as long as the thread does not answer, by ending what it executes and the
   * child process for which it waits.
   *
   * @param onStuck called once when the thread is inside native code, which only its own end can end; it is stopped then
   */
  async interrupt(onStuck: () => void): Promise<void> {
    const isUnderWay = this.#interrupted.length > 0;
    const answer = new Promise<true>((resolve) => this.#interrupted.push(() => resolve(true)));
    this.#post({ kind: "interrupt" });
    if (isUnderWay) return void (await answer);
    for (let attempt = 0; ; attempt++) {
      const patience = attempt === 0 ? ANSWER_MILLISECONDS : RETRY_MILLISECONDS;
      if (await Promise.race([answer, delay(patience, false)])) return;
      if (attempt === ATTEMPTS_UNTIL_STUCK) onStuck();
      terminateMainThread();
      if (this.#calls.isInside) await endLastChildProcess(attempt === 0 ? "SIGTERM" : "SIGKILL");
    }
  }

  /** Asks the process to end; a thread that is too busy to do so is ended with it. */
  async exit(code: number): Promise<never> {
    this.#post({ kind: "exit", code });
    await delay(500);
    process.kill(process.pid, "SIGKILL");
    return new Promise<never>(() => {});
  }

  #post(message: ToMain): void {
    this.#port.postMessage(message);
  }

  #receive(message: FromMain): void {
    switch (message.kind) {
      case "ready":
        return this.#setReady();
      case "done":
        this.#runs.get(message.run)?.(message);
        this.#runs.delete(message.run);
        return;
      case "comm-done":
        this.#comms.get(message.request)?.();
        this.#comms.delete(message.request);
        return;
      case "interrupted":
        for (const resolve of this.#interrupted.splice(0)) resolve();
        // What a termination tore out of the thread does not say any more that it is done.
        return this.#leaveComms();
      case "exit-requested":
        this.#exitRequest = message;
        for (const resolve of this.#runs.values()) resolve(endByExit(message));
        this.#runs.clear();
        this.#leaveComms();
        return this.#onExitRequest(message);
      default:
        return this.#onOutput(message);
    }
  }

  #leaveComms(): void {
    for (const resolve of this.#comms.values()) resolve();
    this.#comms.clear();
  }
}

function endByExit({ error }: ExitRequest): RunEnd {
  return { outcome: { status: "error", error, exitRequested: true }, defined: [], dataFiles: [], libraries: {} };
}
