import { randomUUID } from "node:crypto";
import { HISTORY_VARIABLE } from "../../kernel/io/history-folder.ts";
import { kernelCommand, type KernelCommand } from "../../kernel/launch.ts";
import type { Content, Message } from "../../kernel/wire/message.ts";
import { CHECK_AHEAD_REQUEST } from "../../notebooks/check-ahead-request.ts";
import { KERNEL_SETTINGS_REQUEST, type KernelSettingsChange } from "../../notebooks/kernel-settings.ts";
import { createLog, type Log } from "../log.ts";
import { createMessage } from "./create-message.ts";
import type { KernelChannel } from "./kernel-channel.ts";
import { KernelProcess } from "./kernel-process.ts";

export interface KernelClientOptions {
  /** Working directory of the kernel. */
  cwd: string;
  /** Where the connection file is written while the kernel runs; only the user should be able to read it. */
  runtimeDirectory: string;
  /** How to start a kernel. Default: ours. */
  command?: (connectionFile: string) => KernelCommand;
  /** Default: warnings and errors on stderr. */
  log?: Log;
}

export interface ExecuteOptions {
  /** Names the cell to the kernel, so that it knows a cell that is run again. */
  cellId?: string;
  /** Sees every message that the cell causes, in order, its reply and status included. */
  onMessage?: (channel: KernelChannel, message: Message) => void;
}

/** Content of an `execute_reply`. */
export interface ExecuteReply {
  status: "ok" | "error" | "aborted";
  execution_count: number | null;
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

/** The kernel ended while something waited for it. */
export class KernelDiedError extends Error {
  override name = "KernelDiedError";
}

export interface ClientComm {
  send(data: unknown): void;
  close(): void;
}

interface Pending {
  onMessage(channel: KernelChannel, message: Message): void;
}

/** A kernel of one's own, driven by a program: the command line and tests. */
export class KernelClient {
  /** The kernel's answer to `kernel_info_request`. */
  readonly info: Content;
  readonly #process: KernelProcess;
  readonly #session = randomUUID();
  readonly #pending = new Map<string, Pending>();
  readonly #comms = new Map<string, (data: unknown) => void>();

  private constructor(process: KernelProcess, info: Content) {
    this.#process = process;
    this.info = info;
    process.listener = (channel, message) => this.#receive(channel, message);
  }

  /** @throws KernelStartError */
  static async start(options: KernelClientOptions): Promise<KernelClient> {
    const { cwd, runtimeDirectory, command = kernelCommand, log = createLog("warn") } = options;
    // What a program runs is nothing that its user has typed.
    const forgetful = (file: string): KernelCommand => {
      const { env, ...plain } = command(file);
      return { ...plain, env: { [HISTORY_VARIABLE]: "off", ...env } };
    };
    const process = await KernelProcess.launch({ command: forgetful, cwd, runtimeDirectory, log });
    await process.ready;
    const { content } = await process.request("shell", "kernel_info_request", {}, 10_000);
    return new KernelClient(process, content);
  }

  /**
   * Runs code; resolves when its reply and all its outputs have come.
   *
   * @throws KernelDiedError
   */
  async execute(code: string, options: ExecuteOptions = {}): Promise<ExecuteReply> {
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: false,
    };
    const request = createMessage("execute_request", content, this.#session);
    if (options.cellId !== undefined) request.metadata = { cellId: options.cellId };
    const id = request.header.msg_id;
    let reply: Message | null = null;
    let isIdle = false;
    try {
      await new Promise<void>((resolve, reject) => {
        void this.#process.exited.then(({ reason }) => reject(new KernelDiedError(`The kernel stopped: ${reason}`)));
        this.#pending.set(id, {
          onMessage: (channel, message) => {
            options.onMessage?.(channel, message);
            if (message.header.msg_type === "execute_reply") reply = message;
            if (message.header.msg_type === "status" && message.content.execution_state === "idle") isIdle = true;
            // Reply and outputs come on different sockets, in either order.
            if (reply !== null && isIdle) resolve();
          },
        });
        this.#process.send("shell", request);
      });
    } finally {
      this.#pending.delete(id);
    }
    return (reply as unknown as Message).content as unknown as ExecuteReply;
  }

  /** Names the cell that will be run next, which is compiled meanwhile. */
  checkAhead(code: string): void {
    this.#process.send("shell", createMessage(CHECK_AHEAD_REQUEST, { code }, this.#session));
  }

  /** Says how cells are to be treated from now on, by the content of a `KERNEL_SETTINGS_REQUEST`. */
  configure(request: { settings: KernelSettingsChange; kernel?: string }): void {
    this.#process.send("shell", createMessage(KERNEL_SETTINGS_REQUEST, request, this.#session));
  }

  /** Stops what is running. */
  async interrupt(): Promise<void> {
    await this.#process.request("control", "interrupt_request", {}, 5000);
  }

  /** Opens a comm to a target that the kernel has registered. */
  openComm(target: string, data: unknown, onData: (data: unknown) => void): ClientComm {
    const comm_id = randomUUID();
    this.#comms.set(comm_id, onData);
    const send = (type: string, content: Content) =>
      this.#process.send("shell", createMessage(type, { comm_id, ...content }, this.#session));
    send("comm_open", { target_name: target, data });
    return {
      send: (message) => send("comm_msg", { data: message }),
      close: () => {
        this.#comms.delete(comm_id);
        send("comm_close", { data: {} });
      },
    };
  }

  /** Ends the kernel, by force when it does not end by itself. */
  async shutdown(): Promise<void> {
    await this.#process.shutdown();
  }

  #receive(channel: KernelChannel, message: Message): void {
    this.#pending.get(message.parent_header.msg_id ?? "")?.onMessage(channel, message);
    if (message.header.msg_type === "comm_msg")
      this.#comms.get(String(message.content.comm_id))?.(message.content.data);
  }
}
