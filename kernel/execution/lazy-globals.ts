import { loadTensorflow, tensorflowVersion } from "ulm/tensorflow";
import { showTensorsReadably } from "./display/tensor-text.ts";
import { lazyGlobalNames } from "./lazy-global-names.ts";

/** The globals that every cell has, and how each is loaded. Nothing is loaded before a cell mentions it. */
const loaders: Record<string, () => Promise<unknown>> = {
  ulm: () => import("ulm"),
  tf: async () => showTensorsReadably(await loadTensorflow()),
  aq: () => import("arquero"),
  vl: () => import("vega-lite"),
};

/** Defines the globals on `globalThis`; reading one that is not loaded yet says what to do. */
export class LazyGlobals {
  readonly #values = new Map<string, unknown>();

  constructor() {
    for (const name of lazyGlobalNames) {
      Object.defineProperty(globalThis, name, {
        configurable: true,
        get: () => this.#read(name),
        set: (value: unknown) => this.#values.set(name, value),
      });
    }
  }

  /** Loads what a cell mentions, before it runs: loading is async, using is not. */
  async load(names: readonly string[]): Promise<void> {
    for (const name of names) {
      if (Object.hasOwn(loaders, name) && !this.#values.has(name)) this.#values.set(name, await loaders[name]());
    }
  }

  /** Of TensorFlow.js, once a cell or a network has loaded it. */
  get versions(): Record<string, string> {
    const version = tensorflowVersion();
    return version === undefined ? {} : { "TensorFlow.js": version };
  }

  isLoaded(names: readonly string[]): boolean {
    return names.every((name) => this.#values.has(name) || !Object.hasOwn(loaders, name));
  }

  #read(name: string): unknown {
    if (this.#values.has(name)) return this.#values.get(name);
    throw new ReferenceError(`${name} is loaded when a cell mentions it by name; in a module, import it`);
  }
}
