const { defineProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;

/** A built-in property as it was when the kernel started. */
interface Original {
  owner: object;
  key: PropertyKey;
  /** `Array`, `Array.prototype.map`. */
  name: string;
  descriptor: PropertyDescriptor;
  /** What stood there when the kernel last found that it can go on. */
  accepted: unknown;
}

/** What a cell did to built-ins that everybody shares. */
export interface ChangedIntrinsics {
  /** Nothing could go on with what stood there: the originals are back. */
  restored: string[];
  /** Methods of the console that are other functions now, and were not before. */
  replacedInConsole: string[];
}

/**
 * The built-ins of JavaScript and Node: `Array`, `JSON.parse`, `Map.prototype.get`… A cell can assign all of them, and the
 * kernel, Node's own JavaScript apart, and every package use them in the same thread. What was replaced by something that cannot stand for
 * it is put back before the kernel goes on; what works (a polyfill, a wrapper) stays. Nothing here calls what it checks.
 */
export class Intrinsics {
  readonly #originals: Original[] = [];
  /** Functions in the console that have been spoken of. */
  readonly #known = new Map<string, unknown>();
  readonly #tryOut: () => void;

  /** @param tryOut uses what the kernel needs, and throws when it cannot */
  constructor(tryOut: () => void) {
    this.#tryOut = tryOut;
    const seen = new Set<unknown>([globalThis]);
    // Of the properties that Node computes these are there from the start; the others load lazily (`crypto`, `ulm`): they are left alone.
    for (const [key, value] of Object.entries({ Buffer, process })) {
      const descriptor = { value, writable: true, configurable: true, enumerable: false };
      this.#add(globalThis, key, key, descriptor);
      this.#addParts(value, key, seen);
    }
    for (const key of Object.getOwnPropertyNames(globalThis)) {
      const descriptor = getOwnPropertyDescriptor(globalThis, key)!;
      if (!isKept(descriptor)) continue;
      this.#add(globalThis, key, key, descriptor);
      this.#addParts(descriptor.value as object, key, seen);
    }
  }

  /** Puts back what cannot be gone on with. To be called before the kernel uses what a cell may have changed. */
  check(): ChangedIntrinsics | undefined {
    const changed = this.#changed();
    if (changed.length === 0) return undefined;
    const restored: string[] = [];
    for (let at = 0; at < changed.length; at++) {
      const { owner, key, descriptor, name } = changed[at];
      const now = presentValue(owner, key);
      if (now !== null && typeof now === typeof descriptor.value) continue;
      if (defineProperty(owner, key, descriptor)) restored[restored.length] = name;
    }
    if (!this.#works()) this.#restoreAll(restored);
    const replacedInConsole = this.#newInConsole(changed);
    // Tried out once: a function that stays, one that prints for instance, is not called again for each cell.
    for (let at = 0; at < changed.length; at++) {
      changed[at].accepted = presentValue(changed[at].owner, changed[at].key);
    }
    return { restored, replacedInConsole };
  }

  #works(): boolean {
    try {
      this.#tryOut();
      return true;
    } catch {
      return false;
    }
  }

  #restoreAll(restored: string[]): void {
    for (let at = 0; at < this.#originals.length; at++) {
      const { owner, key, descriptor, name } = this.#originals[at];
      if (presentValue(owner, key) === descriptor.value) continue;
      if (defineProperty(owner, key, descriptor)) restored[restored.length] = name;
    }
  }

  /** What has changed since the last check. */
  #changed(): Original[] {
    const changed: Original[] = [];
    for (let at = 0; at < this.#originals.length; at++) {
      const original = this.#originals[at];
      if (presentValue(original.owner, original.key) !== original.accepted) changed[changed.length] = original;
    }
    return changed;
  }

  #newInConsole(changed: Original[]): string[] {
    return changed
      .filter(({ owner, key, name, descriptor }) => {
        const now = presentValue(owner, key);
        const isNew = owner === console && now !== descriptor.value && this.#known.get(name) !== now;
        if (isNew) this.#known.set(name, now);
        return isNew;
      })
      .map(({ name }) => name);
  }

  #add(owner: object, key: PropertyKey, name: string, descriptor: PropertyDescriptor): void {
    this.#originals.push({ owner, key, name, descriptor, accepted: descriptor.value });
  }

  /** The functions of a built-in, and those of its prototype. */
  #addParts(owner: object, name: string, seen: Set<unknown>): void {
    if (seen.has(owner)) return;
    seen.add(owner);
    for (const key of ownKeys(owner)) {
      const descriptor = getOwnPropertyDescriptor(owner, key)!;
      if (key === "constructor" || !isKept(descriptor)) continue;
      const path = typeof key === "symbol" ? `${name}[${key.description}]` : `${name}.${key}`;
      if (typeof descriptor.value === "function") this.#add(owner, key, path, descriptor);
      else if (key === "prototype") this.#addParts(descriptor.value as object, path, seen);
    }
  }
}

/** What stands there now; undefined where a cell put a getter that throws. */
function presentValue(owner: object, key: PropertyKey): unknown {
  try {
    return (owner as Record<PropertyKey, unknown>)[key];
  } catch {
    return undefined;
  }
}

/** A function or an object; the `undefined` and `NaN` of the global object cannot change. */
function isKept({ value }: PropertyDescriptor): boolean {
  return typeof value === "function" || (typeof value === "object" && value !== null);
}

/** What a cell is told of its changes, in both languages; empty when there is nothing to tell. */
export function describeChanges({ restored, replacedInConsole }: ChangedIntrinsics): string {
  const put = restored.slice(0, MAX_NAMED).join(", ") + (restored.length > MAX_NAMED ? ", …" : "");
  const own = replacedInConsole.join(", ");
  return [
    ...(restored.length === 0
      ? []
      : [
          `${put}: replaced by what cannot stand for it, which nothing in this kernel would survive. The original is back. Give a value a name of its own; if something behaves oddly now, restart the kernel.`,
          `${put}：被替换为无法代替它的值，内核将无法继续运行，因此已恢复原值。请为您的值另取名称；如有异常，请重启内核。`,
        ]),
    ...(own === ""
      ? []
      : [
          `${own}: replaced. Cells and packages print through the new function until the kernel restarts; results of cells do not.`,
          `${own}：已被替换。在重启内核之前，单元格和程序包都将通过新函数输出；单元格的结果不受影响。`,
        ]),
  ]
    .map((line) => `${line}\n`)
    .join("");
}

const MAX_NAMED = 5;
