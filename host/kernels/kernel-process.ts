import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { KernelCommand } from "../../kernel/launch.ts";
import type { Content, Message } from "../../kernel/wire/message.ts";
import { describeExit, type ExitCause } from "../../notebooks/kernel-loss.ts";
import type { Log } from "../log.ts";
import { createConnection, type Connection } from "./create-connection.ts";
import { createMessage } from "./create-message.ts";
import type { RequestChannel } from "./kernel-channel.ts";
import { explainExit } from "./explain-exit.ts";
import { KernelSockets, type MessageListener } from "./kernel-sockets.ts";

export interface KernelProcessOptions {
  /** How to start a kernel on a connection file. */
  command(connectionFile: string): KernelCommand;
  /** Working directory: the notebook's folder. */
  cwd: string;
  runtimeDirectory: string;
  log: Log;
  /** Longest time to the first answer in milliseconds. Default 60 000. */
  startTimeout?: number;
}

/** How a process ended. */
export interface KernelExit {
  code: number | null;
  signal: NodeJS.Signals | null;
  cause: ExitCause;
  /** The cause in English: the end of a sentence. */
  reason: string;
}

/** A kernel did not start; the message says why. */
export class KernelStartError extends Error {
  override name = "KernelStartError";
}

/** A kernel did not answer a request of the host's in time, or ended before. */
export class KernelRequestError extends Error {
  override name = "KernelRequestError";
}

const STDERR_KEPT = 16_384;
const POLL_MILLISECONDS = 5;
const running = new Set<ChildProcess>();
// Kernels also watch their parent; this ends them without waiting for that.
process.on("exit", () => running.forEach((child) => child.kill("SIGKILL")));

/** One process of a kernel and the host's connection to it. It is used once: a restart makes another. */
export class KernelProcess {
  /** Resolves when it answers and its outputs arrive; rejects with KernelStartError. */
  readonly ready: Promise<void>;
  readonly exited: Promise<KernelExit>;
  readonly cwd: string;
  readonly pid: number | undefined;
  /** Takes every message that does not answer the host's own requests. */
  listener: MessageListener = () => {};

  readonly #session = randomUUID();
  readonly #child: ChildProcess;
  readonly #connection: Connection;
  readonly #log: Log;
  /** Null until the kernel has said its ports. */
  #sockets: KernelSockets | null = null;
  readonly #answers = new Map<string, (message: Message) => void>();
  #hasAnswered = false;
  #hearsOutputs = false;
  #hasExited = false;
  /** It ends because the host wants it to: nobody waits for its last words. */
  #isDismissed = false;
  #errors = "";

  private constructor(options: KernelProcessOptions, connection: Connection) {
    const { command, args, env } = options.command(connection.file);
    this.cwd = options.cwd;
    this.#connection = connection;
    this.#child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "ignore", "pipe"],
      windowsHide: true,
    });
    this.pid = this.#child.pid;
    running.add(this.#child);
    this.#child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#errors = (this.#errors + text).slice(-STDERR_KEPT);
    });
    this.#log = options.log;
    this.exited = this.#watchExit();
    this.ready = this.#start(Date.now() + (options.startTimeout ?? 60_000));
    this.ready.catch(() => {}); // Whoever needs the kernel awaits it; nobody may be.
  }

  static async launch(options: KernelProcessOptions): Promise<KernelProcess> {
    return new KernelProcess(options, await createConnection(options.runtimeDirectory));
  }

  /** The connection file, with which other Jupyter clients can join. */
  get connectionFile(): string {
    return this.#connection.file;
  }

  get hasExited(): boolean {
    return this.#hasExited;
  }

  /** Sends a message; before the kernel is ready there is nobody to send it to. */
  send(channel: RequestChannel, message: Message): void {
    this.#sockets?.send(channel, message);
  }

  /**
   * Sends a request of the host's own and resolves to its reply.
   *
   * @param timeout in milliseconds
   * @throws KernelRequestError
   */
  async request(channel: RequestChannel, type: string, content: Content, timeout: number): Promise<Message> {
    const message = createMessage(type, content, this.#session);
    const id = message.header.msg_id;
    const stop = new AbortController();
    const fail = (what: string) => new KernelRequestError(`The kernel ${what} (${type})`);
    try {
      return await new Promise<Message>((resolve, reject) => {
        this.#answers.set(id, resolve);
        this.exited.then(() => reject(fail("ended before it answered")));
        delay(timeout, undefined, { signal: stop.signal, ref: false }).then(
          () => reject(fail(`did not answer within ${timeout / 1000} s`)),
          () => {},
        );
        this.send(channel, message);
      });
    } finally {
      stop.abort();
      this.#answers.delete(id);
    }
  }

  /** Asks the process to end, and kills it when it does not within `grace` milliseconds. */
  async shutdown(options: { restart?: boolean; grace?: number } = {}): Promise<KernelExit> {
    this.#isDismissed = true;
    if (this.#sockets === null) this.kill();
    if (!this.#hasExited) {
      this.send("control", createMessage("shutdown_request", { restart: options.restart ?? false }, this.#session));
      const stop = new AbortController();
      delay(options.grace ?? 2000, undefined, { signal: stop.signal }).then(
        () => this.kill(),
        () => {},
      );
      await this.exited;
      stop.abort();
    }
    return this.exited;
  }

  kill(): void {
    this.#isDismissed = true;
    this.#child.kill("SIGKILL");
  }

  #receive: MessageListener = (channel, message) => {
    if (channel === "iopub") this.#hearsOutputs = true;
    if (channel === "shell") this.#hasAnswered = true;
    const parent = message.parent_header;
    if (parent.session !== this.#session) return this.listener(channel, message);
    if (channel !== "iopub" && parent.msg_id !== undefined) this.#answers.get(parent.msg_id)?.(message);
  };

  async #start(deadline: number): Promise<void> {
    await this.#connect(deadline);
    await this.#awaitFirstAnswer(deadline);
  }

  /** Connects once the kernel has bound its sockets and written their ports into the connection file. */
  async #connect(deadline: number): Promise<void> {
    for (let info = await this.#connection.read(); ; info = await this.#connection.read()) {
      await this.#checkStart(deadline);
      if (info === null) await delay(POLL_MILLISECONDS);
      else {
        this.#sockets = new KernelSockets(info, (channel, message) => this.#receive(channel, message), this.#log);
        return;
      }
    }
  }

  /** A subscription takes effect some time after it is made, so ask until both a reply and an output have come. */
  async #awaitFirstAnswer(deadline: number): Promise<void> {
    let nextAsk = Date.now();
    for (let pause = 50; !(this.#hasAnswered && this.#hearsOutputs); await delay(POLL_MILLISECONDS)) {
      await this.#checkStart(deadline);
      if (Date.now() < nextAsk) continue;
      this.send("shell", createMessage("kernel_info_request", {}, this.#session));
      nextAsk = Date.now() + pause;
      pause = Math.min(pause * 2, 1000);
    }
  }

  /** @throws KernelStartError when the process has ended or its time is up */
  async #checkStart(deadline: number): Promise<void> {
    if (this.#hasExited) throw new KernelStartError(`The kernel did not start: ${(await this.exited).reason}`);
    if (Date.now() < deadline) return;
    this.kill();
    throw new KernelStartError("The kernel did not answer in time after its start");
  }

  async #watchExit(): Promise<KernelExit> {
    const exit = await new Promise<Omit<KernelExit, "reason">>((resolve) => {
      this.#child.once("error", ({ message }) => {
        resolve({ code: null, signal: null, cause: { kind: "not-started", detail: message } });
      });
      this.#child.once("exit", (code, signal) => {
        const finish = () => resolve({ code, signal, cause: explainExit(code, signal, this.#errors) });
        // Its last words may still be in the pipe, which its own children can hold open.
        this.#child.once("close", finish);
        setTimeout(finish, 200).unref();
      });
    });
    this.#hasExited = true;
    running.delete(this.#child);
    if (!this.#isDismissed) await this.#sockets?.drain();
    this.#sockets?.close();
    await this.#connection.remove();
    return { ...exit, reason: describeExit(exit.cause).en };
  }
}
