import vm from "node:vm";
import type { Scope } from "../../notebooks/exercise.ts";
import type { CellFunction, CellRuntime, ImportMetadata } from "./cell-runtime.ts";
import type { MimeBundle } from "./display/mime-bundle.ts";
import { represent } from "./display/represent.ts";
import { ProcessExitError } from "./guard-process.ts";
import type { LazyGlobals } from "./lazy-globals.ts";
import type { ModuleLoader } from "./modules/module-loader.ts";
import type { FromMain, Outcome, RunId, RunRequest } from "./protocol.ts";
import { KeyboardInterrupt, Run, withRun } from "./run.ts";
import { cellFileName, type Tracebacks } from "./traceback.ts";

export interface ExecutorOptions {
  post: (message: FromMain) => void;
  modules: ModuleLoader;
  globals: LazyGlobals;
  tracebacks: Tracebacks;
  meta: ImportMetadata;
  /** Called around each run: with the run when it starts, with undefined when it is over. */
  onRun: (run: Run | undefined) => void;
}

/** Runs compiled cells one at a time and keeps what they define. */
export class Executor {
  readonly #options: ExecutorOptions;
  /** Module objects of all runs: closures of old cells may refer to any of them. */
  readonly #modules: Record<RunId, Record<string, unknown>> = {};
  /** The module object of the run that last defined a name. */
  readonly #bindings = new Map<string, Record<string, unknown>>();
  #current: Run | undefined;
  #lastRun: RunId | null = null;

  constructor(options: ExecutorOptions) {
    this.#options = options;
  }

  /** The run to which output and errors without one of their own belong. */
  get lastRun(): RunId | null {
    return this.#lastRun;
  }

  /** The names that later cells see, with their values of this moment. */
  readonly scope: Scope = Object.freeze({
    has: (name: string) => this.#bindings.has(name),
    get: (name: string) => this.#bindings.get(name)?.[name],
  });

  interrupt(): void {
    this.#current?.interrupt();
  }

  /**
   * Runs one cell. The synchronous beginning of the cell runs inside this call, so that a termination by the inspector
   * ends in Node's own message handler and nothing of ours is torn.
   */
  async run(request: RunRequest): Promise<void> {
    const run = new Run(request.run, request.allowStdin);
    const exports: Record<string, unknown> = {};
    this.#modules[request.run] = exports;
    this.#current = run;
    this.#lastRun = request.run;
    this.#options.tracebacks.addCell(request.run, request.count, request.source, request.sourceMap);
    this.#options.onRun(run);
    const outcome = await this.#outcome(run, request, exports);
    this.#current = undefined;
    this.#options.onRun(undefined);
    const defined = Object.keys(exports);
    if (request.mode === "cell") for (const name of defined) this.#bindings.set(name, exports);
    this.#options.post({ kind: "done", run: request.run, outcome, defined });
  }

  async #outcome(run: Run, request: RunRequest, exports: Record<string, unknown>): Promise<Outcome> {
    try {
      const evaluation = withRun(run, () => this.#evaluate(run, request, exports));
      evaluation.catch(() => {});
      const result = await Promise.race([evaluation, run.interruption]);
      if (result === undefined) return { status: "ok" };
      if (request.mode === "expression") return { status: "ok", result };
      this.#options.post({ kind: "result", run: run.id, bundle: result });
      return { status: "ok" };
    } catch (error) {
      return this.#failure(error);
    }
  }

  /** Runs the cell and represents its result; undefined when it has none. */
  async #evaluate(
    run: Run,
    { code, globals, mode }: RunRequest,
    exports: Record<string, unknown>,
  ): Promise<MimeBundle | undefined> {
    let value: unknown;
    const runtime: CellRuntime = {
      exports,
      modules: this.#modules,
      import: (specifier) => this.#options.modules.import(specifier),
      meta: this.#options.meta,
      result: (result) => (value = result),
    };
    if (!this.#options.globals.isLoaded(globals)) await this.#options.globals.load(globals);
    const cell = new vm.Script(code, { filename: cellFileName(run.id) }).runInThisContext() as CellFunction;
    await cell(runtime);
    const result = await value;
    while (run.pendingOutputs.size > 0) await Promise.all(run.pendingOutputs);
    if (result === undefined && mode === "cell") return undefined;
    return represent(result);
  }

  #failure(error: unknown): Outcome {
    if (error instanceof KeyboardInterrupt) {
      const { name: ename, message: evalue } = error;
      return { status: "error", error: { ename, evalue, traceback: [`${ename}: ${evalue}`] }, interrupted: true };
    }
    return {
      status: "error",
      error: this.#options.tracebacks.report(error),
      ...(error instanceof ProcessExitError ? { exitRequested: true } : {}),
    };
  }
}
