/** Rows divided among centres. */
export interface Partition {
  /** The centre of each row. */
  readonly labels: Int32Array;
  /** nClusters × columns. */
  readonly centres: Float64Array;
  /** What the method makes small. */
  readonly cost: number;
  /** Rounds that it took. */
  readonly nIter: number;
  /** Whether rows or centres came to rest before `maxIter`. */
  readonly converged: boolean;
}
