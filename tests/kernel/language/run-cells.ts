import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import vm from "node:vm";
import type { CellFunction, CellRuntime } from "../../../kernel/execution/cell-runtime.ts";
import { NotebookScope } from "../../../kernel/execution/notebook-scope.ts";
import { defaultKernelOptions } from "../../../kernel/kernel-options.ts";
import { LanguageSession } from "../../../kernel/language/language-session.ts";
import type { CompiledCell, CompileResult } from "../../../kernel/language/protocol.ts";
import type { KernelSettings } from "../../../notebooks/kernel-settings.ts";

export const applicationFolder = join(import.meta.dirname, "../../..");

export const folders = {
  notebookFolder: join(applicationFolder, "tests/fixtures/kernel/language"),
  applicationFolder,
  preludeFolder: join(applicationFolder, "dist/kernel/prelude"),
  options: defaultKernelOptions,
};

/** What came of one cell. */
export interface Ran {
  compiled: CompileResult;
  /** The last expression, awaited; undefined when there is none. */
  result: unknown;
  hasResult: boolean;
  error?: unknown;
}

/** Compiles and runs cells as the kernel does, in this thread and without a kernel. */
export class CellRunner {
  readonly session: LanguageSession;
  readonly scope = new NotebookScope();
  #runId = 0;

  constructor(options: Partial<KernelSettings> = {}) {
    this.session = new LanguageSession({ ...folders, options: { ...defaultKernelOptions, ...options } });
  }

  compile(source: string): CompileResult {
    const runId = ++this.#runId;
    return this.session.compile({ runId, executionCount: runId, source });
  }

  async run(source: string): Promise<Ran> {
    const compiled = this.compile(source);
    const ran: Ran = { compiled, result: undefined, hasResult: false };
    if (!compiled.ok) return ran;
    const defined = await this.#execute(compiled, ran);
    this.session.commit(compiled.runId, ran.error === undefined ? undefined : defined);
    return ran;
  }

  /** The value of the last cell; anything wrong in any of them is thrown. */
  async value(...sources: string[]): Promise<unknown> {
    let last: Ran | undefined;
    for (const source of sources) {
      last = await this.run(source);
      if (!last.compiled.ok) throw new Error(last.compiled.diagnostics.map((each) => each.message).join("\n"));
      if (last.error !== undefined) throw last.error;
    }
    return last?.result;
  }

  async #execute(compiled: CompiledCell, ran: Ran): Promise<string[]> {
    const exports = this.scope.begin();
    const filename = join(folders.notebookFolder, "notebook.ts");
    const require = createRequire(filename);
    let result: unknown;
    const runtime: CellRuntime = {
      exports,
      binding: (name) => this.scope.binding(name),
      defineGetter: (name, get) => this.scope.defineGetter(exports, name, get),
      import: (specifier) => importFrom(specifier, require),
      require,
      deno: {},
      meta: {
        url: pathToFileURL(filename).href,
        dirname: dirname(filename),
        filename,
        resolve: (specifier) => pathToFileURL(require.resolve(specifier)).href,
      },
      result: (value) => {
        ran.hasResult = true;
        result = value;
      },
    };
    try {
      const cell = new vm.Script(compiled.code, { filename: compiled.sourceName }).runInThisContext() as CellFunction;
      await cell(runtime);
      ran.result = await result;
    } catch (error) {
      ran.error = error;
    }
    return this.scope.end(exports);
  }
}

function importFrom(specifier: string, require: NodeJS.Require): Promise<Record<string, unknown>> {
  if (specifier.endsWith(".json")) return Promise.resolve({ default: require(specifier) as unknown });
  const target = specifier.startsWith(".") ? pathToFileURL(require.resolve(specifier)).href : specifier;
  return import(target) as Promise<Record<string, unknown>>;
}
