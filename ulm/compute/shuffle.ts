import type { Shuffleable } from "./random-source.ts";

/**
 * Fisher–Yates from the end, the order NumPy uses: with the same integers it gives the same permutation.
 * @param integer uniform integer in 0 … bound − 1
 */
export function shuffle<List extends Shuffleable>(list: List, integer: (bound: number) => number): List {
  const items: { [index: number]: unknown } = list;
  for (let last = list.length - 1; last > 0; last--) {
    const other = integer(last + 1);
    const held = items[last];
    items[last] = items[other];
    items[other] = held;
  }
  return list;
}
