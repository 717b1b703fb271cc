import { exactLog } from "./exact-math.ts";
import type { RandomSource, Shuffleable } from "./random-source.ts";
import { shuffle } from "./shuffle.ts";

/** What every generator draws in the same way from its uniform numbers; the order of the draws is NumPy's. */
export abstract class RandomStream implements RandomSource {
  private spareNormal: number | undefined;

  abstract random(): number;
  abstract integer(bound: number): number;

  /** Marsaglia's polar method, the same bytes on every engine: two deviates at a time, the second kept for the next call. */
  normal(): number {
    if (this.spareNormal !== undefined) {
      const spare = this.spareNormal;
      this.spareNormal = undefined;
      return spare;
    }
    for (;;) {
      const x = 2 * this.random() - 1;
      const y = 2 * this.random() - 1;
      const squared = x * x + y * y;
      if (squared >= 1 || squared === 0) continue;
      const factor = Math.sqrt((-2 * exactLog(squared)) / squared);
      this.spareNormal = factor * x;
      return factor * y;
    }
  }

  shuffle<List extends Shuffleable>(list: List): List {
    return shuffle(list, (bound) => this.integer(bound));
  }

  permutation(length: number): Int32Array {
    return this.shuffle(Int32Array.from({ length }, (_, index) => index));
  }
}
