/** How trees of a boosted model grow; all numbers are settled. */
export interface BoostingRules {
  readonly learningRate: number;
  readonly maxLeafNodes: number;
  readonly maxDepth: number;
  readonly minSamplesLeaf: number;
  readonly l2Regularization: number;
  /** For each column 1 where predictions may only rise with it, −1 where they may only fall, else 0. */
  readonly monotonic: Int8Array;
}
