/**
 * What the io thread and the language worker say to each other. Every request carries an `id` and gets exactly one reply
 * with the same `id`. Offsets into a cell are unicode code points, as Jupyter counts them; lines and columns count from 1,
 * columns in UTF-16 units as editors and V8 do.
 *
 * The worker is started with `new Worker(url, { workerData: LanguageWorkerData })`, warms itself up, and then posts one
 * `LanguageReady`. Requests sent earlier wait.
 */

import type { ModuleVersion } from "../../notebooks/cell-report.ts";
import type { KernelSettings, KernelSettingsChange } from "../../notebooks/kernel-settings.ts";

/** Identifies one execution of one cell for the life of the kernel. Never reused. */
export type RunId = number;

export interface LanguageWorkerData {
  /** Absolute path of the notebook's folder: relative imports and packages resolve from here first. */
  notebookFolder: string;
  /** Absolute path of the application's folder (it holds `node_modules`): packages resolve from here next. */
  applicationFolder: string;
  /** Absolute path of the bundled declarations of the preloaded globals (`dist/kernel/prelude`). */
  preludeFolder: string;
  /** Where the code of TypeScript is kept (`kernel/typescript-loader.cjs`); nowhere when left out. */
  codeFolder?: string | undefined;
  options: KernelSettings;
}

export interface LanguageReady {
  kind: "ready";
  warmUpMilliseconds: number;
}

export interface CompileRequest {
  kind: "compile";
  runId: RunId;
  executionCount: number;
  /** The cell's identity in its notebook, when the client says it. */
  cellId?: string | undefined;
  source: string;
}

/** Compiles a cell before it is run, so that its `compile` with the same text and count is answered at once. */
export interface CheckAheadRequest {
  kind: "checkAhead";
  /** The count that the cell will have. */
  executionCount: number;
  source: string;
}

/** The run is over: its names become visible to later cells. Must follow a successful `compile`, as must `discard`. */
export interface CommitRequest {
  kind: "commit";
  runId: RunId;
  /** After an error: the names that exist in `CellRuntime.exports`. Left out when the run completed. */
  definedNames?: readonly string[] | undefined;
}

/** The compiled cell was not run: forget it. */
export interface DiscardRequest {
  kind: "discard";
  runId: RunId;
}

export interface CompleteRequest {
  kind: "complete";
  source: string;
  cursor: number;
}

export interface InspectRequest {
  kind: "inspect";
  source: string;
  cursor: number;
  detailLevel: 0 | 1;
}

export interface IsCompleteRequest {
  kind: "isComplete";
  source: string;
}

/** Turns a local TypeScript module that a cell imports into JavaScript (ESM). Its types were checked with the cell. */
export interface TranspileRequest {
  kind: "transpile";
  fileName: string;
  /** Left out for a module that is a cell. */
  source?: string | undefined;
}

/** Changes how cells are treated from now on. */
export interface ConfigureRequest {
  kind: "configure";
  settings: KernelSettingsChange;
  /** What the kernel is to count as started with, from which `settings` then deviates. */
  started?: KernelSettings | undefined;
}

/** Forgets every run, as after a restart. */
export interface ResetRequest {
  kind: "reset";
}

export type LanguageRequestBody =
  | CompileRequest
  | CheckAheadRequest
  | CommitRequest
  | DiscardRequest
  | CompleteRequest
  | InspectRequest
  | IsCompleteRequest
  | TranspileRequest
  | ConfigureRequest
  | ResetRequest;

export type LanguageRequest = { id: number } & LanguageRequestBody;

/** One thing wrong in a cell. */
export interface CellDiagnostic {
  kind: "syntax" | "type";
  /** TypeScript's number: 2322 for `TS2322`. */
  code: number;
  message: string;
  /** The module that it is in, as seen from the notebook's folder; left out when it is in the cell. */
  file?: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** Names at the top level of cells that a cell touches. It tells which results are stale, and what to load first. */
export interface CellUsage {
  /** Values and types that the cell declares. */
  defines: string[];
  /** Names of earlier cells, and preloaded globals (`ulm`, `tf`, `aq`, `vl`), that it refers to. */
  reads: string[];
  /** Names of earlier cells that it assigns, or whose contents it visibly changes. */
  mutates: string[];
}

export interface CompiledCell {
  ok: true;
  runId: RunId;
  /** JavaScript whose completion value is `async function (cell: CellRuntime)`. Run it as a classic script. */
  code: string;
  /** Source map (version 3) from `code` to the cell's text, as JSON. Its one source is `sourceName`. */
  sourceMap: string;
  sourceName: string;
  usage: CellUsage;
  /** The TypeScript modules beside the notebook that it takes. */
  modules: ModuleVersion[];
  /** Those of `usage.reads` that are preloaded globals, to be loaded before the cell starts. */
  globals: string[];
  /** Type errors that do not keep it from running, as text with ANSI colours for stderr; empty when there are none. */
  warnings: string;
  /** See `RejectedCell`. */
  moduleFile?: string;
}

export interface RejectedCell {
  ok: false;
  runId: RunId;
  /** What `error` messages call it: `SyntaxError` when the text cannot be parsed, `TypeError` otherwise. */
  ename: "SyntaxError" | "TypeError";
  /** The first diagnostic in one line. */
  evalue: string;
  /** Every diagnostic with its code frame, with ANSI colours, ready for an `error` message. */
  traceback: string[];
  diagnostics: CellDiagnostic[];
  /** The file that a cell stands for which is a module; it replaces an earlier one of that name, whatever is wrong in it. */
  moduleFile?: string;
}

export type CompileResult = CompiledCell | RejectedCell;

export interface CompletionItem {
  start: number;
  end: number;
  text: string;
  /** What the completer draws an icon for: `function`, `class`, `interface`, `method`, `property`, `variable`… */
  type: string;
  /** Its type, on one line, where it was cheap enough to compute. */
  signature?: string;
}

/** Shaped so that it is nearly the content of a `complete_reply`. */
export interface CompletionResult {
  matches: string[];
  cursorStart: number;
  cursorEnd: number;
  metadata: { _jupyter_types_experimental: CompletionItem[] };
}

export interface InspectionResult {
  found: boolean;
  /** By MIME type: `text/plain` and `text/markdown`. Empty when nothing was found. */
  data: Record<string, string>;
}

export type CompletenessResult =
  { status: "complete" } | { status: "incomplete"; indent: string } | { status: "invalid" };

export interface TranspileResult {
  code: string;
  /** As JSON; its one source is the request's `fileName`. */
  sourceMap: string;
}

export interface CommitResult {
  /** What the run declared: after an error less than its text says. */
  defined: string[];
  /** Every value that later cells see, and the run that defines it. */
  bindings: Record<string, RunId>;
}

/** What each kind of request is answered with. */
export interface LanguageResults {
  compile: CompileResult;
  checkAhead: null;
  commit: CommitResult;
  discard: null;
  complete: CompletionResult;
  inspect: InspectionResult;
  isComplete: CompletenessResult;
  transpile: TranspileResult;
  /** All settings, as they are now. */
  configure: KernelSettings;
  reset: null;
}

export type LanguageReply = {
  [Kind in keyof LanguageResults]: { id: number; kind: Kind; result: LanguageResults[Kind] };
}[keyof LanguageResults];

/** The request could not be answered because of a fault in the language service itself; the worker carries on. */
export interface LanguageFailure {
  id: number;
  kind: "failed";
  message: string;
}

/** Everything that the worker posts. */
export type LanguageMessage = LanguageReady | LanguageReply | LanguageFailure;
