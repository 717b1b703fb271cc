import type { Kernel, KernelMessage } from "@jupyterlab/services";
import type { CellRun } from "../../notebooks/cell-run.ts";
import { findReplay } from "../../notebooks/find-replay.ts";

type Run = Pick<CellRun, "cell" | "failed">;

/** The runs of a notebook's kernel as the page saw them: the host's own record ends with the host. */
export class RunMemory {
  readonly #sent = new Map<string, string>();
  #runs: Run[] = [];

  /** Begins anew, with another kernel. */
  reset(): void {
    this.#sent.clear();
    this.#runs = [];
  }

  /** Adds the runs that were before the page looked; one that it has seen itself may be among them. */
  recall(runs: readonly Run[]): void {
    this.#runs = [...runs, ...this.#runs];
  }

  /** Takes note of a message between the page and the kernel. */
  hear({ msg, direction }: Pick<Kernel.IAnyMessageArgs, "msg" | "direction">): void {
    const { msg_id, msg_type } = msg.header;
    if (direction === "send" && msg_type === "execute_request") {
      const { cellId } = msg.metadata;
      if (typeof cellId === "string") this.#sent.set(msg_id, cellId);
    } else if (direction === "recv" && msg_type === "execute_reply") {
      this.#end(msg as KernelMessage.IExecuteReplyMsg);
    }
  }

  /** Ids of the cells that bring the variables back in a fresh kernel. */
  get replay(): string[] {
    return findReplay(this.#runs);
  }

  #end({ parent_header, content }: KernelMessage.IExecuteReplyMsg): void {
    const cell = this.#sent.get((parent_header as KernelMessage.IHeader).msg_id);
    if (cell === undefined) return;
    this.#sent.delete((parent_header as KernelMessage.IHeader).msg_id);
    this.#runs.push({ cell, ...(content.status === "ok" ? {} : { failed: true as const }) });
  }
}
