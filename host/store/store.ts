import { mkdir, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { type Adapter, Low } from "lowdb";
import { removeUnfinished, writeAtomically } from "../contents/write-atomically.ts";
import type { Log } from "../log.ts";
import { emptyState, type State, toState } from "./state.ts";
import { StoreLock } from "./store-lock.ts";

/**
 * What the host remembers between runs: recent files, progress, settings. There is one writer: a second host on the same
 * folder works with what it read and keeps its own changes to itself.
 */
export class Store {
  readonly #low: Low<State>;
  readonly #lock: StoreLock | null;
  #writing: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  private constructor(low: Low<State>, lock: StoreLock | null) {
    this.#low = low;
    this.#lock = lock;
  }

  static async open(file: string, log: Log): Promise<Store> {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const lock = await StoreLock.acquire(`${file}.lock`);
    if (lock === null) {
      log.warn("store.shared", {
        file,
        message:
          "Another ULM Notebook uses this folder: recent files, progress and settings of this one will not be kept",
      });
    }
    if (lock !== null) await removeUnfinished(file);
    const low = new Low<State>(new StateFile(file, lock !== null, log), emptyState());
    await low.read();
    return new Store(low, lock);
  }

  get state(): Readonly<State> {
    return this.#low.data;
  }

  /** Whether changes reach the disk. */
  get isKept(): boolean {
    return this.#lock !== null;
  }

  /** Changes the state; resolves when the change is on the disk. */
  async update(change: (state: State) => void): Promise<void> {
    change(this.#low.data);
    if (this.#lock !== null) await this.#write();
  }

  async close(): Promise<void> {
    await this.#next;
    await this.#writing;
    await this.#lock?.release();
  }

  /** One write at a time; changes made meanwhile share the next. */
  #write(): Promise<void> {
    if (this.#writing === null) {
      this.#writing = this.#low.write().finally(() => (this.#writing = null));
      return this.#writing;
    }
    this.#next ??= this.#writing
      .catch(() => {})
      .then(() => {
        this.#next = null;
        return this.#write();
      });
    return this.#next;
  }
}

/** The state in one JSON file. A file that cannot be read is set aside, not written over. */
class StateFile implements Adapter<State> {
  readonly #file: string;
  readonly #isWriter: boolean;
  readonly #log: Log;

  constructor(file: string, isWriter: boolean, log: Log) {
    this.#file = file;
    this.#isWriter = isWriter;
    this.#log = log;
  }

  async read(): Promise<State | null> {
    let text: string;
    try {
      text = await readFile(this.#file, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
      throw error;
    }
    try {
      return toState(JSON.parse(text));
    } catch (error) {
      await this.#setAside(error);
      return null;
    }
  }

  async write(state: State): Promise<void> {
    await writeAtomically(this.#file, `${JSON.stringify(state, null, 1)}\n`, 0o600);
  }

  async #setAside(error: unknown): Promise<void> {
    if (!this.#isWriter) return;
    const aside = `${this.#file}.damaged-${new Date().toISOString().replaceAll(":", "-")}`;
    await rename(this.#file, aside);
    this.#log.warn("store.damaged", {
      file: this.#file,
      aside,
      error,
      message: "The file of recent files, progress and settings is damaged; it has been set aside and a new one begun",
    });
  }
}
