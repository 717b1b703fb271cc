import type { Message } from "../../kernel/wire/message.ts";
import type { CellReport } from "../../notebooks/cell-report.ts";
import type { CellRun, RunRecord } from "../../notebooks/cell-run.ts";
import { hashSource } from "../../notebooks/hash-source.ts";

/** Enough for every session; a kernel whose cells are run by a program for days must not fill the memory. */
const MAXIMUM_RUNS = 10_000;

/** The runs of one kernel, from the requests that cells made and the replies that they got. */
export class RunLog {
  #runs: CellRun[] = [];
  #versions: Record<string, string> = {};

  get record(): RunRecord {
    return { versions: this.#versions, runs: this.#runs };
  }

  /** Adds a run. Silent requests, and replies of kernels that say nothing of their cells, are passed over. */
  add(request: Pick<Message, "content">, reply: Message): void {
    const { code, silent, store_history } = request.content;
    const report = reply.metadata.ulm as CellReport | undefined;
    if (report === undefined || silent === true || store_history === false) return;
    const { cell, defines, reads, mutates, dataFiles, modules, versions } = report;
    this.#versions = versions;
    const endedAt = reply.header.date;
    this.#runs.push({
      ...{ cell, defines, reads, mutates },
      ...(reply.content.status === "error" ? { failed: true as const } : {}),
      ...(dataFiles === undefined ? {} : { dataFiles }),
      ...(modules === undefined ? {} : { modules }),
      count: Number(reply.content.execution_count),
      source: hashSource(String(code ?? "")),
      endedAt,
      durationMs: Date.parse(endedAt) - Date.parse(String(reply.metadata.started)),
    });
    if (this.#runs.length > MAXIMUM_RUNS) this.#runs = this.#runs.slice(-MAXIMUM_RUNS / 2);
  }

  clear(): void {
    this.#runs = [];
    this.#versions = {};
  }
}
