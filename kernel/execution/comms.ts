import { randomUUID } from "node:crypto";
import { currentRun } from "./current-run.ts";
import type { CommRequest, FromMain } from "./protocol.ts";

/** A channel between a cell's code and something in the page, such as a widget. */
export interface Comm {
  readonly id: string;
  readonly target: string;
  /** Called with the data of each message from the page. */
  onMessage: (data: unknown) => unknown;
  onClose: (data: unknown) => unknown;
  send(data: unknown): void;
  close(data?: unknown): void;
}

type OnOpen = (comm: Comm, data: unknown) => unknown;

/** The comms of one session: those that cells open, and those that the page opens on a registered target. */
export class Comms {
  readonly #post: (message: FromMain) => void;
  readonly #targets = new Map<string, OnOpen>();
  readonly #open = new Map<string, Comm>();

  constructor(post: (message: FromMain) => void) {
    this.#post = post;
  }

  /** Says what happens when the page opens a comm on `target`. */
  register(target: string, onOpen: OnOpen): void {
    this.#targets.set(target, onOpen);
  }

  /** Opens a comm to the page. */
  open(target: string, data: unknown = {}): Comm {
    const comm = this.#create(randomUUID(), target);
    this.#send("comm_open", comm, data);
    return comm;
  }

  async handle(request: CommRequest): Promise<void> {
    if (request.kind === "comm-open") return this.#opened(request.comm, request.target, request.data);
    const comm = this.#open.get(request.comm);
    if (request.kind === "comm-message") {
      await comm?.onMessage(request.data);
      return;
    }
    this.#open.delete(request.comm);
    await comm?.onClose(request.data);
  }

  async #opened(id: string, target: string, data: unknown): Promise<void> {
    const onOpen = this.#targets.get(target);
    const comm = this.#create(id, target);
    // The protocol's answer to a target that nobody registered.
    if (onOpen === undefined) return comm.close();
    await onOpen(comm, data);
  }

  #create(id: string, target: string): Comm {
    const comm: Comm = {
      id,
      target,
      onMessage: () => {},
      onClose: () => {},
      send: (data) => this.#send("comm_msg", comm, data),
      close: (data = {}) => {
        this.#open.delete(id);
        this.#send("comm_close", comm, data);
      },
    };
    this.#open.set(id, comm);
    return comm;
  }

  #send(type: "comm_open" | "comm_msg" | "comm_close", { id, target }: Comm, data: unknown): void {
    this.#post({ kind: "comm", run: currentRun()?.id ?? null, type, comm: id, target, data });
  }
}
