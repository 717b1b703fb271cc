import type { RunId } from "../execution/protocol.ts";
import type { Message } from "../wire/message.ts";
import type { RunOutput } from "./main-thread.ts";
import type { History } from "./history.ts";
import type { InputRequests } from "./input-requests.ts";
import type { IoPublisher } from "./publisher.ts";

/** What outputs need to know of the run that made them. */
export interface RunInfo {
  /** The `execute_request`. */
  parent: Message;
  count: number;
  silent: boolean;
}

/** Publishes what runs put out, as children of the request that started them, also after they are over. */
export class RunOutputs {
  readonly #runs = new Map<RunId, RunInfo>();
  readonly #comms = new Map<string, string>();
  readonly #publisher: IoPublisher;
  readonly #history: History;
  readonly #inputs: InputRequests;

  constructor(publisher: IoPublisher, history: History, inputs: InputRequests) {
    this.#publisher = publisher;
    this.#history = history;
    this.#inputs = inputs;
  }

  addRun(run: RunId, info: RunInfo): void {
    this.#runs.set(run, info);
  }

  /** Open comms: id → target. */
  get comms(): Map<string, string> {
    return this.#comms;
  }

  relay(output: RunOutput): void {
    const run = output.run === null ? undefined : this.#runs.get(output.run);
    const parent = run?.parent;
    switch (output.kind) {
      case "stream":
        return this.#publisher.stream(parent, output.name, output.text);
      case "result":
        return this.#result(run, output.bundle.data, output.bundle.metadata);
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
        if (run !== undefined) this.#inputs.ask(run.parent, output);
        return;
      case "comm":
        return this.#comm(parent, output);
    }
  }

  #result(run: RunInfo | undefined, data: Record<string, unknown>, metadata: Record<string, unknown>): void {
    if (run === undefined || run.silent) return;
    this.#history.setOutput(run.count, String(data["text/plain"] ?? ""));
    this.#publisher.publish("execute_result", run.parent, { execution_count: run.count, data, metadata });
  }

  #comm(parent: Message | undefined, { type, comm, target, data }: Extract<RunOutput, { kind: "comm" }>): void {
    if (type === "comm_open" && target !== undefined) this.#comms.set(comm, target);
    if (type === "comm_close") this.#comms.delete(comm);
    const content = type === "comm_open" ? { comm_id: comm, target_name: target, data } : { comm_id: comm, data };
    this.#publisher.publish(type, parent, content);
  }
}
