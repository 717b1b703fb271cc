import type { ChildProcessCalls } from "../execution/child-process-calls.ts";
import type { ExitRequest } from "../execution/protocol.ts";
import type { OutputGate } from "../execution/output-gate.ts";
import { kernelExitCode } from "../exit-codes.ts";
import type { Content, Message } from "../wire/message.ts";
import { Answers } from "./answers.ts";
import { CellExecution } from "./cell-execution.ts";
import { History } from "./history.ts";
import { HistoryFolder, historyFolderOf } from "./history-folder.ts";
import { InputRequests } from "./input-requests.ts";
import type { LanguageClient } from "./language-client.ts";
import { MainThread } from "./main-thread.ts";
import type { MessagePort } from "node:worker_threads";
import { describeShortage, MemoryWatch } from "./memory-watch.ts";
import { createMessage } from "./message-factory.ts";
import { IoPublisher } from "./publisher.ts";
import { RunOutputs } from "./run-outputs.ts";
import type { KernelSockets } from "./sockets.ts";

type ReplyChannel = "shell" | "control";

export interface KernelOptions {
  sockets: KernelSockets;
  language: LanguageClient;
  /** To the thread that runs cells. */
  main: MessagePort;
  gate: OutputGate;
  calls: ChildProcessCalls;
  /** Of the heap of that thread, in bytes. */
  heapLimit: number;
  /** Told the path of each cell that is a module, before it is answered. */
  onModuleCell: (path: string) => void;
}

/**
 * Answers Jupyter's messages. What needs the user's thread (`execute_request`, comms) waits in a queue; everything else
 * is answered at once, also while a cell computes.
 */
export class Kernel {
  readonly #sockets: KernelSockets;
  readonly #publisher: IoPublisher;
  readonly #inputs: InputRequests;
  readonly #outputs: RunOutputs;
  readonly #main: MainThread;
  readonly #execution: CellExecution;
  readonly #answers: Answers;
  readonly #history: History;
  readonly #memory: MemoryWatch;
  readonly #queue: Message[] = [];
  #executing: Message | undefined;
  #working = false;
  #exitRequest: ExitRequest | undefined;

  constructor({ sockets, language, main, gate, calls, heapLimit, onModuleCell }: KernelOptions) {
    this.#sockets = sockets;
    this.#publisher = new IoPublisher(sockets, gate);
    this.#inputs = new InputRequests(sockets);
    this.#outputs = new RunOutputs(this.#publisher, this.#inputs);
    this.#main = new MainThread(
      main,
      calls,
      (output) => this.#outputs.relay(output),
      (request) => this.#receiveExitRequest(request),
    );
    this.#memory = new MemoryWatch(heapLimit, (used) =>
      this.#publisher.stream(this.#executing, "stderr", describeShortage(used, heapLimit)),
    );
    const folder = historyFolderOf(process.env);
    this.#history = new History(folder === undefined ? undefined : new HistoryFolder(folder));
    const history = this.#history;
    this.#execution = new CellExecution({
      ...{ language, history, onModuleCell },
      main: this.#main,
      publisher: this.#publisher,
      outputs: this.#outputs,
    });
    this.#answers = new Answers({
      ...{ language, history },
      comms: this.#outputs.comms,
      nextExecutionCount: () => this.#execution.executionCount + this.#waitingCells().length + 1,
    });
  }

  /** Serves until the process ends. */
  async start(): Promise<void> {
    await this.#main.ready;
    this.#publisher.status("starting", undefined);
    void this.#sockets.listen("shell", (message) => this.#receiveShell(message));
    void this.#sockets.listen("control", (message) => void this.#answer("control", message));
    void this.#sockets.listen("stdin", (message) => this.#receiveInput(message));
  }

  /** Ends the process after everything under way was sent. */
  async shutDown(): Promise<void> {
    await this.#close();
    await this.end(0);
  }

  async #close(): Promise<void> {
    this.#publisher.flush();
    await Promise.all([this.#sockets.close(), this.#history.flush()]);
  }

  /** Ends the process at once. */
  end(exitCode: number): Promise<never> {
    return this.#main.exit(exitCode);
  }

  #receiveShell(message: Message): void {
    switch (message.header.msg_type) {
      case "execute_request":
      case "comm_open":
      case "comm_msg":
      case "comm_close":
        this.#queue.push(message);
        void this.#work();
        return;
      default:
        void this.#answer("shell", message);
    }
  }

  #receiveExitRequest(request: ExitRequest): void {
    this.#exitRequest = request;
    if (this.#executing?.header.msg_type !== "execute_request") this.#outputs.relay({ ...request, kind: "late-error" });
    // What is under way is answered first.
    if (!this.#working) void this.#leave(request);
  }

  /** Lets the thread that runs cells end the process, once everybody has been answered. */
  async #leave({ answered }: ExitRequest): Promise<void> {
    await this.#abortFollowers();
    await this.#close();
    const flag = new Int32Array(answered);
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
    await this.end(kernelExitCode.cellExit);
  }

  #receiveInput(message: Message): void {
    const request = this.#inputs.close(message);
    if (request !== undefined) this.#main.answerInput(request, String(message.content.value ?? ""));
  }

  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    for (let message = this.#queue.shift(); message !== undefined; message = this.#queue.shift()) {
      this.#executing = message;
      this.#publisher.status("busy", message);
      if (message.header.msg_type === "execute_request") await this.#execute(message);
      else {
        this.#outputs.attributeTo(message);
        await this.#comm(message);
        this.#outputs.attributeTo(undefined);
      }
      this.#executing = undefined;
      this.#publisher.status("idle", message);
      if (this.#exitRequest !== undefined) return this.#leave(this.#exitRequest);
    }
    this.#working = false;
  }

  async #execute(message: Message): Promise<void> {
    this.#memory.start();
    const { content, metadata, abortFollowers } = await this.#execution.execute(message);
    this.#memory.stop();
    // All output is out before the reply: clients may stop listening after it.
    this.#publisher.flush();
    await this.#sockets.send("shell", createMessage("execute_reply", message, content, metadata));
    if (abortFollowers) await this.#abortFollowers();
  }

  #waitingCells(): Message[] {
    return this.#queue.filter(({ header }) => header.msg_type === "execute_request");
  }

  /** Aborts the execute requests that wait, including those that have arrived and were not read yet. */
  async #abortFollowers(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    const followers = this.#queue.splice(0);
    for (const message of followers) {
      if (message.header.msg_type !== "execute_request") {
        this.#queue.push(message);
        continue;
      }
      this.#publisher.status("busy", message);
      // Without a count: windows would write it beside a cell that did not run.
      const content = { status: "aborted" };
      await this.#sockets.send("shell", createMessage("execute_reply", message, content));
      this.#publisher.status("idle", message);
    }
  }

  async #comm({ header, content }: Message): Promise<void> {
    const comm = String(content.comm_id);
    const target = String(content.target_name ?? "");
    const data = content.data ?? {};
    if (header.msg_type === "comm_open") {
      this.#outputs.comms.set(comm, target);
      return this.#main.comm({ kind: "comm-open", comm, target, data });
    }
    if (header.msg_type === "comm_msg") return this.#main.comm({ kind: "comm-message", comm, data });
    this.#outputs.comms.delete(comm);
    return this.#main.comm({ kind: "comm-close", comm, data });
  }

  /** Answers what does not need the user's thread. */
  async #answer(channel: ReplyChannel, message: Message): Promise<void> {
    const type = message.header.msg_type;
    this.#publisher.status("busy", message);
    const content = await this.#reply(message).catch((error: Error) => ({
      status: "error",
      ename: error.name,
      evalue: error.message,
      traceback: [],
    }));
    if (content !== undefined) {
      await this.#sockets.send(channel, createMessage(type.replace(/_request$/, "_reply"), message, content));
    }
    if (type === "shutdown_request") {
      this.#publisher.publish("shutdown_reply", message, content ?? {});
      this.#publisher.status("idle", message);
      return this.shutDown();
    }
    this.#publisher.status("idle", message);
    // Frontends show the last status they heard, whoever asked: the cell goes on.
    if (this.#executing !== undefined) this.#publisher.status("busy", this.#executing);
  }

  /** The reply's content; undefined for messages that this kernel does not know. */
  async #reply(message: Message): Promise<Content | undefined> {
    switch (message.header.msg_type) {
      case "interrupt_request":
        void this.#interrupt();
        return { status: "ok" };
      case "shutdown_request":
        return { status: "ok", restart: message.content.restart === true };
      default:
        return this.#answers.to(message);
    }
  }

  async #interrupt(): Promise<void> {
    this.#inputs.clear();
    if (this.#execution.cancelCompilation()) return;
    const executing = this.#executing;
    if (executing === undefined) return;
    await this.#main.interrupt(() => {
      this.#publisher.publish("stream", executing, { name: "stderr", text: STUCK });
    });
  }
}

const STUCK =
  "The cell is inside native code, which cannot be interrupted; it will be stopped when that returns. To stop it now, restart the" +
  " kernel: “Restart Kernel and Run up to Selected Cell…” brings the variables back.\n" +
  "此单元格正在执行无法中断的原生代码，返回后即会停止。若要立即停止，请重启内核：“重启内核并运行到选中的单元格…”可恢复变量。\n";
