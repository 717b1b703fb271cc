import { randomUUID } from "node:crypto";
import type { Content, Header, Message } from "../../kernel/wire/message.ts";
import type { RunRecord } from "../../notebooks/cell-run.ts";
import { findReplay } from "../../notebooks/find-replay.ts";
import { describeExit, type ExitCause, type KernelLoss } from "../../notebooks/kernel-loss.ts";
import { KERNEL_SETTINGS_REQUEST } from "../../notebooks/kernel-settings.ts";
import type { Log } from "../log.ts";
import { RunLog } from "../runs/run-log.ts";
import { Attachment, type Deliver } from "./attachment.ts";
import { createMessage } from "./create-message.ts";
import type { KernelChannel, RequestChannel } from "./kernel-channel.ts";
import { KernelStartError, type KernelExit, type KernelProcess } from "./kernel-process.ts";
import { RememberedSettings } from "./remembered-settings.ts";
import { RestartPolicy } from "./restart-policy.ts";

export type ExecutionState = "starting" | "idle" | "busy" | "restarting" | "autorestarting" | "dead";

/** What Jupyter's API says about a kernel. */
export interface KernelModel {
  id: string;
  name: string;
  last_activity: string;
  execution_state: ExecutionState;
  connections: number;
  /** Why it died, when it did. */
  reason?: string;
}

export interface KernelOptions {
  name: string;
  /** Starts a process (or hands out one that is warm) in the notebook's folder. */
  launch(): Promise<KernelProcess>;
  /** Sees every message on IOPub before clients do. */
  onOutput(message: Message): void;
  log: Log;
}

/**
 * A kernel as clients know it: one identity through restarts, shared by any number of attached clients. Replies go to
 * the client that asked, outputs to all; a client that loses its connection finds what it missed when it returns.
 */
export class Kernel {
  readonly id = randomUUID();
  readonly #options: KernelOptions;
  readonly #hostSession = randomUUID();
  readonly #attachments = new Map<string, Attachment>();
  /** Unanswered requests in the order of their arrival, by message id, and who sent them. */
  readonly #requests = new Map<string, { asker: Attachment } & Pick<Message, "header" | "metadata" | "content">>();
  readonly #runs = new RunLog();
  readonly #restarts = new RestartPolicy();
  readonly #settings: RememberedSettings;
  #process: KernelProcess | null = null;
  /** Requests that arrived before the process was ready, or after its predecessor had said that it ends. */
  #waiting: [RequestChannel, Message][] | null = [];
  #state: ExecutionState = "starting";
  #lastActivity = new Date();
  #reason: string | undefined;
  #isEnding = false;

  private constructor(options: KernelOptions) {
    this.#options = options;
    this.#settings = new RememberedSettings(options.name);
  }

  static async start(options: KernelOptions): Promise<Kernel> {
    const kernel = new Kernel(options);
    kernel.#adopt(await options.launch());
    return kernel;
  }

  get model(): KernelModel {
    const model: KernelModel = {
      id: this.id,
      name: this.#options.name,
      last_activity: this.#lastActivity.toISOString(),
      execution_state: this.#state,
      connections: [...this.#attachments.values()].filter((attachment) => attachment.isConnected).length,
    };
    return this.#reason === undefined ? model : { ...model, reason: this.#reason };
  }

  /** The runs of cells since the process was started. */
  get runs(): RunRecord {
    return this.#runs.record;
  }

  get isDead(): boolean {
    return this.#state === "dead";
  }

  get process(): KernelProcess | null {
    return this.#process;
  }

  /** Resolves when it answers. @throws KernelStartError */
  async ready(): Promise<void> {
    if (this.isDead) throw new KernelStartError(`The kernel is dead: ${this.#reason}`);
    await this.#process?.ready;
  }

  /**
   * Joins a client. A session that was here before first receives what it missed.
   *
   * @param session as the client names itself in its messages' headers
   */
  attach(session: string, deliver: Deliver): Attachment {
    const known = this.#attachments.get(session);
    const attachment = known ?? new Attachment(session, (channel, message) => this.#send(attachment, channel, message));
    this.#attachments.delete(session);
    this.#attachments.set(session, attachment);
    attachment.connect(deliver);
    this.#forgetOldAttachments();
    if (this.isDead) deliver("iopub", this.#createStatus("dead"));
    return attachment;
  }

  /** Stops the running cell. @throws KernelRequestError when the kernel does not answer */
  async interrupt(): Promise<void> {
    if (this.isDead || this.#process === null) throw new KernelStartError(`The kernel is dead: ${this.#reason}`);
    await this.#process.ready;
    await this.#process.request("control", "interrupt_request", {}, 5000);
  }

  /** Ends the process and starts another under the same id; resolves when that answers. */
  async restart(): Promise<void> {
    this.#state = "restarting";
    await this.#replaceProcess({ isOrderly: true });
    await this.ready();
  }

  /** Ends the process, and with it this kernel. */
  async shutdown(grace?: number): Promise<void> {
    this.#isEnding = true;
    await this.#process?.shutdown({ grace });
    this.#die("it was shut down");
  }

  #adopt(process: KernelProcess): void {
    this.#process = process;
    this.#waiting = [];
    process.listener = (channel, message) => this.#receive(channel, message);
    void process.ready.then(
      () => this.#flushWaiting(process),
      () => {}, // Its exit, below, says the same.
    );
    void process.exited.then((exit) => this.#handleExit(process, exit));
  }

  #flushWaiting(process: KernelProcess): void {
    if (process !== this.#process) return;
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    this.#repeatSettings(process);
    for (const [channel, message] of waiting) process.send(channel, message);
    if (this.#state !== "busy") this.#state = "idle";
  }

  /** Comes before all that clients have sent. */
  #repeatSettings(process: KernelProcess): void {
    const { request } = this.#settings;
    if (request === null) return;
    process.request("shell", KERNEL_SETTINGS_REQUEST, request, SETTINGS_TIMEOUT).catch((error: unknown) => {
      if (!process.hasExited) this.#options.log.warn("kernel.settings-unanswered", { kernel: this.id, error });
    });
  }

  #send(from: Attachment, channel: RequestChannel, message: Message): void {
    if (this.isDead) return from.deliver("iopub", this.#createStatus("dead"));
    this.#lastActivity = new Date();
    const { header, metadata, content } = message;
    if (channel !== "stdin") this.#requests.set(header.msg_id, { asker: from, header, metadata, content });
    if (this.#waiting !== null) this.#waiting.push([channel, message]);
    else this.#process?.send(channel, message);
  }

  #receive(channel: KernelChannel, message: Message): void {
    this.#lastActivity = new Date();
    if (channel === "iopub") {
      this.#trackState(message);
      this.#options.onOutput(message);
      for (const attachment of this.#attachments.values()) attachment.deliver(channel, message);
      return;
    }
    const id = message.parent_header.msg_id ?? "";
    const request = this.#requests.get(id);
    if (channel !== "stdin") this.#requests.delete(id);
    if (request !== undefined) this.#takeNote(request, message);
    request?.asker.deliver(channel, message);
  }

  #takeNote(request: Pick<Message, "header" | "content">, reply: Message): void {
    if (reply.header.msg_type === "execute_reply") {
      this.#runs.add(request, reply);
      if (asksForExit(reply.content)) this.#waiting = [];
    }
    const isOk = reply.content.status === "ok";
    if (isOk && request.header.msg_type === KERNEL_SETTINGS_REQUEST) this.#settings.remember(request.content);
  }

  #trackState(message: Message): void {
    if (message.header.msg_type !== "status") return;
    const state = message.content.execution_state;
    if (state === "busy" || state === "idle") this.#state = state;
  }

  #handleExit(process: KernelProcess, exit: KernelExit): void {
    if (process !== this.#process || this.#isEnding) return;
    this.#options.log.warn("kernel.exited", { kernel: this.id, reason: exit.reason });
    const loss = this.#reportLoss(exit.cause);
    // A cell that ended its kernel has asked for another one: that is no crash.
    const isCrash = exit.cause.kind !== "process-exit";
    if (isCrash && !this.#restarts.mayRestart(Date.now())) return this.#die(exit.reason, loss);
    this.#state = "autorestarting";
    this.#broadcast(this.#createStatus("restarting", null, loss));
    this.#replaceProcess({ isOrderly: false }).catch((error: Error) => this.#die(error.message));
  }

  /** The cell that was running says what happened to it. @returns what clients are told */
  #reportLoss(cause: ExitCause): KernelLoss {
    const waiting = this.#waitingIds();
    const running = [...this.#requests.values()].find(
      ({ header }) => header.msg_type === "execute_request" && !waiting.has(header.msg_id),
    );
    if (running !== undefined) {
      const reason = describeExit(cause);
      const evalue = `The kernel stopped while this cell was running: ${reason.en}. Its variables are lost; run the cells above again.`;
      const chinese = `运行此单元格时内核停止：${reason["zh-CN"]}。变量已丢失，请重新运行上面的单元格。`;
      const content = { ename: "KernelDied", evalue, traceback: [`KernelDied: ${evalue}`, chinese] };
      this.#broadcast(createMessage("error", content, this.#hostSession, running.header));
      this.#broadcast(this.#createStatus("idle", running.header));
    }
    const cell = running?.metadata.cellId;
    const isKnown = typeof cell === "string";
    const replay = findReplay(this.#runs.record.runs, isKnown ? cell : undefined);
    return { cause, replay, ...(isKnown ? { running: cell } : {}) };
  }

  async #replaceProcess(options: { isOrderly: boolean }): Promise<void> {
    const old = this.#process;
    this.#process = null;
    if (options.isOrderly) this.#waiting = [];
    this.#waiting ??= [];
    const kept = this.#waitingIds();
    for (const id of this.#requests.keys()) if (!kept.has(id)) this.#requests.delete(id);
    this.#runs.clear();
    if (options.isOrderly) await old?.shutdown({ restart: true });
    const waiting: [RequestChannel, Message][] = this.#waiting;
    const process = await this.#options.launch();
    this.#reason = undefined;
    this.#adopt(process);
    this.#waiting = waiting;
    if (this.#isEnding) await process.shutdown({ grace: 0 });
  }

  #waitingIds(): Set<string> {
    return new Set((this.#waiting ?? []).map(([, { header }]) => header.msg_id));
  }

  #die(reason: string, loss?: KernelLoss): void {
    this.#state = "dead";
    this.#reason = reason;
    this.#requests.clear();
    this.#broadcast(this.#createStatus("dead", null, loss));
  }

  #broadcast(message: Message): void {
    for (const attachment of this.#attachments.values()) attachment.deliver("iopub", message);
  }

  #createStatus(state: string, parent: Header | null = null, loss?: KernelLoss): Message {
    const status = createMessage("status", { execution_state: state }, this.#hostSession, parent);
    return loss === undefined ? status : { ...status, metadata: { ulm: loss } };
  }

  /** Sessions that left for good must not be kept for ever. */
  #forgetOldAttachments(): void {
    const absent = [...this.#attachments.values()].filter((attachment) => !attachment.isConnected);
    for (const attachment of absent.slice(0, -MAXIMUM_ABSENT)) this.#attachments.delete(attachment.session);
  }
}

/** In milliseconds. */
const SETTINGS_TIMEOUT = 10_000;

/** How many clients that lost their connection have their messages kept. */
const MAXIMUM_ABSENT = 8;

/** Whether the kernel ends after this reply; what is sent from then on is for the process that follows. */
function asksForExit({ payload }: Content): boolean {
  return Array.isArray(payload) && payload.some(({ source }: { source?: unknown }) => source === "ask_exit");
}
