import { currentTaskContext } from "./task-context.ts";

export interface ProgressOptions {
  /** What is done, before the bar. Default "Progress". */
  label?: string;
  /** How many items there will be. Default: the `length` or `size` of what is gone through, else unknown. */
  total?: number;
}

/**
 * Goes through items as `for … of` does, and shows how far it is, the rate and the time that is left: in a notebook one
 * line that is redrawn, and that stays with the number of items and the time they took. Where nobody shows progress it
 * only goes through the items. What is over in a blink shows nothing.
 *
 *     for (const user of ulm.progress(users, { label: "Scoring" })) score(user);
 *     for await (const page of ulm.progress(fetchPages(), { total: 120 })) add(page);
 *
 * @param items anything that `for … of` or `for await … of` takes
 */
export function progress<Item>(items: Iterable<Item>, options?: ProgressOptions): Generator<Item, void, undefined>;
export function progress<Item>(
  items: AsyncIterable<Item>,
  options?: ProgressOptions,
): AsyncGenerator<Item, void, undefined>;
export function progress<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  { label = "Progress", total = sizeOf(items) }: ProgressOptions = {},
): Generator<Item, void, undefined> | AsyncGenerator<Item, void, undefined> {
  if (Symbol.asyncIterator in items) return goThroughAsync(items, new Report(label, total));
  if (Symbol.iterator in items) return goThrough(items, new Report(label, total));
  throw new TypeError("progress goes through arrays, sets, generators and the like; this is not iterable");
}

function* goThrough<Item>(items: Iterable<Item>, report: Report): Generator<Item, void, undefined> {
  try {
    report.start();
    for (const item of items) {
      yield item;
      report.step();
    }
  } finally {
    report.end();
  }
}

async function* goThroughAsync<Item>(
  items: AsyncIterable<Item>,
  report: Report,
): AsyncGenerator<Item, void, undefined> {
  try {
    report.start();
    for await (const item of items) {
      yield item;
      report.step();
    }
  } finally {
    report.end();
  }
}

/** One loop's reports to the task in which it began. */
class Report {
  readonly #context = currentTaskContext();
  readonly #label: string;
  readonly #total: number;
  #done = 0;

  constructor(label: string, total: number) {
    this.#label = label;
    this.#total = total;
  }

  start(): void {
    this.#context.onProgress?.(0, this.#total, this.#label, { isOver: false });
  }

  step(): void {
    this.#context.signal?.throwIfAborted();
    this.#done += 1;
    this.#context.onProgress?.(this.#done, this.#total, this.#label, { isOver: false });
  }

  end(): void {
    this.#context.onProgress?.(this.#done, this.#total, this.#label, { isOver: true });
  }
}

/** 0 when it cannot be known before the end. */
function sizeOf(items: object): number {
  const { length, size } = items as { length?: unknown; size?: unknown };
  return typeof length === "number" ? length : typeof size === "number" ? size : 0;
}
