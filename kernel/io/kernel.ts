import type { ChildProcessCalls } from "../execution/child-process-calls.ts";
import type { OutputGate } from "../execution/output-gate.ts";
import { CHECK_AHEAD_REQUEST } from "../../notebooks/check-ahead-request.ts";
import { languageInfo } from "../language-info.ts";
import { productVersion } from "../versions.ts";
import { type Content, type Message, PROTOCOL_VERSION } from "../wire/message.ts";
import { CellExecution } from "./cell-execution.ts";
import { History } from "./history.ts";
import { InputRequests } from "./input-requests.ts";
import type { LanguageClient } from "./language-client.ts";
import { MainThread } from "./main-thread.ts";
import type { MessagePort } from "node:worker_threads";
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
}

/**
 * Answers Jupyter's messages. What needs the user's thread (`execute_request`, comms) waits in a queue; everything else
 * is answered at once, also while a cell computes.
 */
export class Kernel {
  readonly #sockets: KernelSockets;
  readonly #language: LanguageClient;
  readonly #publisher: IoPublisher;
  readonly #inputs: InputRequests;
  readonly #history = new History();
  readonly #outputs: RunOutputs;
  readonly #main: MainThread;
  readonly #execution: CellExecution;
  readonly #queue: Message[] = [];
  #executing: Message | undefined;
  #working = false;

  constructor({ sockets, language, main, gate, calls }: KernelOptions) {
    this.#sockets = sockets;
    this.#language = language;
    this.#publisher = new IoPublisher(sockets, gate);
    this.#inputs = new InputRequests(sockets);
    this.#outputs = new RunOutputs(this.#publisher, this.#inputs);
    this.#main = new MainThread(main, calls, (output) => this.#outputs.relay(output));
    this.#execution = new CellExecution({
      language,
      main: this.#main,
      publisher: this.#publisher,
      outputs: this.#outputs,
      history: this.#history,
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
    this.#publisher.flush();
    await this.#sockets.close();
    await this.end(0);
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
    }
    this.#working = false;
  }

  async #execute(message: Message): Promise<void> {
    const { content, metadata, abortFollowers } = await this.#execution.execute(message);
    // All output is out before the reply: clients may stop listening after it.
    this.#publisher.flush();
    await this.#sockets.send("shell", createMessage("execute_reply", message, content, metadata));
    if (abortFollowers) await this.#abortFollowers();
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
  async #reply({ header, content }: Message): Promise<Content | undefined> {
    switch (header.msg_type) {
      case "kernel_info_request":
        return kernelInfo();
      case "complete_request":
        return this.#complete(content);
      case "inspect_request":
        return this.#inspect(content);
      case "is_complete_request":
        return { ...(await this.#language.request({ kind: "isComplete", source: String(content.code ?? "") })) };
      case CHECK_AHEAD_REQUEST:
        return this.#checkAhead(String(content.code ?? ""));
      case "history_request":
        return this.#history.answer(content);
      case "comm_info_request":
        return this.#commInfo(content.target_name);
      case "interrupt_request":
        void this.#interrupt();
        return { status: "ok" };
      case "shutdown_request":
        return { status: "ok", restart: content.restart === true };
      default:
        return undefined;
    }
  }

  async #complete({ code, cursor_pos }: Content): Promise<Content> {
    const request = { kind: "complete", source: String(code ?? ""), cursor: Number(cursor_pos ?? 0) } as const;
    const { matches, cursorStart, cursorEnd, metadata } = await this.#language.request(request);
    return { status: "ok", matches, cursor_start: cursorStart, cursor_end: cursorEnd, metadata };
  }

  async #checkAhead(source: string): Promise<Content> {
    const waiting = this.#queue.filter(({ header }) => header.msg_type === "execute_request").length;
    const executionCount = this.#execution.executionCount + waiting + 1;
    await this.#language.request({ kind: "checkAhead", source, executionCount });
    return { status: "ok" };
  }

  async #inspect({ code, cursor_pos, detail_level }: Content): Promise<Content> {
    const { found, data } = await this.#language.request({
      kind: "inspect",
      source: String(code ?? ""),
      cursor: Number(cursor_pos ?? 0),
      detailLevel: detail_level === 1 ? 1 : 0,
    });
    return { status: "ok", found, data, metadata: {} };
  }

  #commInfo(target: unknown): Content {
    const wanted = [...this.#outputs.comms].filter(
      ([, name]) => typeof target !== "string" || target === "" || name === target,
    );
    return { status: "ok", comms: Object.fromEntries(wanted.map(([id, target_name]) => [id, { target_name }])) };
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

function kernelInfo(): Content {
  return {
    status: "ok",
    protocol_version: PROTOCOL_VERSION,
    implementation: "ulm",
    implementation_version: productVersion,
    language_info: languageInfo,
    banner: `ULM kernel: TypeScript ${languageInfo.version} on Node.js ${process.versions.node}`,
    help_links: [{ text: "TypeScript", url: "https://www.typescriptlang.org/docs/" }],
    debugger: false,
    supported_features: [],
  };
}
