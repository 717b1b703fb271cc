import { MessageChannel } from "node:worker_threads";
import { afterEach, expect, it, vi } from "vitest";
import { ChildProcessCalls } from "../../../kernel/execution/child-process-calls.ts";
import type { FromMain, RunEnd, RunId, ToMain } from "../../../kernel/execution/protocol.ts";
import { MainThread } from "../../../kernel/io/main-thread.ts";

const termination = vi.hoisted(() => ({ isPending: false }));
vi.mock("../../../kernel/io/terminate-main-thread.ts", () => ({
  terminateMainThread: () => void (termination.isPending = true),
  isTerminationPending: () => termination.isPending,
}));

/** A thread that is busy with a cell until a termination is asked for, which comes too late: the cell has just ended. */
class LateThread {
  readonly #channel = new MessageChannel();
  readonly main = new MainThread(
    this.#channel.port1,
    new ChildProcessCalls(),
    () => {},
    () => {},
  );
  readonly torn: ToMain[] = [];

  /** @param hasEnded whether the cell says so before something of the thread is torn */
  constructor(hasEnded: boolean) {
    const waiting: ToMain[] = [];
    let isBusy = true;
    this.#channel.port2.on("message", (message: ToMain) => (isBusy ? waiting.push(message) : this.#receive(message)));
    const untilTermination = setInterval(() => {
      if (!termination.isPending) return;
      clearInterval(untilTermination);
      isBusy = false;
      if (hasEnded) this.#post({ kind: "done", run: 1, ...ENDED });
      for (const message of waiting) this.#answer(message);
    }, 1);
  }

  close(): void {
    this.#channel.port1.close();
  }

  #receive(message: ToMain): void {
    if (!termination.isPending) return this.#answer(message);
    termination.isPending = false;
    this.torn.push(message);
  }

  #answer(message: ToMain): void {
    if (message.kind === "interrupt") this.#post({ kind: "interrupted", request: message.request });
    if (message.kind === "run" && message.run > 1) this.#post({ kind: "done", run: message.run, ...ENDED });
  }

  #post(message: FromMain): void {
    this.#channel.port2.postMessage(message);
  }
}

const ENDED: RunEnd = { outcome: { status: "ok" }, defined: [], dataFiles: [], libraries: {} };

function request(run: RunId) {
  return {
    run,
    count: run,
    code: "",
    sourceMap: "",
    source: "",
    globals: [],
    mode: "cell",
    allowStdin: false,
  } as const;
}

let thread: LateThread;
afterEach(() => thread.close());

it("spends a termination that came too late on a message that can be repeated", async () => {
  thread = new LateThread(true);
  const running = thread.main.run(request(1));
  await thread.main.interrupt(() => {});
  expect(await running).toMatchObject(ENDED);
  expect(await thread.main.run(request(2))).toMatchObject(ENDED);
  expect(thread.torn.map(({ kind }) => kind)).toEqual(["interrupt"]);
});

it("ends a run whose end was torn", async () => {
  thread = new LateThread(false);
  const running = thread.main.run(request(1));
  await thread.main.interrupt(() => {});
  expect((await running).outcome).toMatchObject({ status: "error", error: { ename: "KeyboardInterrupt" } });
  expect(await thread.main.run(request(2))).toMatchObject(ENDED);
});
