interface LoadedModule {
  version: number;
  modified: number;
  /** Local modules that it imports, with the version that it got. */
  imports: Map<string, number>;
}

/**
 * Versions of local modules: a module gets a new one when its file, or anything that it imports, was edited since it was
 * loaded. Modules that did not change keep theirs, and so their state.
 */
export class LocalModuleVersions {
  readonly #loaded = new Map<string, LoadedModule>();
  readonly #modified: (path: string) => number;

  /** @param modified when a file was last modified; any number that changes with it */
  constructor(modified: (path: string) => number) {
    this.#modified = modified;
  }

  /** The version that an import of `path` gets now; `importer` is the local module that asks, if one does. */
  versionOf(path: string, importer?: string): number {
    const version = this.#current(path, new Set());
    if (importer !== undefined) this.#loaded.get(importer)?.imports.set(path, version);
    return version;
  }

  #current(path: string, visiting: Set<string>): number {
    const modified = this.#modified(path);
    const known = this.#loaded.get(path);
    if (known === undefined) {
      this.#loaded.set(path, { version: 1, modified, imports: new Map() });
      return 1;
    }
    if (visiting.has(path)) return known.version;
    visiting.add(path);
    const stale = [...known.imports].some(([imported, version]) => this.#current(imported, visiting) !== version);
    if (stale || modified !== known.modified) {
      known.version += 1;
      known.modified = modified;
      known.imports.clear();
    }
    return known.version;
  }
}
