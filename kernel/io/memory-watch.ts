import { Session } from "node:inspector";

/** How often a process's memory is looked at while a cell runs. */
const INTERVAL_MILLISECONDS = 500;
/** The process takes more than its heap: below this share of the limit the heap cannot be nearly full. */
const WORTH_ASKING = 0.7;
/** Of the limit, in bytes, what is there for new values: what lasts cannot fill it. */
const YOUNG_GENERATION = 48 * 2 ** 20;
/** Of the rest, in use at two looks in a row: less may be garbage. */
const NEARLY_FULL = 0.8;

/**
 * Sees while a cell runs that the thread of the cells is about to run out of memory: V8 then ends the process, and nothing can be
 * said any more. The thread itself is asked, through the inspector, only when the whole process has become large.
 */
export class MemoryWatch {
  /** Of that thread's heap, in bytes. */
  readonly #limit: number;
  readonly #onNearlyFull: (used: number) => void;
  #timer: NodeJS.Timeout | undefined;
  #looksFull = false;

  /** @param onNearlyFull called with the bytes in use, once for each `start` */
  constructor(limit: number, onNearlyFull: (used: number) => void) {
    this.#limit = limit - YOUNG_GENERATION;
    this.#onNearlyFull = onNearlyFull;
  }

  /** A cell begins. */
  start(): void {
    this.stop();
    this.#timer = setInterval(() => void this.#look(), INTERVAL_MILLISECONDS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#looksFull = false;
  }

  async #look(): Promise<void> {
    const timer = this.#timer;
    if (process.memoryUsage.rss() < WORTH_ASKING * this.#limit) return;
    const used = await askMainThreadForHeap();
    // The answer may come when the next cell runs.
    if (this.#timer !== timer) return;
    const wasFull = this.#looksFull;
    this.#looksFull = used >= NEARLY_FULL * this.#limit;
    if (!wasFull || !this.#looksFull) return;
    this.stop();
    this.#onNearlyFull(used);
  }
}

/** Bytes in use; it answers in the midst of a computation. */
async function askMainThreadForHeap(): Promise<number> {
  const session = new Session();
  session.connectToMainThread();
  try {
    return await new Promise((resolve) =>
      session.post("Runtime.getHeapUsage", (_error, usage) => resolve((usage as { usedSize?: number })?.usedSize ?? 0)),
    );
  } finally {
    session.disconnect();
  }
}

/** What the running cell is told, in both languages. */
export function describeShortage(used: number, limit: number): string {
  const [have, most] = [used, limit].map((bytes) => (bytes / 1e9).toFixed(1));
  return (
    `Memory: ${have} of the ${most} GB are in use that this kernel has for variables. When they are full, it ends: outputs stay, variables are lost. Interrupt the cell to` +
    ` keep them, give up what is no longer needed (name = null), or start ULM with NODE_OPTIONS=--max-old-space-size=${suggestedMegabytes(limit)} (in MB) for more.\n` +
    `内存：此内核用于变量的 ${most} GB 内存已用 ${have} GB。用尽时内核将终止：输出会保留，变量会丢失。可中断单元格以保留变量，释放不再需要的值（name = null），` +
    `或设置环境变量 NODE_OPTIONS=--max-old-space-size=${suggestedMegabytes(limit)}（单位 MB）后重新启动 ULM。\n`
  );
}

/** Twice as much, in round numbers. */
function suggestedMegabytes(limit: number): number {
  return Math.ceil(limit / 2 ** 30) * 2 * 1024;
}
