import { isBuiltin } from "node:module";
import { posix } from "node:path";
import ts from "typescript";
import type { KernelSettings } from "../../notebooks/kernel-settings.ts";
import type { CellHistory } from "./cell-history.ts";
import { compilerOptionsOf } from "./compiler-options.ts";
import { bundleDeclarations, type DeclarationBundle, standardLibraryFolder } from "./declaration-bundle.ts";
import { ModuleResolver } from "./module-resolution.ts";
import type { LanguageWorkerData } from "./protocol.ts";
import { runOfFile, runOfSpecifier } from "./scope-header.ts";
import { standardLibraries } from "./standard-libraries.ts";

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
  #compilerOptions: ts.CompilerOptions;
  readonly #modules: ModuleResolver;
  /** Files of packages do not change while the kernel runs; everything else is looked at again for each cell. */
  readonly #packageFiles = new Map<string, ts.IScriptSnapshot | undefined>();
  /** The language's own declarations, and Node's. */
  readonly #library: DeclarationBundle;
  readonly #node: DeclarationBundle;
  /** Cells that are modules, by the path for which they stand. */
  readonly #moduleCells = new Map<string, { text: string; version: number }>();
  #cell = "";
  #version = 0;

  constructor(folders: LanguageWorkerData, history: CellHistory) {
    this.#folders = folders;
    this.#history = history;
    this.#compilerOptions = compilerOptionsOf(folders.options);
    this.#modules = new ModuleResolver(folders, {
      ...ts.sys,
      fileExists: (fileName) => this.#moduleCells.has(fileName) || ts.sys.fileExists(fileName),
    });
    this.cellFile = `${folders.notebookFolder}/.ulm-cell.ts`;
    const nodeTypes = this.#resolve("@types/node", this.cellFile)?.resolvedFileName;
    const inPrelude = (name: string) => `${folders.preludeFolder}/${name}`;
    const libraries = standardLibraries.map((name) => `${standardLibraryFolder}/${name}`);
    this.#library = bundleDeclarations(inPrelude("lib.d.ts"), libraries);
    this.#node = bundleDeclarations(inPrelude("node.d.ts"), nodeTypes === undefined ? [] : [nodeTypes]);
    const ours = ["globals.d.ts", "node-globals.d.ts", "text-modules.d.ts"].map(inPrelude);
    this.#roots = [
      this.cellFile,
      this.#node.fileName,
      ...this.#node.modules,
      ...ours.filter((file) => ts.sys.fileExists(file)),
    ];
  }

  setCell(text: string): void {
    if (text === this.#cell) return;
    this.#cell = text;
    this.#version++;
  }

  /**
   * Puts a cell in place of a file of the notebook's folder.
   *
   * @returns the path for which it stands
   */
  setModuleCell(name: string, text: string): string {
    const path = `${this.#folders.notebookFolder}/${name}`;
    const sibling = name.endsWith("x") ? path.slice(0, -1) : `${path}x`;
    this.#moduleCells.delete(sibling);
    this.#moduleCells.set(path, { text, version: ++this.#version });
    return path;
  }

  /** The text of a cell that is a module; undefined for all other files. */
  moduleCell(path: string): string | undefined {
    return this.#moduleCells.get(path)?.text;
  }

  /** The path of a TypeScript module that is the user's own; undefined for what is none. */
  findLocalModule(specifier: string, containingFile: string): string | undefined {
    if (runOfSpecifier(specifier) !== undefined) return undefined;
    const fileName = this.#resolve(specifier, containingFile)?.resolvedFileName;
    if (fileName === undefined || this.#isPackageFile(fileName)) return undefined;
    return /\.[cm]?tsx?$/.test(fileName) && !/\.d\.[cm]?ts$/.test(fileName) ? fileName : undefined;
  }

  /** A path as seen from the notebook's folder, where it is below that. */
  nameForPeople(fileName: string): string {
    const folder = `${this.#folders.notebookFolder}/`;
    return fileName.startsWith(folder) ? fileName.slice(folder.length) : fileName;
  }

  configure(settings: KernelSettings): void {
    this.#compilerOptions = compilerOptionsOf(settings);
  }

  getCompilationSettings(): ts.CompilerOptions {
    return this.#compilerOptions;
  }

  getScriptFileNames(): string[] {
    return this.#roots;
  }

  getScriptVersion(fileName: string): string {
    if (fileName === this.cellFile) return String(this.#version);
    const moduleCell = this.#moduleCells.get(fileName);
    if (moduleCell !== undefined) return `cell ${moduleCell.version}`;
    if (this.#virtual(fileName) !== undefined || this.#isPackageFile(fileName)) return "0";
    return String(ts.sys.getModifiedTime?.(fileName)?.getTime() ?? 0);
  }

  getScriptSnapshot(fileName: string): ts.IScriptSnapshot | undefined {
    if (!this.#isPackageFile(fileName)) return snapshot(this.readFile(fileName));
    if (!this.#packageFiles.has(fileName)) this.#packageFiles.set(fileName, snapshot(this.#packageFile(fileName)));
    return this.#packageFiles.get(fileName);
  }

  getCurrentDirectory(): string {
    return this.#folders.notebookFolder;
  }

  getDefaultLibFileName(): string {
    return this.#library.fileName;
  }

  useCaseSensitiveFileNames(): boolean {
    return ts.sys.useCaseSensitiveFileNames;
  }

  fileExists(fileName: string): boolean {
    const isBundle = fileName === this.#library.fileName || fileName === this.#node.fileName;
    return isBundle || this.#virtual(fileName) !== undefined || ts.sys.fileExists(fileName);
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

  /** Whether a file holds the declarations of the language or of Node. */
  readonly isStandard = (fileName: string): boolean =>
    [this.#library.fileName, this.#node.fileName, ...this.#node.modules].includes(fileName);

  #packageFile(fileName: string): string | undefined {
    for (const bundle of [this.#library, this.#node]) {
      if (fileName === bundle.fileName) return bundle.text;
      if (bundle.members.has(fileName)) return "";
    }
    return ts.sys.readFile(fileName);
  }

  #isPackageFile(fileName: string): boolean {
    return fileName.includes("/node_modules/") || fileName.startsWith(`${this.#folders.preludeFolder}/`);
  }

  #resolve(specifier: string, containingFile: string): ts.ResolvedModuleFull | undefined {
    const runId = runOfSpecifier(specifier);
    if (runId !== undefined && posix.dirname(containingFile) === this.#folders.notebookFolder)
      return this.#resolveRun(runId);
    return this.#modules.resolve(specifier, containingFile);
  }

  #resolveRun(runId: number): ts.ResolvedModuleFull | undefined {
    const record = this.#history.records.get(runId);
    if (!record) return undefined;
    const extension = record.ambient ? ts.Extension.Dts : ts.Extension.Ts;
    const resolvedFileName = `${this.#folders.notebookFolder}/.ulm-cell-${runId}${extension}`;
    return { resolvedFileName, extension, isExternalLibraryImport: false };
  }

  #virtual(fileName: string): string | undefined {
    if (fileName === this.cellFile) return this.#cell;
    const moduleCell = this.moduleCell(fileName);
    if (moduleCell !== undefined) return moduleCell;
    const runId = runOfFile(fileName);
    if (runId === undefined || posix.dirname(fileName) !== this.#folders.notebookFolder) return undefined;
    return this.#history.records.get(runId)?.declarations;
  }
}

function snapshot(text: string | undefined): ts.IScriptSnapshot | undefined {
  return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
}
