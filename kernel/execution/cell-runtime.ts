/**
 * The contract between the compiler (`kernel/language`) and the thread that runs cells: a compiled cell is JavaScript
 * whose completion value is a `CellFunction`.
 */
export interface CellRuntime {
  /** This cell's module object: every top-level declaration becomes a property here, so closures see later reassignment. */
  exports: Record<string, unknown>;
  /**
   * Module objects of earlier cells, by the cell's run id: a name refers to the run that last defined it when the cell
   * was compiled, so redeclaring makes a new binding and closures keep the old one.
   */
  modules: Record<number, Record<string, unknown>>;
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

export interface ImportMetadata {
  url: string;
  dirname: string;
  filename: string;
  resolve(specifier: string): string;
}

export type CellFunction = (cell: CellRuntime) => Promise<void>;
