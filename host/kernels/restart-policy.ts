/** Restarts in a row after which a kernel is given up, as in Jupyter. */
const LIMIT = 5;
/** Milliseconds of life after which a crash counts as the first again. */
const STABLE = 10_000;

/** Whether a kernel that ended unasked is started again: yes, unless it keeps ending right after its start. */
export class RestartPolicy {
  #count = 0;
  #last = Number.NEGATIVE_INFINITY;

  /** @param now in milliseconds */
  mayRestart(now: number): boolean {
    this.#count = now - this.#last > STABLE ? 1 : this.#count + 1;
    this.#last = now;
    return this.#count <= LIMIT;
  }
}
