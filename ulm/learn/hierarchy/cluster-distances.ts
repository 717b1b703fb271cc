/** What the nearest-neighbour chain asks about clusters. A cluster goes by a number, 0 … rows − 1, at first that of its row. */
export interface ClusterDistances {
  /** The answer of `findNearest`: the key rises with the distance. */
  readonly found: { cluster: number; key: number };
  /** Finds the nearest of the other clusters, the first of equally near ones; `preferred` if none is nearer than `preferredKey`. */
  findNearest(cluster: number, preferred: number, preferredKey: number): void;
  /** The distance that a key stands for. */
  heightOf(key: number): number;
  /** Puts `from` into `into`, two clusters that are nearest to each other; `from` is a cluster no longer. */
  merge(from: number, into: number): void;
}
