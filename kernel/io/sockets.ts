import { setTimeout as delay } from "node:timers/promises";
import { Publisher, Reply, Router, type Socket } from "zeromq";
import { Codec } from "../wire/codec.ts";
import { type Channel, channels, type ConnectionInfo, toAddress } from "../wire/connection-info.ts";
import type { Message } from "../wire/message.ts";

/** Another process uses a port that the connection file names. */
export class PortInUseError extends Error {
  override name = "PortInUseError";
}

/**
 * How often a port that is taken is tried again, and after how many milliseconds: the clients of a kernel that was
 * restarted look for it on its ports meanwhile, and can take one for the moment of an attempt.
 */
const BIND_ATTEMPTS = 10;
const BIND_PAUSE = 100;

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

  /**
   * Binds all sockets; where the connection says 0, to a free port.
   *
   * @returns the connection with the ports that are used
   * @throws PortInUseError; the sockets are closed then
   */
  async bind(connection: ConnectionInfo): Promise<ConnectionInfo> {
    const bound = { ...connection };
    try {
      for (const channel of channels) bound[`${channel}_port`] = await this.#bind(channel, connection);
    } catch (error) {
      await this.close();
      throw error;
    }
    void this.#beat();
    return bound;
  }

  /** @returns the port */
  async #bind(channel: Channel, connection: ConnectionInfo): Promise<number> {
    const socket = this.#sockets[channel];
    const address = toAddress(connection, channel);
    for (let attempt = 1; ; attempt++) {
      try {
        await socket.bind(address);
        return connection.transport === "tcp" ? portOf(socket.lastEndpoint) : connection[`${channel}_port`];
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code !== "EADDRINUSE") throw cause;
        if (attempt === BIND_ATTEMPTS) throw new PortInUseError(`${address} is used by another process`, { cause });
        await delay(BIND_PAUSE);
      }
    }
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

function portOf(endpoint: string | null): number {
  return Number(/:(\d+)$/.exec(endpoint ?? "")?.[1]);
}

const done: Promise<void> = Promise.resolve();
