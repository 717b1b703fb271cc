/** A stream of random numbers. Two sources made from the same seed give the same numbers, on every machine. */
export interface RandomSource {
  /** Uniform on [0, 1), 53 random bits. */
  random(): number;
  /** Uniform integer in 0 … bound − 1, without bias. `bound` is at most 2^32. */
  integer(bound: number): number;
  /** Standard normal deviate. */
  normal(): number;
  /** Shuffles in place (Fisher–Yates, from the end). */
  shuffle<List extends Shuffleable>(list: List): List;
  /** The integers 0 … length − 1 in random order. */
  permutation(length: number): Int32Array;
}

/** Arrays and typed arrays. */
export type Shuffleable = { readonly length: number; [index: number]: unknown };
