import { setTimeout as delay } from "node:timers/promises";
import type { MessagePort } from "node:worker_threads";
import type { ChildProcessCalls } from "../execution/child-process-calls.ts";
import type { CommRequest, ExitRequest, FromMain, RunEnd, RunId, RunRequest, ToMain } from "../execution/protocol.ts";
import { endLastChildProcess } from "./end-child-processes.ts";
import { INTERRUPTED } from "./interrupted.ts";
import { isTerminationPending, terminateMainThread } from "./terminate-main-thread.ts";

export type RunOutput = Exclude<FromMain, { kind: "ready" | "done" | "comm-done" | "interrupted" | "exit-requested" }>;

/** Longer silence after an interrupt means that the thread is busy and must be stopped from outside. */
const ANSWER_MILLISECONDS = 200;
const RETRY_MILLISECONDS = 300;
/** What a termination has torn is asked again after this time. */
const REPEAT_MILLISECONDS = 50;
/** After so many attempts from outside the thread must be inside native code, and people are told. */
const ATTEMPTS_UNTIL_STUCK = 3;

const NOTHING_KNOWN = { defined: [], dataFiles: [], libraries: {} };

type CommBody = CommRequest extends infer Each ? (Each extends CommRequest ? Omit<Each, "request"> : never) : never;

/** The io thread's view of the thread that runs cells. */
export class MainThread {
  readonly #port: MessagePort;
  readonly #calls: ChildProcessCalls;
  readonly #runs = new Map<RunId, (end: RunEnd) => void>();
  readonly #comms = new Map<number, () => void>();
  readonly #onOutput: (output: RunOutput) => void;
  readonly #onExitRequest: (request: ExitRequest) => void;
  /** By the request's number. */
  readonly #interrupts = new Map<number, () => void>();
  #interruptRequests = 0;
  #isInterrupting = false;
  /** Over when no termination is left that could tear what the thread is told to do next. */
  #atRest = Promise.resolve();
  #isSettling = false;
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
    const answer = this.#requestInterrupt();
    if (this.#isInterrupting) return void (await answer);
    this.#isInterrupting = true;
    for (let attempt = 0; ; attempt++) {
      const patience = attempt === 0 ? ANSWER_MILLISECONDS : RETRY_MILLISECONDS;
      if (await Promise.race([answer, delay(patience, false)])) break;
      if (attempt === ATTEMPTS_UNTIL_STUCK) onStuck();
      terminateMainThread();
      if (!this.#isSettling) this.#atRest = this.#settle();
      if (this.#calls.isInside) await endLastChildProcess(attempt === 0 ? "SIGTERM" : "SIGKILL");
    }
    this.#isInterrupting = false;
  }

  /** Asks the process to end; a thread that is too busy to do so is ended with it. */
  async exit(code: number): Promise<never> {
    this.#post({ kind: "exit", code });
    await delay(500);
    process.kill(process.pid, "SIGKILL");
    return new Promise<never>(() => {});
  }

  /** Resolves when the thread has answered this request or a later one. */
  #requestInterrupt(): Promise<true> {
    const request = ++this.#interruptRequests;
    this.#post({ kind: "interrupt", request });
    return new Promise((resolve) => this.#interrupts.set(request, () => resolve(true)));
  }

  /**
   * Outlasts a termination. When the cell ends by itself at that moment, it tears what the thread executes next: let that
   * be a request which can be repeated.
   */
  async #settle(): Promise<void> {
    this.#isSettling = true;
    let isOver: boolean;
    do {
      const isSafe = !isTerminationPending();
      const isAnswered = await Promise.race([this.#requestInterrupt(), delay(REPEAT_MILLISECONDS, false)]);
      isOver = isAnswered && isSafe && !isTerminationPending();
    } while (!isOver && this.#exitRequest === undefined);
    this.#isSettling = false;
    // What was torn does not say any more that it is done.
    this.#leaveRuns({ outcome: { status: "error", error: INTERRUPTED, interrupted: true }, ...NOTHING_KNOWN });
    this.#leaveComms();
  }

  #post(message: ToMain): void {
    this.#port.postMessage(message);
  }

  #receive(message: FromMain): void {
    switch (message.kind) {
      case "ready":
        return this.#setReady();
      case "done":
        return this.#endRun(message.run, message);
      case "comm-done":
        return this.#endComm(message.request);
      case "interrupted":
        for (const [request, resolve] of this.#interrupts) {
          if (request > message.request) break;
          this.#interrupts.delete(request);
          resolve();
        }
        // A handler may wait for what never comes.
        return this.#leaveComms();
      case "exit-requested":
        this.#exitRequest = message;
        this.#leaveRuns(endByExit(message));
        this.#leaveComms();
        return this.#onExitRequest(message);
      default:
        return this.#onOutput(message);
    }
  }

  // Whoever waits for an end may give the thread something to do: not before it is at rest.

  #endRun(run: RunId, end: RunEnd): void {
    const resolve = this.#runs.get(run);
    this.#runs.delete(run);
    void this.#atRest.then(() => resolve?.(end));
  }

  #endComm(request: number): void {
    const resolve = this.#comms.get(request);
    this.#comms.delete(request);
    void this.#atRest.then(() => resolve?.());
  }

  #leaveRuns(end: RunEnd): void {
    for (const run of this.#runs.keys()) this.#endRun(run, end);
  }

  #leaveComms(): void {
    for (const request of this.#comms.keys()) this.#endComm(request);
  }
}

function endByExit({ error }: ExitRequest): RunEnd {
  return { outcome: { status: "error", error, exitRequested: true }, ...NOTHING_KNOWN };
}
