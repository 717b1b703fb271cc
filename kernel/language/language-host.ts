import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";
import type { CellHistory } from "./cell-history.ts";
import { compilerOptionsOf } from "./compiler-options.ts";
import { ModuleResolver } from "./module-resolution.ts";
import type { LanguageWorkerData } from "./protocol.ts";
import { runOfSpecifier } from "./scope-header.ts";

/**
 * What TypeScript sees of the notebook: one file that holds the current cell behind its scope header, one module for
 * each earlier run, and the disk. The files that cells stand in are virtual, in the notebook's folder, so that imports
 * resolve as the reader expects.
 */
export class LanguageHost implements ts.LanguageServiceHost {
  readonly cellFile: string;
  readonly #folders: LanguageWorkerData;
  readonly #history: CellHistory;
  readonly #roots: string[];
  readonly #compilerOptions: ts.CompilerOptions;
  readonly #modules: ModuleResolver;
  /** Files of packages do not change while the kernel runs; everything else is looked at again for each cell. */
  readonly #packageFiles = new Map<string, ts.IScriptSnapshot | undefined>();
  #cell = "";
  #version = 0;

  constructor(folders: LanguageWorkerData, history: CellHistory) {
    this.#folders = folders;
    this.#history = history;
    this.#compilerOptions = compilerOptionsOf(folders.options);
    this.#modules = new ModuleResolver(folders);
    this.cellFile = join(folders.notebookFolder, ".ulm-cell.ts");
    const nodeTypes = this.#resolve("@types/node", this.cellFile)?.resolvedFileName;
    const ours = ["globals.d.ts", "text-modules.d.ts"].map((name) => join(folders.preludeFolder, name));
    this.#roots = [
      this.cellFile,
      ...[nodeTypes, ...ours].filter((file) => file !== undefined && ts.sys.fileExists(file)),
    ] as string[];
  }

  setCell(text: string): void {
    if (text === this.#cell) return;
    this.#cell = text;
    this.#version++;
  }

  getCompilationSettings(): ts.CompilerOptions {
    return this.#compilerOptions;
  }

  getScriptFileNames(): string[] {
    return this.#roots;
  }

  getScriptVersion(fileName: string): string {
    if (fileName === this.cellFile) return String(this.#version);
    if (this.#virtual(fileName) !== undefined || this.#isPackageFile(fileName)) return "0";
    return String(ts.sys.getModifiedTime?.(fileName)?.getTime() ?? 0);
  }

  getScriptSnapshot(fileName: string): ts.IScriptSnapshot | undefined {
    if (!this.#isPackageFile(fileName)) return snapshot(this.readFile(fileName));
    if (!this.#packageFiles.has(fileName)) this.#packageFiles.set(fileName, snapshot(ts.sys.readFile(fileName)));
    return this.#packageFiles.get(fileName);
  }

  getCurrentDirectory(): string {
    return this.#folders.notebookFolder;
  }

  getDefaultLibFileName(options: ts.CompilerOptions): string {
    return ts.getDefaultLibFilePath(options);
  }

  useCaseSensitiveFileNames(): boolean {
    return ts.sys.useCaseSensitiveFileNames;
  }

  fileExists(fileName: string): boolean {
    return this.#virtual(fileName) !== undefined || ts.sys.fileExists(fileName);
  }

  readFile(fileName: string, encoding?: string): string | undefined {
    return this.#virtual(fileName) ?? ts.sys.readFile(fileName, encoding);
  }

  readonly directoryExists = ts.sys.directoryExists;
  readonly getDirectories = ts.sys.getDirectories;
  readonly readDirectory = ts.sys.readDirectory;
  readonly realpath = ts.sys.realpath!;

  resolveModuleNameLiterals(
    literals: readonly ts.StringLiteralLike[],
    containingFile: string,
  ): readonly ts.ResolvedModuleWithFailedLookupLocations[] {
    return literals.map(({ text }) => ({ resolvedModule: this.#resolve(text, containingFile) }));
  }

  /** TypeScript keeps what it learns about `package.json` files there. */
  getModuleResolutionCache(): ts.ModuleResolutionCache {
    return this.#modules.cache;
  }

  /** Whether a cell could import this. */
  canResolve(specifier: string): boolean {
    return this.#resolve(specifier, this.cellFile) !== undefined || isBuiltin(specifier);
  }

  #isPackageFile(fileName: string): boolean {
    return fileName.includes("/node_modules/") || fileName.startsWith(this.#folders.preludeFolder);
  }

  #resolve(specifier: string, containingFile: string): ts.ResolvedModuleFull | undefined {
    const runId = runOfSpecifier(specifier);
    if (runId !== undefined && dirname(containingFile) === this.#folders.notebookFolder) return this.#resolveRun(runId);
    return this.#modules.resolve(specifier, containingFile);
  }

  #resolveRun(runId: number): ts.ResolvedModuleFull | undefined {
    const record = this.#history.records.get(runId);
    if (!record) return undefined;
    const extension = record.ambient ? ts.Extension.Dts : ts.Extension.Ts;
    const resolvedFileName = join(this.#folders.notebookFolder, `.ulm-cell-${runId}${extension}`);
    return { resolvedFileName, extension, isExternalLibraryImport: false };
  }

  #virtual(fileName: string): string | undefined {
    if (fileName === this.cellFile) return this.#cell;
    const match = /\/\.ulm-cell-(\d+)(\.d)?\.ts$/.exec(fileName);
    if (!match || dirname(fileName) !== this.#folders.notebookFolder) return undefined;
    return this.#history.records.get(Number(match[1]))?.declarations;
  }
}

function snapshot(text: string | undefined): ts.IScriptSnapshot | undefined {
  return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
}
