/** Rows divided among centres. */
export interface Partition {
  /** The centre of each row. */
  readonly labels: Int32Array;
  /** nClusters × columns. */
  readonly centres: Float64Array;
  /** What the method makes small. */
  readonly cost: number;
  readonly nIter: number;
  readonly converged: boolean;
}
