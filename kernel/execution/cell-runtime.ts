/**
 * The contract between the compiler (`kernel/language`) and the thread that runs cells: a compiled cell is JavaScript
 * whose completion value is a `CellFunction`.
 */
export interface CellRuntime {
  /** This cell's module object: every top-level declaration becomes a property here, so closures see later reassignment. */
  exports: ModuleObject;
  /**
   * Where a name of other cells lives. `binding.home.<name>` is its current definition: that of the cell that declared it
   * last, also in functions that were made before.
   */
  binding(name: string): Binding;
  /** Lets this cell's module object have a name whose value is another module's. */
  defineGetter(name: string, get: () => unknown): void;
  /** Static and dynamic imports, resolved from the notebook's folder upward, then from the app. */
  import(specifier: string): Promise<Record<string, unknown>>;
  /** CommonJS's `require`, with the same search for packages. */
  require: NodeJS.Require;
  /** What cells of Deno's kernel find under `Deno`. */
  deno: object;
  /** `import.meta`, and the sources of `__dirname` and `__filename`. */
  meta: ImportMetadata;
  /** Receives the value of the cell's last expression. */
  result(value: unknown): void;
}

/**
 * The property of the global object that compiled code calls when an `await` is over. It throws in a run that was
 * interrupted meanwhile.
 */
export const RESUMED = "ulmResumed";

/** What one run of a cell declared, by name. */
export type ModuleObject = Record<string, unknown>;

export interface Binding {
  /** The module object of the run that declared the name last. */
  home: ModuleObject;
}

export interface ImportMetadata {
  url: string;
  dirname: string;
  filename: string;
  resolve(specifier: string): string;
}

export type CellFunction = (cell: CellRuntime) => Promise<void>;
