import type { RunId } from "../execution/protocol.ts";
import type { Message } from "../wire/message.ts";
import type { RunOutput } from "./main-thread.ts";
import type { InputRequests } from "./input-requests.ts";
import type { IoPublisher } from "./publisher.ts";

/** Publishes what runs put out, as children of the request that started them, also after they are over. */
export class RunOutputs {
  readonly #runs = new Map<RunId, Message>();
  readonly #comms = new Map<string, string>();
  #request: Message | undefined;
  readonly #publisher: IoPublisher;
  readonly #inputs: InputRequests;

  constructor(publisher: IoPublisher, inputs: InputRequests) {
    this.#publisher = publisher;
    this.#inputs = inputs;
  }

  /** @param request the `execute_request` that started the run */
  addRun(run: RunId, request: Message): void {
    this.#runs.set(run, request);
  }

  /** Open comms: id → target. */
  get comms(): Map<string, string> {
    return this.#comms;
  }

  /** What is put out by no run, until further notice, answers `request`. */
  attributeTo(request: Message | undefined): void {
    this.#request = request;
  }

  relay(output: RunOutput): void {
    const parent = output.run === null ? this.#request : this.#runs.get(output.run);
    switch (output.kind) {
      case "stream":
        return this.#publisher.stream(parent, output.name, output.text);
      case "display":
        return this.#publisher.publish(output.update === true ? "update_display_data" : "display_data", parent, {
          ...output.bundle,
          transient: output.id === undefined ? {} : { display_id: output.id },
        });
      case "clear-output":
        return this.#publisher.publish("clear_output", parent, { wait: output.wait });
      case "late-error":
        return this.#publisher.publish("error", parent, { ...output.error });
      case "input-request":
        if (parent !== undefined) this.#inputs.ask(parent, output);
        return;
      case "comm":
        return this.#comm(parent, output);
    }
  }

  #comm(parent: Message | undefined, { type, comm, target, data }: Extract<RunOutput, { kind: "comm" }>): void {
    if (type === "comm_open" && target !== undefined) this.#comms.set(comm, target);
    if (type === "comm_close") this.#comms.delete(comm);
    const content = type === "comm_open" ? { comm_id: comm, target_name: target, data } : { comm_id: comm, data };
    this.#publisher.publish(type, parent, content);
  }
}
