import type { FromMain } from "../execution/protocol.ts";
import type { Message } from "../wire/message.ts";
import { createMessage } from "./message-factory.ts";
import type { KernelSockets } from "./sockets.ts";

type InputRequest = Extract<FromMain, { kind: "input-request" }>;

/** Questions put to the client that runs the cell, on the stdin channel. */
export class InputRequests {
  readonly #sockets: KernelSockets;
  /** Message id of the question → the number under which the main thread waits. */
  readonly #open = new Map<string, number>();

  constructor(sockets: KernelSockets) {
    this.#sockets = sockets;
  }

  ask(parent: Message, { request, prompt, password }: InputRequest): void {
    const message = createMessage("input_request", parent, { prompt, password });
    this.#open.set(message.header.msg_id, request);
    void this.#sockets.send("stdin", message);
  }

  /** The question that an `input_reply` answers: the one it names, else the oldest. */
  close(reply: Message): number | undefined {
    const named = reply.parent_header.msg_id;
    const id = named !== undefined && this.#open.has(named) ? named : this.#open.keys().next().value;
    if (id === undefined) return undefined;
    const request = this.#open.get(id);
    this.#open.delete(id);
    return request;
  }

  /** After an interrupt nobody waits for answers any more. */
  clear(): void {
    this.#open.clear();
  }
}
