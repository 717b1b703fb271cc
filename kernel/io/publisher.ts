import type { OutputGate } from "../execution/output-gate.ts";
import type { Content, Message } from "../wire/message.ts";
import { createMessage } from "./message-factory.ts";
import type { KernelSockets } from "./sockets.ts";

type StreamName = "stdout" | "stderr";

/** Text is held back this long: frontends draw a few large messages much faster than many small ones. */
const COALESCE_MILLISECONDS = 20;
const COALESCE_CHARACTERS = 1_000_000;
/** Changes between stdout and stderr that are kept in that time; beyond them each stream has its own order only. */
const KEPT_CHANGES = 8;

interface PendingText {
  parent: Message | undefined;
  /** In order; of neighbours, each of another stream. */
  parts: { name: StreamName; texts: string[] }[];
  length: number;
}

/** The IOPub side of the kernel: everything that all clients see. */
export class IoPublisher {
  readonly #sockets: KernelSockets;
  readonly #gate: OutputGate;
  #pending: PendingText | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param gate through which the text of cells has come */
  constructor(sockets: KernelSockets, gate: OutputGate) {
    this.#sockets = sockets;
    this.#gate = gate;
  }

  /** Publishes after the text that came before. */
  publish(type: string, parent: Message | undefined, content: Content, metadata?: Record<string, unknown>): void {
    this.flush();
    void this.#send(type, parent, content, metadata);
  }

  status(state: "starting" | "busy" | "idle", parent: Message | undefined): void {
    this.publish("status", parent, { execution_state: state });
  }

  /** Publishes text soon, joined with what follows in the same stream of the same cell. */
  stream(parent: Message | undefined, name: StreamName, text: string): void {
    if (this.#pending !== undefined && this.#pending.parent !== parent) this.flush();
    const pending = (this.#pending ??= { parent, parts: [], length: 0 });
    partFor(name, pending.parts).texts.push(text);
    pending.length += text.length;
    if (pending.length >= COALESCE_CHARACTERS) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), COALESCE_MILLISECONDS);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending === undefined) return;
    const { parent, parts, length } = this.#pending;
    this.#pending = undefined;
    const sent = parts.map(({ name, texts }) => this.#send("stream", parent, { name, text: texts.join("") }));
    void Promise.all(sent).then(() => this.#gate.leave(length));
  }

  #send(
    type: string,
    parent: Message | undefined,
    content: Content,
    metadata?: Record<string, unknown>,
  ): Promise<void> {
    const message = createMessage(type, parent, content, metadata);
    return this.#sockets.send("iopub", { ...message, identities: [Buffer.from(`kernel.${type}`)] });
  }
}

/** Where text goes on: behind the last of its stream, or in a part of its own while there are few changes. */
function partFor(name: StreamName, parts: PendingText["parts"]): PendingText["parts"][number] {
  const isKept = parts.at(-1)?.name !== name && parts.length <= KEPT_CHANGES;
  const last = isKept ? undefined : parts.findLast((part) => part.name === name);
  if (last !== undefined) return last;
  const part = { name, texts: [] };
  parts.push(part);
  return part;
}
