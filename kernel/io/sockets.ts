import { Publisher, Reply, Router, type Socket } from "zeromq";
import { Codec } from "../wire/codec.ts";
import { type Channel, type ConnectionInfo, toAddress } from "../wire/connection-info.ts";
import type { Message } from "../wire/message.ts";

/** The kernel's five sockets. Sending never drops a message and keeps each socket's order. */
export class KernelSockets {
  readonly #codec: Codec;
  readonly #sockets = {
    shell: new Router(),
    control: new Router(),
    stdin: new Router(),
    iopub: new Publisher(),
    hb: new Reply(),
  };
  /** The end of each socket's chain of sends: a ZeroMQ socket takes one message at a time. */
  readonly #sent = { shell: done, control: done, stdin: done, iopub: done };

  constructor(key: string) {
    this.#codec = new Codec(key);
    for (const socket of Object.values(this.#sockets)) socket.linger = 1000;
    for (const channel of ["shell", "control", "stdin", "iopub"] as const) this.#sockets[channel].sendHighWaterMark = 0;
  }

  async bind(connection: ConnectionInfo): Promise<void> {
    const channels = Object.keys(this.#sockets) as Channel[];
    await Promise.all(channels.map((channel) => this.#sockets[channel].bind(toAddress(connection, channel))));
    void this.#beat();
  }

  /** Calls `handle` with each message that carries the key's signature; others are not for us. */
  async listen(channel: "shell" | "control" | "stdin", handle: (message: Message) => void): Promise<void> {
    for await (const frames of this.#sockets[channel]) {
      let message: Message;
      try {
        message = this.#codec.decode(frames);
      } catch (error) {
        process.stderr.write(`ulm kernel: ignored a message on ${channel}: ${(error as Error).message}\n`);
        continue;
      }
      handle(message);
    }
  }

  send(channel: "shell" | "control" | "stdin" | "iopub", message: Message): Promise<void> {
    const frames = this.#codec.encode(message);
    const sent = this.#sent[channel].then(() => this.#sockets[channel].send(frames));
    // A client that went away is no reason to stop serving the others.
    this.#sent[channel] = sent.catch(() => {});
    return this.#sent[channel];
  }

  /** Sends what is under way, then closes. */
  async close(): Promise<void> {
    await Promise.all(Object.values(this.#sent));
    for (const socket of Object.values<Socket>(this.#sockets)) socket.close();
  }

  async #beat(): Promise<void> {
    for await (const frames of this.#sockets.hb) await this.#sockets.hb.send(frames);
  }
}

const done: Promise<void> = Promise.resolve();
