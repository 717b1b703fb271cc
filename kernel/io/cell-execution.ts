import type { MimeBundle } from "../execution/display/mime-bundle.ts";
import type { CellReport, DataFile, ModuleVersion } from "../../notebooks/cell-report.ts";
import type { ErrorReport, RunEnd, RunId } from "../execution/protocol.ts";
import type { CellUsage, CompiledCell } from "../language/protocol.ts";
import type { Content, Message } from "../wire/message.ts";
import type { History } from "./history.ts";
import { INTERRUPTED } from "./interrupted.ts";
import type { LanguageClient } from "./language-client.ts";
import { kernelVersions } from "../versions.ts";
import type { MainThread } from "./main-thread.ts";
import type { IoPublisher } from "./publisher.ts";
import type { RunOutputs } from "./run-outputs.ts";

/** The parts of an `execute_request`, all present. */
interface ExecuteRequest {
  code: string;
  silent: boolean;
  storeHistory: boolean;
  userExpressions: Record<string, string>;
  allowStdin: boolean;
  stopOnError: boolean;
}

export interface ExecuteReply {
  content: Content;
  metadata: Record<string, unknown>;
  /** Whether the requests that wait behind this one are to be aborted. */
  abortFollowers: boolean;
}

interface Ended {
  usage: CellUsage;
  dataFiles: DataFile[];
  modules: ModuleVersion[];
  error?: ErrorReport;
  exitRequested: boolean;
}

/** A compilation that was given up and goes on longer than this would keep the next cell waiting. */
const PATIENCE_MILLISECONDS = 2000;

const NO_USAGE: CellUsage = { defines: [], reads: [], mutates: [] };

export interface CellExecutionOptions {
  language: LanguageClient;
  main: MainThread;
  publisher: IoPublisher;
  outputs: RunOutputs;
  history: History;
  /** Told the path of each cell that is a module. */
  onModuleCell: (path: string) => void;
}

/** Executes `execute_request`s: compile, run, publish, reply. The caller runs one at a time. */
export class CellExecution {
  readonly #options: CellExecutionOptions;
  #count = 0;
  #lastRun = 0;
  /** Versions of what the cells' thread has loaded. */
  #libraries: Record<string, string> = {};
  /** Set while a cell is compiled: gives it up. */
  #cancelCompilation: (() => void) | undefined;

  constructor(options: CellExecutionOptions) {
    this.#options = options;
  }

  get executionCount(): number {
    return this.#count;
  }

  /** Gives up the compilation that is under way, if one is. */
  cancelCompilation(): boolean {
    if (this.#cancelCompilation === undefined) return false;
    this.#cancelCompilation();
    this.#options.language.endIfStuck(PATIENCE_MILLISECONDS);
    return true;
  }

  async execute(message: Message): Promise<ExecuteReply> {
    const request = readRequest(message.content);
    if (request.storeHistory) this.#count += 1;
    const count = this.#count;
    const { publisher, history } = this.#options;
    if (request.storeHistory) history.add(count, request.code);
    if (!request.silent) publisher.publish("execute_input", message, { code: request.code, execution_count: count });

    const cellId = typeof message.metadata.cellId === "string" ? message.metadata.cellId : undefined;
    const started = new Date().toISOString();
    const ended = await this.#runCell(message, request, count, cellId);
    const { error, exitRequested } = ended;
    if (error !== undefined && !request.silent) publisher.publish("error", message, { ...error });
    const content: Content =
      error === undefined
        ? { status: "ok", user_expressions: await this.#expressions(message, request) }
        : { status: "error", ...error, user_expressions: {} };
    content.execution_count = count;
    content.payload = exitRequested ? [{ source: "ask_exit", keepkernel: false }] : [];
    return {
      content,
      metadata: { started, ulm: this.#report(cellId ?? String(count), ended) },
      abortFollowers: error !== undefined && request.stopOnError,
    };
  }

  #report(cell: string, { usage, dataFiles, modules }: Ended): CellReport {
    const read = { ...(dataFiles.length > 0 ? { dataFiles } : {}), ...(modules.length > 0 ? { modules } : {}) };
    return { cell, ...usage, ...read, versions: { ...kernelVersions, ...this.#libraries } };
  }

  async #runCell(message: Message, request: ExecuteRequest, count: number, cellId?: string): Promise<Ended> {
    const run = ++this.#lastRun;
    const { outputs } = this.#options;
    outputs.addRun(run, message);
    const compiled = await this.#compile(run, request.code, count, cellId);
    if ("error" in compiled)
      return { usage: NO_USAGE, dataFiles: [], modules: [], error: compiled.error, exitRequested: false };
    if (compiled.warnings !== "" && !request.silent)
      this.#options.publisher.stream(message, "stderr", compiled.warnings);
    const end = await this.#run(run, compiled, request, count, "cell");
    const { outcome, defined, dataFiles } = end;
    this.#libraries = end.libraries;
    const failed = outcome.status === "error";
    if (!failed && outcome.result !== undefined && !request.silent) this.#publishResult(message, count, outcome.result);
    const committed = this.#commit(message, run, failed ? defined : undefined);
    // The language thread answers in order, so the next cell is compiled after this; only a failure must be heard first.
    const defines = failed ? await committed : compiled.usage.defines;
    return {
      usage: { ...compiled.usage, defines },
      dataFiles,
      modules: compiled.modules,
      ...(failed ? { error: outcome.error } : {}),
      exitRequested: failed && outcome.exitRequested === true,
    };
  }

  /** Makes what the run defined visible to later cells, and says what that is. */
  async #commit(message: Message, runId: RunId, definedNames: string[] | undefined): Promise<string[]> {
    const { language, publisher } = this.#options;
    try {
      return (await language.request({ kind: "commit", runId, definedNames })).defined;
    } catch (error) {
      const text = `What this cell defined is not known to later cells: ${(error as Error).message}\n`;
      publisher.publish("stream", message, { name: "stderr", text });
      return [];
    }
  }

  async #compile(
    run: RunId,
    source: string,
    executionCount: number,
    cellId?: string,
  ): Promise<CompiledCell | { error: ErrorReport }> {
    const { language } = this.#options;
    const cancelled = new Promise<"cancelled">((resolve) => (this.#cancelCompilation = () => resolve("cancelled")));
    try {
      const compilation = language.request({ kind: "compile", runId: run, executionCount, cellId, source });
      const compiled = await Promise.race([compilation, cancelled]);
      if (compiled === "cancelled") {
        compilation.then(
          ({ ok }) => ok && language.request({ kind: "discard", runId: run }),
          () => {},
        );
        return { error: INTERRUPTED };
      }
      if (compiled.moduleFile !== undefined) this.#options.onModuleCell(compiled.moduleFile);
      if (compiled.ok) return compiled;
      const { ename, evalue, traceback } = compiled;
      return { error: { ename, evalue, traceback } };
    } catch (error) {
      const { name, message } = error as Error;
      return { error: { ename: name, evalue: message, traceback: [`${name}: ${message}`] } };
    } finally {
      this.#cancelCompilation = undefined;
    }
  }

  #run(
    run: RunId,
    compiled: CompiledCell,
    request: ExecuteRequest,
    count: number | null,
    mode: "cell" | "expression",
  ): Promise<RunEnd> {
    return this.#options.main.run({
      run,
      count,
      mode,
      code: compiled.code,
      sourceMap: compiled.sourceMap,
      source: request.code,
      globals: compiled.globals,
      allowStdin: mode === "cell" && request.allowStdin,
    });
  }

  #publishResult(message: Message, count: number, { data, metadata }: MimeBundle): void {
    this.#options.history.setOutput(count, String(data["text/plain"] ?? ""));
    this.#options.publisher.publish("execute_result", message, { execution_count: count, data, metadata });
  }

  /** Evaluates `user_expressions`; each has its own status. */
  async #expressions(message: Message, request: ExecuteRequest): Promise<Content> {
    const results: Content = {};
    for (const [name, code] of Object.entries(request.userExpressions)) {
      const run = ++this.#lastRun;
      this.#options.outputs.addRun(run, message);
      const compiled = await this.#compile(run, String(code), this.#count);
      if ("error" in compiled) {
        results[name] = { status: "error", ...compiled.error };
        continue;
      }
      const { outcome } = await this.#run(run, compiled, { ...request, code: String(code) }, null, "expression");
      await this.#options.language.request({ kind: "discard", runId: run });
      results[name] =
        outcome.status === "ok" ? { status: "ok", ...outcome.result } : { status: "error", ...outcome.error };
    }
    return results;
  }
}

function readRequest(content: Content): ExecuteRequest {
  const silent = content.silent === true;
  return {
    code: String(content.code ?? ""),
    silent,
    storeHistory: !silent && content.store_history !== false,
    userExpressions: (content.user_expressions ?? {}) as Record<string, string>,
    allowStdin: content.allow_stdin !== false,
    stopOnError: content.stop_on_error !== false,
  };
}
