import { posix } from "node:path";
import ts from "typescript";
import { plainSpecifier } from "../package-specifier.ts";
import { compilerOptions } from "./compiler-options.ts";
import { preloaded } from "./preloaded.ts";
import type { LanguageWorkerData } from "./protocol.ts";

const preloadedPackages: readonly string[] = Object.values(preloaded);

/**
 * Finds the types of an imported module: from the notebook's folder upward, then among the bundled declarations of the
 * preloaded packages, then in the application. So a notebook may bring its own version of anything.
 */
export class ModuleResolver {
  readonly cache: ts.ModuleResolutionCache;
  readonly #folders: LanguageWorkerData;
  readonly #host: ts.ModuleResolutionHost;
  readonly #found = new Map<string, ts.ResolvedModuleFull | undefined>();

  /** @param host says what files there are */
  constructor(folders: LanguageWorkerData, host: ts.ModuleResolutionHost) {
    this.#host = host;
    this.#folders = folders;
    this.cache = ts.createModuleResolutionCache(folders.notebookFolder, (path) => path, compilerOptions);
  }

  resolve(specifier: string, containingFile: string): ts.ResolvedModuleFull | undefined {
    const key = `${posix.dirname(containingFile)}\0${specifier}`;
    const known = this.#found.get(key);
    if (known && this.#host.fileExists(known.resolvedFileName)) return known;
    const isInPackage = containingFile.includes("/node_modules/");
    if (isInPackage && this.#found.has(key)) return known;
    const resolved = this.#search(specifier, containingFile);
    // What a cell cannot find may be installed before it runs again.
    if (resolved || isInPackage) this.#found.set(key, resolved);
    return resolved;
  }

  #search(specifier: string, containingFile: string): ts.ResolvedModuleFull | undefined {
    const { applicationFolder } = this.#folders;
    const plain = plainSpecifier(specifier);
    const local = this.#lookUp(plain, containingFile);
    if (local && !local.resolvedFileName.startsWith(`${applicationFolder}/`)) return local;
    return this.#bundled(plain) ?? local ?? this.#lookUp(plain, `${applicationFolder}/notebook.ts`);
  }

  /** Without a cache, since a package that is missing now may be there a minute later. */
  #lookUp(specifier: string, containingFile: string): ts.ResolvedModuleFull | undefined {
    return ts.resolveModuleName(specifier, containingFile, compilerOptions, this.#host).resolvedModule;
  }

  #bundled(specifier: string): ts.ResolvedModuleFull | undefined {
    const name = declarationName(specifier);
    const resolvedFileName = name && `${this.#folders.preludeFolder}/${name}.d.ts`;
    if (!resolvedFileName || !ts.sys.fileExists(resolvedFileName)) return undefined;
    return { resolvedFileName, extension: ts.Extension.Dts, isExternalLibraryImport: true };
  }
}

/** `@tensorflow/tfjs` is bundled as `tensorflow-tfjs.d.ts`, `ulm/data` as `ulm-data.d.ts`. */
function declarationName(specifier: string): string | undefined {
  const isBundled = specifier === "tslab" || specifier.startsWith("ulm/") || preloadedPackages.includes(specifier);
  return isBundled ? specifier.replace(/^@/, "").replaceAll("/", "-") : undefined;
}
