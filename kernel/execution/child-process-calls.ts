import childProcess from "node:child_process";
import { syncBuiltinESMExports } from "node:module";

/** Whether a thread is inside `execSync`, `execFileSync` or `spawnSync`, told to another thread through shared memory. */
export class ChildProcessCalls {
  readonly memory: SharedArrayBuffer;
  readonly #inside: Int32Array;

  /** @param memory of the other thread's object; new memory when left out */
  constructor(memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#inside = new Int32Array(memory);
  }

  get isInside(): boolean {
    return Atomics.load(this.#inside, 0) === 1;
  }

  /** A call that was terminated did not say that it is over. */
  reset(): void {
    Atomics.store(this.#inside, 0, 0);
  }

  /** Follows the calls of this thread from now on. */
  follow(): void {
    const calls = childProcess as unknown as Record<string, (...parameters: unknown[]) => unknown>;
    for (const name of ["execSync", "execFileSync", "spawnSync"]) {
      const call = calls[name];
      const followed = (...parameters: unknown[]) => {
        Atomics.store(this.#inside, 0, 1);
        try {
          return call(...parameters);
        } finally {
          this.reset();
        }
      };
      Object.defineProperty(followed, "name", { value: name });
      calls[name] = followed;
    }
    syncBuiltinESMExports();
  }
}
