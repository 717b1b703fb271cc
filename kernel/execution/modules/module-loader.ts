import { existsSync, statSync } from "node:fs";
import { createRequire, isBuiltin, register } from "node:module";
import { dirname, extname, isAbsolute, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { MessagePort } from "node:worker_threads";
import { installCommand, packageName, plainSpecifier } from "../../package-specifier.ts";
import { LOCAL_SCHEME } from "./local-module-scheme.ts";

type Namespace = Record<string, unknown>;

/** A package that is neither beside the notebook nor in the app. */
export class MissingPackageError extends Error {
  override name = "MissingPackageError";
}

/** `require` was given a module that only an import can load. */
export class TypeScriptRequiredError extends Error {
  override name = "TypeScriptRequiredError";
}

const TYPESCRIPT = [".ts", ".tsx", ".mts", ".cts"];

export interface ModuleLoaderOptions {
  /** The notebook's folder. */
  folder: string;
  /** Modules that the kernel itself provides. */
  virtual: Record<string, () => Namespace>;
  /** Answers transpile requests; handed to Node's module hooks. */
  transpiler: MessagePort;
}

/** Imports for cells: packages from the notebook's folder upward, then from the app; local modules, re-read when edited. */
export class ModuleLoader {
  /** `require` as seen from the notebook's folder. */
  readonly require: NodeJS.Require;
  readonly #folder: string;
  readonly #base: string;
  readonly #virtual: Record<string, () => Namespace>;
  readonly #transpiler: MessagePort;
  #localModules = false;
  /** Of files that cells imported by path: when they were modified, at the last import. */
  readonly #modified = new Map<string, number>();

  constructor({ folder, virtual, transpiler }: ModuleLoaderOptions) {
    this.#folder = folder;
    this.#base = pathToFileURL(join(folder, "notebook.ts")).href;
    this.#virtual = virtual;
    this.require = this.#createRequire(createRequire(this.#base));
    this.#transpiler = transpiler;
  }

  async import(specifier: string): Promise<Namespace> {
    if (Object.hasOwn(this.#virtual, specifier)) return this.#virtual[specifier]();
    if (isBuiltin(specifier)) return (await import(specifier)) as Namespace;
    const url = this.resolve(specifier);
    if (!isPath(specifier)) return this.#withAllNames(url, (await import(url)) as Namespace);
    this.#enableLocalModules();
    this.#forgetEdited(url);
    return this.#withAllNames(url, (await import(`${LOCAL_SCHEME}${url}`)) as Namespace);
  }

  /** The URL that an import of `specifier` would load, as `import.meta.resolve` says it. */
  resolve(specifier: string): string {
    if (isBuiltin(specifier)) return specifier.startsWith("node:") ? specifier : `node:${specifier}`;
    if (isAbsolute(specifier)) return pathToFileURL(specifier).href;
    if (isPath(specifier)) return new URL(specifier, this.#base).href;
    if (/^https?:/.test(specifier)) throw new Error(`Modules are not loaded from the network: ${specifier}`);
    const plain = plainSpecifier(specifier);
    return this.#findPackage(
      specifier,
      () => import.meta.resolve(plain, this.#base),
      () => import.meta.resolve(plain),
    );
  }

  #createRequire(local: NodeJS.Require): NodeJS.Require {
    const application = createRequire(import.meta.url);
    const resolve = (specifier: string, options?: { paths?: string[] }) => {
      const plain = plainSpecifier(specifier);
      if (isBuiltin(plain) || options !== undefined) return local.resolve(plain, options);
      if (isPath(plain)) return this.#resolveFile(plain, local);
      return this.#findPackage(
        specifier,
        () => local.resolve(plain),
        () => application.resolve(plain),
      );
    };
    const require = (specifier: string): unknown =>
      Object.hasOwn(this.#virtual, specifier) ? this.#virtual[specifier]() : local(resolve(specifier));
    const { cache, extensions, main } = local;
    return Object.assign(require, {
      resolve: Object.assign(resolve, { paths: local.resolve.paths }),
      cache,
      extensions,
      main,
    });
  }

  /** A file for `require`. It is read at once, and TypeScript is transpiled by another thread: that takes an import. */
  #resolveFile(path: string, local: NodeJS.Require): string {
    const found = resolvedFile(path, local) ?? TYPESCRIPT.map((each) => resolvedFile(path + each, local)).find(Boolean);
    if (found === undefined) return local.resolve(path);
    if (!TYPESCRIPT.includes(extname(found))) return found;
    throw new TypeScriptRequiredError(
      `require cannot load TypeScript: ${found}. Import it: import * as module from "${path}", or, in the middle of code, await import("${path}")`,
    );
  }

  /** Where a package is: from the notebook's folder upward, else in the app. */
  #findPackage(specifier: string, fromNotebook: () => string, fromApplication: () => string): string {
    for (const find of [fromNotebook, fromApplication]) {
      try {
        return find();
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    }
    throw new MissingPackageError(
      `Cannot find package "${packageName(plainSpecifier(specifier))}". To install it, run: ${installCommand(specifier)}\nin the folder ${installFolder(this.#folder)}`,
    );
  }

  /** Node offers those names of a CommonJS module that it can see without running it; its types promise all of them. */
  #withAllNames(url: string, namespace: Namespace): Namespace {
    const loaded = url.startsWith("file:") ? this.require.cache[fileURLToPath(url)] : undefined;
    const exports: unknown = loaded?.exports;
    if (exports === null || (typeof exports !== "object" && typeof exports !== "function")) return namespace;
    const missing = Object.keys(exports).filter((name) => !(name in namespace));
    if (missing.length === 0) return namespace;
    const all: Namespace = Object.create(null) as Namespace;
    const offer = (from: Namespace, name: string) =>
      Object.defineProperty(all, name, { enumerable: true, get: () => from[name] });
    for (const name of Object.keys(namespace)) offer(namespace, name);
    for (const name of missing) offer(exports as Namespace, name);
    return all;
  }

  /** Node keeps CommonJS modules by their path, whatever version the hooks give them. */
  #forgetEdited(url: string): void {
    const path = fileURLToPath(url);
    const modified = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (modified !== this.#modified.get(path)) delete this.require.cache[path];
    if (modified !== undefined) this.#modified.set(path, modified);
  }

  /** Node's hooks cost a thread: they are started by the first local module. */
  #enableLocalModules(): void {
    if (this.#localModules) return;
    this.#localModules = true;
    const hooks = import.meta.url.replace(/module-loader(\.[jt]s)$/, "local-module-hooks$1");
    register(hooks, { data: { port: this.#transpiler }, transferList: [this.#transpiler] });
    process.setSourceMapsEnabled(true);
  }
}

function resolvedFile(path: string, local: NodeJS.Require): string | undefined {
  try {
    return local.resolve(path);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

function isPath(specifier: string): boolean {
  return /^(\.{1,2}(\/|$)|file:)/.test(specifier) || isAbsolute(specifier);
}

function isNotFound(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
}

/** Where npm would install for this notebook: the nearest project, or the notebook's own folder. */
function installFolder(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, "package.json"))) return at;
    if (at === dirname(at)) return folder;
  }
}
