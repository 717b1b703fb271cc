import { NumpyRandom } from "./numpy-random.ts";
import { Pcg32 } from "./pcg32.ts";
import type { RandomSource } from "./random-source.ts";

/** Which generator stands behind a `randomState`: ours, or NumPy's legacy one where Python results must be reproduced. */
export type RandomGenerator = "pcg32" | "numpy";

/** The random source of an estimator or a split. The same `randomState` always gives the same numbers. */
export function createRandom(randomState = 0, generator: RandomGenerator = "pcg32"): RandomSource {
  return generator === "numpy" ? new NumpyRandom(randomState) : new Pcg32(randomState);
}
