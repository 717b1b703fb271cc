import type { DataFile } from "../../notebooks/cell-report.ts";
import type { MimeBundle } from "./display/mime-bundle.ts";

/** Messages between the io thread and the main thread, which does nothing but run user code. */

/** Identifies one run of one cell, for the life of the kernel. */
export type RunId = number;

export interface RunRequest {
  kind: "run";
  run: RunId;
  /** What the user sees: `Cell [3]`; null for runs that are not counted. */
  count: number | null;
  /** Compiled cell; its completion value is a `CellFunction`. */
  code: string;
  /** Source map (version 3) from `code` to `source`. */
  sourceMap: string;
  source: string;
  /** Lazy globals that the cell mentions and that must be loaded before it starts. */
  globals: readonly string[];
  /** A `cell` may have no result; an `expression` (user_expressions) has one even when it is undefined. */
  mode: "cell" | "expression";
  /** Whether the client answers `input_request`. */
  allowStdin: boolean;
}

export type CommRequest =
  | { kind: "comm-open"; request: number; comm: string; target: string; data: unknown }
  | { kind: "comm-message"; request: number; comm: string; data: unknown }
  | { kind: "comm-close"; request: number; comm: string; data: unknown };

export type ToMain =
  | RunRequest
  | CommRequest
  | { kind: "interrupt"; request: number }
  | { kind: "input"; request: number; value: string }
  | { kind: "exit"; code: number };

export interface ErrorReport {
  ename: string;
  evalue: string;
  traceback: string[];
}

export type Outcome =
  | { status: "ok"; result?: MimeBundle }
  | { status: "error"; error: ErrorReport; interrupted?: boolean; exitRequested?: boolean };

/** A cell called `process.exit`; the thread waits for `answered` to be set, and then ends the process. */
export interface ExitRequest {
  kind: "exit-requested";
  run: RunId | null;
  error: ErrorReport;
  /** One `Int32`. */
  answered: SharedArrayBuffer;
}

/** How a run ended, and what is to be known of it. */
export interface RunEnd {
  outcome: Outcome;
  /** The names that it defined. */
  defined: string[];
  /** The files of data that it read. */
  dataFiles: DataFile[];
  /** Versions of the libraries loaded until now that computed something a reader may want to reproduce. */
  libraries: Record<string, string>;
}

export type FromMain =
  | { kind: "ready" }
  | ({ kind: "done"; run: RunId } & RunEnd)
  | { kind: "stream"; run: RunId | null; name: "stdout" | "stderr"; text: string }
  | { kind: "display"; run: RunId | null; bundle: MimeBundle; id?: string; update?: boolean }
  | { kind: "clear-output"; run: RunId | null; wait: boolean }
  /** An error outside the run's own control flow: an unhandled rejection, a throwing timer. */
  | { kind: "late-error"; run: RunId | null; error: ErrorReport }
  | ExitRequest
  | { kind: "input-request"; run: RunId; request: number; prompt: string; password: boolean }
  | {
      kind: "comm";
      run: RunId | null;
      type: "comm_open" | "comm_msg" | "comm_close";
      comm: string;
      target?: string;
      data: unknown;
    }
  | { kind: "comm-done"; request: number }
  | { kind: "interrupted"; request: number };
