import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Dealer, Request, Subscriber } from "zeromq";
import { kernelCommand } from "../../../kernel/launch.ts";
import { Codec } from "../../../kernel/wire/codec.ts";
import { type ConnectionInfo, hasPorts, toAddress } from "../../../kernel/wire/connection-info.ts";
import { type Content, type Message, PROTOCOL_VERSION } from "../../../kernel/wire/message.ts";
import { describeThreads } from "./process-threads.ts";

/** Everything that one request led to. */
export interface Exchange {
  reply: Message;
  /** IOPub messages with this request as parent, in order, from `busy` to `idle`. */
  published: Message[];
}

export interface KernelOptions {
  /** The notebook's folder; a fresh one by default. */
  cwd?: string;
  env?: Record<string, string>;
}

/** What a test may do with an exchange that is still going on. */
export interface RequestOptions {
  channel?: "shell" | "control";
  metadata?: Record<string, unknown>;
  /** Sees each IOPub message of the request as it comes. */
  onPublished?: (message: Message) => void;
  /** Answers `input_request`. */
  onInput?: (content: Content) => string | Promise<string>;
  /** In milliseconds; 20 s by default. */
  timeout?: number;
}

interface Waiting {
  published: Message[];
  reply?: Message;
  idle: boolean;
  options: RequestOptions;
  settle: () => void;
  /** Gives the answer up. */
  fail: () => void;
}

/** How long after its kernel has ended a client still waits for what was under way; in milliseconds. */
const LAST_WORDS = 1000;

/** A small Jupyter client: starts a kernel's process and talks to it over ZeroMQ. */
export class KernelClient {
  readonly child: ChildProcess;
  readonly folder: string;
  /** All that came over IOPub, whoever asked. */
  readonly allPublished: Message[] = [];
  readonly exited: Promise<number | null>;
  readonly #codec: Codec;
  readonly #session = randomUUID();
  readonly #sockets;
  readonly #waiting = new Map<string, Waiting>();

  private constructor(child: ChildProcess, folder: string, info: ConnectionInfo) {
    this.child = child;
    this.folder = folder;
    this.#codec = new Codec(info.key);
    const identity = this.#session;
    this.#sockets = {
      shell: new Dealer({ routingId: identity }),
      control: new Dealer({ routingId: identity }),
      stdin: new Dealer({ routingId: identity }),
      iopub: new Subscriber({ receiveHighWaterMark: 0 }),
      hb: new Request({ receiveTimeout: 2000 }),
    };
    this.#sockets.iopub.subscribe();
    this.exited = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
    void this.exited.then(() => setTimeout(() => this.#giveUp(), LAST_WORDS));
    for (const channel of ["shell", "control", "stdin", "iopub", "hb"] as const) {
      this.#sockets[channel].linger = 0;
      this.#sockets[channel].connect(toAddress(info, channel));
    }
    for (const channel of ["shell", "control", "stdin", "iopub"] as const) void this.#listen(channel);
  }

  static async start({ cwd, env = {} }: KernelOptions = {}): Promise<KernelClient> {
    const folder = await mkdtemp(join(tmpdir(), "ulm-kernel-"));
    const file = join(folder, "connection.json");
    await writeFile(file, JSON.stringify(connectionInfo()));
    const command = kernelCommand(file);
    const child = spawn(command.command, command.args, {
      cwd: cwd ?? folder,
      env: { ...process.env, ULM_HISTORY: "off", ...command.env, ...env },
      stdio: ["ignore", "inherit", "inherit"],
    });
    const client = new KernelClient(child, folder, await awaitPorts(file, child));
    try {
      await client.#ready();
    } catch (error) {
      await client.stop();
      throw error;
    }
    return client;
  }

  /** Sends a request; resolves when both its reply and its `idle` are there. */
  request(type: string, content: Content = {}, options: RequestOptions = {}): Promise<Exchange> {
    const message = this.#message(type, content, options.metadata);
    const id = message.header.msg_id;
    const { timeout = 20_000, channel = "shell" } = options;
    return new Promise((resolve, reject) => {
      const fail = () => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        const waited = Math.round(performance.now() - sent);
        void this.#describe(waiting).then((state) =>
          reject(new Error(`no complete answer to ${type} within ${waited} ms: ${state}`)),
        );
      };
      const sent = performance.now();
      const timer = setTimeout(fail, this.#hasEnded ? LAST_WORDS : timeout);
      const waiting: Waiting = {
        published: [],
        idle: false,
        options,
        fail,
        settle: () => {
          if (waiting.reply === undefined || !waiting.idle) return;
          clearTimeout(timer);
          resolve({ reply: waiting.reply, published: waiting.published });
        },
      };
      this.#waiting.set(id, waiting);
      void this.#sockets[channel].send(this.#codec.encode(message));
    });
  }

  /** Runs a cell as a notebook does. */
  execute(code: string, content: Content = {}, options: RequestOptions = {}): Promise<Execution> {
    const request = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: options.onInput !== undefined,
      stop_on_error: true,
    };
    return this.request("execute_request", { ...request, ...content }, options).then(
      (exchange) => new Execution(exchange),
    );
  }

  interrupt(): Promise<Exchange> {
    return this.request("interrupt_request", {}, { channel: "control" });
  }

  /** Sends a message that has no reply, such as `comm_open`; resolves with what it led to, at `idle`. */
  async send(type: string, content: Content): Promise<Message[]> {
    const message = this.#message(type, content);
    return new Promise((resolve) => {
      const waiting: Waiting = {
        published: [],
        idle: false,
        options: {},
        fail: () => {},
        settle: () => waiting.idle && resolve(waiting.published),
      };
      this.#waiting.set(message.header.msg_id, waiting);
      void this.#sockets.shell.send(this.#codec.encode(message));
    });
  }

  async heartbeat(text: string): Promise<string> {
    await this.#sockets.hb.send(text);
    return (await this.#sockets.hb.receive())[0].toString();
  }

  /** Ends the kernel, politely first. */
  async stop(): Promise<void> {
    if (!this.#hasEnded) {
      void this.request("shutdown_request", { restart: false }, { channel: "control" }).catch(() => {});
      const killer = setTimeout(() => this.child.kill("SIGKILL"), 3000);
      await this.exited;
      clearTimeout(killer);
    }
    for (const socket of Object.values(this.#sockets)) socket.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  get #hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  #giveUp(): void {
    for (const waiting of this.#waiting.values()) if (waiting.reply === undefined || !waiting.idle) waiting.fail();
  }

  /** What has come of an answer that is not complete, and what the kernel does. */
  async #describe({ reply, idle, published }: Waiting): Promise<string> {
    const last = published.slice(-3).map(({ header }) => header.msg_type);
    const came = `${reply ? "a reply" : "no reply"}, ${idle ? "idle" : "no idle"}, ${published.length} published (${last.join(", ")})`;
    const { pid, exitCode, signalCode } = this.child;
    if (pid === undefined || this.#hasEnded) return `${came}; the kernel ended (${exitCode ?? signalCode})`;
    return `${came}; the kernel's threads: ${await describeThreads(pid)}`;
  }

  /** A subscriber misses what was published before it was connected: ask until an answer comes over IOPub, too. */
  async #ready(): Promise<void> {
    for (let attempt = 0; attempt < 60; attempt++) {
      const answered = await this.request("kernel_info_request", {}, { timeout: 500 }).catch(() => undefined);
      if (answered !== undefined) return;
      if (this.child.exitCode !== null) throw new Error(`the kernel ended with exit code ${this.child.exitCode}`);
    }
    throw new Error("the kernel did not come up");
  }

  async #listen(channel: "shell" | "control" | "stdin" | "iopub"): Promise<void> {
    for await (const frames of this.#sockets[channel]) {
      const message = this.#codec.decode(frames);
      const waiting = this.#waiting.get(String(message.parent_header.msg_id));
      if (channel === "iopub") this.#published(message, waiting);
      else if (channel === "stdin") await this.#asked(message, waiting);
      else if (waiting !== undefined) waiting.reply = message;
      waiting?.settle();
    }
  }

  #published(message: Message, waiting: Waiting | undefined): void {
    this.allPublished.push(message);
    if (waiting === undefined) return;
    waiting.published.push(message);
    waiting.options.onPublished?.(message);
    if (message.header.msg_type === "status" && message.content.execution_state === "idle") waiting.idle = true;
  }

  async #asked(message: Message, waiting: Waiting | undefined): Promise<void> {
    const value = await waiting?.options.onInput?.(message.content);
    const reply = this.#message("input_reply", { status: "ok", value });
    reply.parent_header = message.header;
    await this.#sockets.stdin.send(this.#codec.encode(reply));
  }

  #message(type: string, content: Content, metadata: Record<string, unknown> = {}): Message {
    const header = {
      msg_id: randomUUID(),
      msg_type: type,
      session: this.#session,
      username: "test",
      date: new Date().toISOString(),
      version: PROTOCOL_VERSION,
    };
    return { identities: [], header, parent_header: {}, metadata, content, buffers: [] };
  }
}

/** The exchange of an `execute_request`, by its parts. */
export class Execution {
  readonly reply: Content;
  readonly metadata: Record<string, unknown>;
  readonly published: Message[];

  constructor({ reply, published }: Exchange) {
    this.reply = reply.content;
    this.metadata = reply.metadata;
    this.published = published;
  }

  /** Contents of the IOPub messages of one type. */
  of(type: string): Content[] {
    return this.published.filter(({ header }) => header.msg_type === type).map(({ content }) => content);
  }

  text(name: "stdout" | "stderr"): string {
    return this.of("stream")
      .filter((content) => content.name === name)
      .map((content) => content.text)
      .join("");
  }

  /** The result's representations; undefined when there is none. */
  get result(): Record<string, unknown> | undefined {
    return this.of("execute_result")[0]?.data as Record<string, unknown> | undefined;
  }

  /** The result as text. */
  get plain(): unknown {
    return this.result?.["text/plain"];
  }
}

function connectionInfo(): ConnectionInfo {
  const ports = { shell_port: 0, iopub_port: 0, stdin_port: 0, control_port: 0, hb_port: 0 };
  return { transport: "tcp", ip: "127.0.0.1", ...ports, key: randomUUID(), signature_scheme: "hmac-sha256" };
}

/** The ports that the kernel has chosen. */
async function awaitPorts(file: string, child: ChildProcess): Promise<ConnectionInfo> {
  for (let attempt = 0; attempt < 3000; attempt++) {
    const info = JSON.parse(await readFile(file, "utf8")) as ConnectionInfo;
    if (hasPorts(info)) return info;
    if (child.exitCode !== null) throw new Error(`the kernel ended with exit code ${child.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("the kernel did not write its ports into the connection file");
}
