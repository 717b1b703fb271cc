/** Characters that may be under way between the threads. */
const LIMIT = 2_000_000;

/**
 * Keeps a cell that prints from running ahead of the thread that sends: what is under way is counted in memory that both
 * threads share, and whoever prints waits while it is too much. Without it a cell that prints 100 MB in one loop would
 * have them all in the queue between the threads at once.
 */
export class OutputGate {
  readonly memory: SharedArrayBuffer;
  readonly #underWay: Int32Array;

  /** @param memory of the gate's other side; a new gate when left out */
  constructor(memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)) {
    this.memory = memory;
    this.#underWay = new Int32Array(memory);
  }

  /** Counts what has been handed over, and waits until enough of it has left. An interrupt ends the wait. */
  enter(characters: number): void {
    let underWay = Atomics.add(this.#underWay, 0, characters) + characters;
    while (underWay > LIMIT) {
      Atomics.wait(this.#underWay, 0, underWay);
      underWay = Atomics.load(this.#underWay, 0);
    }
  }

  /** The other side has sent what it was handed. */
  leave(characters: number): void {
    Atomics.sub(this.#underWay, 0, characters);
    Atomics.notify(this.#underWay, 0);
  }
}
