/** Two clusters become one. */
export interface Merge {
  /** Rows are clusters 0 … rows − 1; merge k makes cluster rows + k. The smaller number of the two. */
  readonly left: number;
  /** The greater number of the two. */
  readonly right: number;
  /** The distance between the two, by the linkage. */
  readonly height: number;
  /** How many rows the new cluster has. */
  readonly size: number;
}

/** Merges in the order in which they were found, each named by one row of either side. */
export interface RawMerges {
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly heights: Float64Array;
}

/** The merges in the order of their heights, with the numbers that SciPy's `linkage` gives to clusters. */
export function orderMerges({ left, right, heights }: RawMerges): Merge[] {
  const rows = heights.length + 1;
  const order = [...heights.keys()].sort((a, b) => heights[a]! - heights[b]! || a - b);
  const parents = Int32Array.from({ length: 2 * rows - 1 }, (_, cluster) => cluster);
  const sizes = new Int32Array(2 * rows - 1).fill(1, 0, rows);
  return order.map((found, index) => {
    const [a, b] = [rootOf(parents, left[found]!), rootOf(parents, right[found]!)].sort((x, y) => x - y) as [
      number,
      number,
    ];
    const merged = rows + index;
    parents[a] = merged;
    parents[b] = merged;
    sizes[merged] = sizes[a]! + sizes[b]!;
    return { left: a, right: b, height: heights[found]!, size: sizes[merged]! };
  });
}

/** The cluster that a row is in now; shortens the way for the next to ask. */
function rootOf(parents: Int32Array, cluster: number): number {
  let root = cluster;
  while (parents[root] !== root) root = parents[root]!;
  for (let step = cluster; step !== root;) {
    const next = parents[step]!;
    parents[step] = root;
    step = next;
  }
  return root;
}
