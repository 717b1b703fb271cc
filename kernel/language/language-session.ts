import ts from "typescript";
import type { KernelSettings } from "../../notebooks/kernel-settings.ts";
import { changeSettings } from "../kernel-options.ts";
import type { Compilation } from "./cell-compiler.ts";
import { compileCell } from "./cell-compiler.ts";
import { type CellText, parseCell } from "./cell-text.ts";
import { CellHistory } from "./cell-history.ts";
import { CheckAhead } from "./check-ahead.ts";
import { compilerFolders } from "./compiler-folders.ts";
import { completeness } from "./completeness.ts";
import { completions } from "./completions.ts";
import { compilerOptionsOf } from "./compiler-options.ts";
import { stopWhenInterrupted } from "./emit/stop-when-interrupted.ts";
import { inspection } from "./inspection.ts";
import { compileModuleCell, moduleCellFile } from "./module-cell.ts";
import { LanguageHost } from "./language-host.ts";
import type {
  CheckAheadRequest,
  CommitResult,
  CompileRequest,
  CompileResult,
  CompletenessResult,
  CompletionResult,
  ConfigureRequest,
  InspectionResult,
  LanguageWorkerData,
  RunId,
  TranspileResult,
} from "./protocol.ts";

/** Stands for the run that a cell does not have yet. */
const AHEAD = -1;

/** The TypeScript of one notebook: compiles its cells one after another and answers questions about them. */
export class LanguageSession {
  readonly #history = new CellHistory();
  readonly #host: LanguageHost;
  readonly #service: ts.LanguageService;
  readonly #pending = new Map<RunId, Compilation>();
  /** What the kernel was started with. */
  #started: KernelSettings;
  /** Until a client or a cell says otherwise, what it was started with. */
  #settings: KernelSettings;
  readonly #ahead = new CheckAhead();

  constructor(folders: LanguageWorkerData) {
    this.#started = folders.options;
    this.#settings = folders.options;
    this.#host = new LanguageHost(compilerFolders(folders), this.#history);
    this.#service = ts.createLanguageService(this.#host);
  }

  /** Checks a cell and turns it into JavaScript. Its names become visible when the run is committed. */
  compile(request: Omit<CompileRequest, "kind">): CompileResult {
    const cell = parseCell(request.source);
    if (cell.typeErrors !== undefined) this.#settings = { ...this.#settings, typeErrors: cell.typeErrors };
    const compilation = this.#ahead.take(request, this.#history.version) ?? this.#compile(request, cell);
    if (compilation.record) this.#pending.set(request.runId, compilation);
    return compilation.result;
  }

  /** Compiles the cell that is likely to be run next, while there is time. A run that is under way is taken to end well. */
  checkAhead({ source, executionCount }: Omit<CheckAheadRequest, "kind">): void {
    if (!this.#ahead.canCheck(source) || moduleCellFile(source) !== undefined) return;
    const [assumes, running] = [...this.#pending].at(-1) ?? [];
    const compile = () => this.#compile({ runId: AHEAD, executionCount, source }, parseCell(source));
    const compilation = running?.record === undefined ? compile() : this.#history.assuming(running.record, compile);
    this.#ahead.keep({ source, executionCount, compilation, version: this.#history.version, assumes });
  }

  #compile(request: Omit<CompileRequest, "kind">, cell: CellText): Compilation {
    const typeErrors = cell.typeErrors ?? this.#settings.typeErrors;
    const moduleFile = moduleCellFile(request.source);
    if (moduleFile !== undefined) return compileModuleCell(request, moduleFile, typeErrors, this.#host, this.#service);
    return compileCell(request, cell, typeErrors, this.#history, this.#host, this.#service);
  }

  /**
   * Makes the names of a run visible to later cells.
   *
   * @param definedNames after an error: the names that exist, the others keep their earlier meaning
   * @throws RangeError when no compiled cell waits under `runId`
   */
  commit(runId: RunId, definedNames?: readonly string[]): CommitResult {
    const record = this.#pending.get(runId)?.record;
    if (!record) throw new RangeError(`Run ${runId} was not compiled, or is committed already.`);
    this.#pending.delete(runId);
    const defined = this.#history.add(record, definedNames);
    this.#ahead.settle(runId, definedNames === undefined, this.#history.version);
    return { defined, bindings: this.#history.bindings() };
  }

  /** Forgets a compiled cell that was not run. */
  discard(runId: RunId): void {
    this.#pending.delete(runId);
    this.#ahead.settle(runId, false, this.#history.version);
  }

  /** @param cursor in unicode code points, here and below */
  complete(source: string, cursor: number): CompletionResult {
    return completions(source, cursor, this.#history, this.#host, this.#service);
  }

  inspect(source: string, cursor: number, detailLevel: 0 | 1): InspectionResult {
    return inspection(source, cursor, detailLevel, this.#history, this.#host, this.#service);
  }

  isComplete(source: string): CompletenessResult {
    return completeness(source);
  }

  /** Erases the types of a module on disk that a cell imports. */
  transpile(fileName: string, source = this.#host.moduleCell(fileName.replaceAll("\\", "/")) ?? ""): TranspileResult {
    const options = { ...compilerOptionsOf(this.#settings), declaration: false, isolatedModules: true };
    const transformers = { before: [stopWhenInterrupted()] };
    const { outputText, sourceMapText } = ts.transpileModule(source, {
      ...{ fileName, transformers },
      compilerOptions: options,
    });
    const map = { ...(JSON.parse(sourceMapText!) as object), sources: [fileName], sourceRoot: "" };
    return { code: outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"), sourceMap: JSON.stringify(map) };
  }

  /** Treats cells otherwise from now on; says all settings. */
  configure({ settings, started }: Omit<ConfigureRequest, "kind">): KernelSettings {
    if (started !== undefined) this.#started = this.#settings = started;
    this.#settings = changeSettings(this.#settings, settings, this.#started);
    this.#host.configure(this.#settings);
    this.#ahead.clear();
    return this.#settings;
  }

  /** Makes the first real request as fast as the later ones. */
  warmUp(): void {
    this.compile({ runId: 0, executionCount: 0, source: "const warm = [1, 2].map((x) => x + 1);\nconsole.log(warm)" });
    this.discard(0);
  }

  /** Forgets every run. */
  reset(): void {
    this.#pending.clear();
    this.#history.clear();
    this.configure({ settings: this.#started });
  }
}
