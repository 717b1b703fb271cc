import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { writeAtomically } from "../contents/write-atomically.ts";

/** How many signatures are kept. */
const LIMIT = 50_000;
/** Milliseconds for which new signatures are gathered before they are written. */
const DELAY = 200;

/**
 * A set of signatures in a file of lines. Adding appends, so that several processes (the app, `ulm run`) can share it;
 * when it has grown to twice its limit, the older half is dropped.
 */
export class SignatureLog {
  readonly #file: string;
  /** In order of arrival. */
  #known = new Set<string>();
  #readUpTo = 0;
  #unwritten: string[] = [];
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();

  private constructor(file: string) {
    this.#file = file;
  }

  static async open(file: string): Promise<SignatureLog> {
    const log = new SignatureLog(file);
    log.#readNew();
    if (log.#known.size > 2 * LIMIT) await log.#compact();
    return log;
  }

  add(signature: string): void {
    if (this.#known.has(signature)) return;
    this.#known.add(signature);
    this.#unwritten.push(signature);
    this.#timer ??= setTimeout(() => void this.flush().catch(() => {}), DELAY);
  }

  has(signature: string): boolean {
    if (this.#known.has(signature)) return true;
    this.#readNew();
    return this.#known.has(signature);
  }

  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const lines = this.#unwritten.splice(0);
    if (lines.length > 0) {
      // A leading newline ends a line that a crash has cut short.
      this.#writing = this.#writing
        .catch(() => {})
        .then(() => appendFile(this.#file, `\n${lines.join("\n")}\n`, { mode: 0o600 }));
    }
    await this.#writing;
  }

  /** Takes in what has been appended since, by whomever. */
  #readNew(): void {
    let descriptor: number;
    try {
      descriptor = openSync(this.#file, "r");
    } catch {
      return; // Nothing has been signed yet.
    }
    try {
      const size = fstatSync(descriptor).size;
      if (size < this.#readUpTo) this.#readUpTo = 0; // Another process has compacted it.
      const bytes = Buffer.alloc(size - this.#readUpTo);
      const length = readSync(descriptor, bytes, 0, bytes.length, this.#readUpTo);
      const complete = bytes.subarray(0, length).lastIndexOf("\n") + 1;
      for (const line of bytes.toString("latin1", 0, complete).split("\n")) {
        if (/^[\w-]{43}$/.test(line)) this.#known.add(line);
      }
      this.#readUpTo += complete;
    } finally {
      closeSync(descriptor);
    }
  }

  async #compact(): Promise<void> {
    this.#known = new Set([...this.#known].slice(-LIMIT));
    const text = `${[...this.#known].join("\n")}\n`;
    await writeAtomically(this.#file, text, 0o600);
    this.#readUpTo = text.length;
  }
}
