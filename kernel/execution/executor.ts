import vm from "node:vm";
import type { CellFunction, CellRuntime, ImportMetadata, ModuleObject } from "./cell-runtime.ts";
import { startRun } from "./current-run.ts";
import { OutputHandle } from "./display/display-api.ts";
import { isOpaque } from "./display/is-opaque.ts";
import type { MimeBundle } from "./display/mime-bundle.ts";
import { represent } from "./display/represent.ts";
import type { LazyGlobals } from "./lazy-globals.ts";
import type { ModuleLoader } from "./modules/module-loader.ts";
import { NotebookScope } from "./notebook-scope.ts";
import type { FromMain, Outcome, RunId, RunRequest } from "./protocol.ts";
import { KeyboardInterrupt, Run } from "./run.ts";
import { cellFileName, type StackFrames } from "./stack-frames.ts";
import type { Tracebacks } from "./traceback.ts";

export interface ExecutorOptions {
  post: (message: FromMain) => void;
  modules: ModuleLoader;
  globals: LazyGlobals;
  stacks: StackFrames;
  tracebacks: Tracebacks;
  deno: object;
  meta: ImportMetadata;
  onStart: () => void;
  onEnd: (run: Run) => void;
  /** Called before the kernel goes on with what a cell may have changed. */
  checkIntrinsics: (run: RunId) => void;
}

/** What a cell is told that was not interrupted itself, but awaits a promise of one that was. */
const LEFT_UNDONE =
  "this cell waits for what an interrupted cell had begun, and that is not finished any more: run the cell that begins it again";

/** Runs compiled cells one at a time and keeps what they define. */
export class Executor {
  readonly #options: ExecutorOptions;
  /** The names that later cells see. */
  readonly scope = new NotebookScope();
  #current: Run | undefined;

  constructor(options: ExecutorOptions) {
    this.#options = options;
  }

  interrupt(): void {
    this.#current?.interrupt();
  }

  /**
   * Runs one cell and posts how it ended. A synchronous cell that is terminated by the inspector takes the frames of this
   * call with it, so nothing here may be left to do after the cell was started: the end comes through promises.
   */
  run(request: RunRequest): void {
    this.#options.checkIntrinsics(request.run);
    const run = new Run(request.run, request.allowStdin);
    const exports = request.mode === "cell" ? this.scope.begin() : {};
    this.#current = run;
    this.#options.stacks.addCell(request.run, request.count, request.source, request.sourceMap);
    this.#options.onStart();
    startRun(run);
    let finish: (result: MimeBundle | undefined) => void = () => {};
    let fail: (error: unknown) => void = () => {};
    const ended = new Promise<MimeBundle | undefined>((resolve, reject) => {
      finish = resolve;
      fail = reject;
    });
    void this.#settle(run, request.mode, exports, Promise.race([ended, run.interruption]));
    void this.#evaluate(run, request, exports, finish, fail);
  }

  async #settle(
    run: Run,
    mode: RunRequest["mode"],
    exports: ModuleObject,
    ended: Promise<MimeBundle | undefined>,
  ): Promise<void> {
    const outcome = await ended.then(
      (result): Outcome => (result === undefined ? { status: "ok" } : { status: "ok", result }),
      (error: unknown) => this.#failure(run, error),
    );
    run.settled = true;
    this.#current = undefined;
    this.#options.onEnd(run);
    const defined = mode === "cell" ? this.scope.end(exports) : [];
    const { dataFiles } = run;
    this.#options.post({
      kind: "done",
      run: run.id,
      outcome,
      defined,
      dataFiles,
      libraries: this.#options.globals.versions,
    });
  }

  /** Says by a call how the cell ended: what a promise is told to do then, a cell may have replaced. */
  async #evaluate(
    run: Run,
    request: RunRequest,
    exports: ModuleObject,
    finish: (result: MimeBundle | undefined) => void,
    fail: (error: unknown) => void,
  ): Promise<void> {
    try {
      finish(await this.#resultOf(run, request, exports));
    } catch (error) {
      fail(error);
    }
  }

  /** Runs the cell and represents its result; undefined when it has none. */
  async #resultOf(
    run: Run,
    { code, globals, mode }: RunRequest,
    exports: ModuleObject,
  ): Promise<MimeBundle | undefined> {
    let value: unknown;
    const runtime: CellRuntime = {
      exports,
      binding: (name) => this.scope.binding(name),
      defineGetter: (name, get) => this.scope.defineGetter(exports, name, get),
      import: (specifier) => this.#options.modules.import(specifier),
      require: this.#options.modules.require,
      deno: this.#options.deno,
      meta: this.#options.meta,
      result: (result) => (value = result),
    };
    if (!this.#options.globals.isLoaded(globals)) await this.#options.globals.load(globals);
    // Interrupted while it waited for the library: the cell must not begin behind those that come next.
    run.signal.throwIfAborted();
    const cell = new vm.Script(code, { filename: cellFileName(run.id) }).runInThisContext() as CellFunction;
    try {
      await cell(runtime);
    } finally {
      this.#options.checkIntrinsics(run.id);
    }
    const result = isOpaque(value) ? value : await value;
    while (run.pendingOutputs.size > 0) await Promise.all(run.pendingOutputs);
    if (mode === "cell" && (result === undefined || result instanceof OutputHandle)) return undefined;
    return represent(result);
  }

  #failure(run: Run, error: unknown): Outcome {
    this.#options.checkIntrinsics(run.id);
    if (error instanceof KeyboardInterrupt) {
      const { name: ename } = error;
      const evalue = run.interrupted ? error.message : LEFT_UNDONE;
      const { interrupted } = run;
      return { status: "error", error: { ename, evalue, traceback: [`${ename}: ${evalue}`] }, interrupted };
    }
    return { status: "error", error: this.#options.tracebacks.report(error) };
  }
}
