import type { Message } from "../../kernel/wire/message.ts";
import type { KernelChannel, RequestChannel } from "./kernel-channel.ts";

export type Deliver = (channel: KernelChannel, message: Message) => void;

/** About how much a client that is away may miss, in characters, before the oldest is dropped. */
const MAXIMUM_MISSED = 32 * 1024 * 1024;

/** One client of a kernel. While it has no connection, what it would have received is kept for its return. */
export class Attachment {
  readonly session: string;
  readonly send: (channel: RequestChannel, message: Message) => void;
  #deliver: Deliver | null = null;
  #missed: { channel: KernelChannel; message: Message; size: number }[] = [];
  #missedSize = 0;

  constructor(session: string, send: (channel: RequestChannel, message: Message) => void) {
    this.session = session;
    this.send = send;
  }

  get isConnected(): boolean {
    return this.#deliver !== null;
  }

  connect(deliver: Deliver): void {
    this.#deliver = deliver;
    const missed = this.#missed;
    this.#missed = [];
    this.#missedSize = 0;
    for (const { channel, message } of missed) deliver(channel, message);
  }

  /** Ends a connection, unless another has taken its place. */
  disconnect(deliver: Deliver): void {
    if (this.#deliver === deliver) this.#deliver = null;
  }

  deliver(channel: KernelChannel, message: Message): void {
    if (this.#deliver !== null) return this.#deliver(channel, message);
    const size = sizeOf(message);
    this.#missed.push({ channel, message, size });
    this.#missedSize += size;
    while (this.#missedSize > MAXIMUM_MISSED && this.#missed.length > 0) {
      this.#missedSize -= this.#missed.shift()?.size ?? 0;
    }
  }
}

function sizeOf(message: Message): number {
  const binary = message.buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  return JSON.stringify(message.content).length + binary + 500;
}
