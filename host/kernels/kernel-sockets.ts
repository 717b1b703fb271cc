import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Dealer, Subscriber } from "zeromq";
import { Codec } from "../../kernel/wire/codec.ts";
import { toAddress, type ConnectionInfo } from "../../kernel/wire/connection-info.ts";
import type { Message } from "../../kernel/wire/message.ts";
import type { Log } from "../log.ts";
import type { KernelChannel, RequestChannel } from "./kernel-channel.ts";

/** Silence after which a kernel that has ended has said everything, and the longest wait for it; in milliseconds. */
const QUIET = 50;
const DRAIN_LIMIT = 5000;

export type MessageListener = (channel: KernelChannel, message: Message) => void;

/** The client's end of one kernel's sockets. Unlimited queues: dropping a message would lose a user's output. */
export class KernelSockets {
  readonly #codec: Codec;
  readonly #dealers: Record<RequestChannel, Dealer>;
  readonly #iopub: Subscriber;
  readonly #sending: Record<RequestChannel, Promise<void>>;
  readonly #log: Log;
  #isClosed = false;
  #lastReceived = 0;

  constructor(info: ConnectionInfo, listener: MessageListener, log: Log) {
    this.#codec = new Codec(info.key);
    this.#log = log;
    // One identity on all: the kernel asks for input on the stdin socket of whoever sent the request.
    const options = { routingId: randomUUID(), linger: 0, sendHighWaterMark: 0, receiveHighWaterMark: 0 };
    this.#dealers = { shell: new Dealer(options), control: new Dealer(options), stdin: new Dealer(options) };
    this.#iopub = new Subscriber({ linger: 0, receiveHighWaterMark: 0 });
    this.#sending = { shell: Promise.resolve(), control: Promise.resolve(), stdin: Promise.resolve() };
    this.#iopub.subscribe();
    for (const [channel, socket] of [...Object.entries(this.#dealers), ["iopub", this.#iopub] as const]) {
      socket.connect(toAddress(info, channel as KernelChannel));
      void this.#receive(channel as KernelChannel, socket, listener);
    }
  }

  /** Sends in order; a socket takes one message at a time. */
  send(channel: RequestChannel, message: Message): void {
    const frames = this.#codec.encode({ ...message, identities: [] });
    this.#sending[channel] = this.#sending[channel]
      .then(() => (this.#isClosed ? undefined : this.#dealers[channel].send(frames)))
      .catch((error: unknown) => {
        if (!this.#isClosed) this.#log.warn("kernel.send-failed", { channel, error });
      });
  }

  /** Resolves when nothing more comes from a kernel that has ended: its last words may still be on their way. */
  async drain(): Promise<void> {
    const deadline = performance.now() + DRAIN_LIMIT;
    let quietSince = performance.now();
    while (performance.now() < Math.min(quietSince + QUIET, deadline)) {
      await delay(QUIET / 5);
      quietSince = Math.max(quietSince, this.#lastReceived);
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const dealer of Object.values(this.#dealers)) dealer.close();
    this.#iopub.close();
  }

  async #receive(channel: KernelChannel, socket: Dealer | Subscriber, listener: MessageListener): Promise<void> {
    try {
      for await (const frames of socket) {
        this.#lastReceived = performance.now();
        let message: Message;
        try {
          message = this.#codec.decode(frames as Buffer[]);
        } catch (error) {
          this.#log.warn("kernel.message-refused", { channel, error });
          continue;
        }
        if (!this.#isClosed) listener(channel, message);
      }
    } catch (error) {
      if (!this.#isClosed) this.#log.error("kernel.receive-failed", { channel, error });
    }
  }
}
