import type { Scope } from "../../notebooks/exercise.ts";
import type { Binding, ModuleObject } from "./cell-runtime.ts";

/**
 * The names that cells share. Each run has a module object for what it declares; a name means, in all other cells and in
 * functions that they made before, the property of the module object whose run declared it last.
 *
 * That changes with the run's first assignment, not with its end, so that what a cell defines is there for the
 * functions that it calls. Module objects inherit a setter for every name that is known: it sees this first assignment, and the
 * property that it makes hides it from all later ones, which cost nothing.
 */
export class NotebookScope implements Scope {
  readonly #bindings = new Map<string, Binding>();
  readonly #setters: object = {};
  #running: ModuleObject | undefined;

  /** The module object of a run that begins. */
  begin(): ModuleObject {
    return (this.#running = Object.create(this.#setters) as ModuleObject);
  }

  /** What the run has defined when it ends stays; what it assigns afterwards is seen by nobody else. */
  end(module: ModuleObject): string[] {
    this.#running = undefined;
    const defined = Object.keys(module);
    for (const name of defined) this.binding(name).home = module;
    return defined;
  }

  /** Where a name lives; its `home` follows the name. */
  binding(name: string): Binding {
    const known = this.#bindings.get(name);
    if (known !== undefined) return known;
    const binding: Binding = { home: {} };
    this.#bindings.set(name, binding);
    const define = (module: ModuleObject, value: unknown) => this.#define(module, name, { value, writable: true });
    Object.defineProperty(this.#setters, name, {
      configurable: true,
      get: () => undefined,
      set(this: ModuleObject, value: unknown) {
        define(this, value);
      },
    });
    return binding;
  }

  /** Lets a module object have a name whose value is another module's, as imports do. */
  defineGetter(module: ModuleObject, name: string, get: () => unknown): void {
    this.#define(module, name, { get });
  }

  has(name: string): boolean {
    const home = this.#bindings.get(name)?.home;
    return home !== undefined && Object.hasOwn(home, name);
  }

  /** The value of a name at this moment. */
  get(name: string): unknown {
    return this.has(name) ? this.#bindings.get(name)!.home[name] : undefined;
  }

  /** Enumerable, so that tools that list a cell's names see it. */
  #define(module: ModuleObject, name: string, property: PropertyDescriptor): void {
    Object.defineProperty(module, name, { enumerable: true, configurable: true, ...property });
    const binding = this.#bindings.get(name);
    if (binding !== undefined && module === this.#running) binding.home = module;
  }
}
