import { checkpoint } from "../../compute/index.ts";
import type { ClusterDistances } from "./cluster-distances.ts";
import type { RawMerges } from "./merge.ts";

/** A checkpoint after this many searches. */
const searchesPerCheckpoint = 32;

/**
 * Agglomeration by the nearest-neighbour chain: from any cluster to its nearest, from that to its nearest, … until two are each other's
 * nearest; they are merged, and the chain goes on from before. It takes at most three searches for each row. Sorted by height the
 * merges are those of always merging the two nearest (F. Murtagh, "A survey of recent advances in hierarchical clustering
 * algorithms", Computer Journal 26, 1983; D. Müllner, arXiv:1109.2378).
 */
export async function nearestNeighbourChain(
  rows: number,
  distances: ClusterDistances,
  label: string,
): Promise<RawMerges> {
  const merges = {
    left: new Int32Array(rows - 1),
    right: new Int32Array(rows - 1),
    heights: new Float64Array(rows - 1),
  };
  const isGone = new Uint8Array(rows);
  const chain: number[] = [];
  /** keys[i] leads from chain[i − 1] to chain[i]. */
  const keys: number[] = [];
  let first = 0;
  let count = 0;
  for (let searches = 0; count < rows - 1; searches++) {
    if (searches % searchesPerCheckpoint === 0) await checkpoint(count, rows - 1, label);
    if (chain.length === 0) {
      while (isGone[first]) first++;
      chain.push(first);
      keys.push(Infinity);
    }
    const end = chain.at(-1)!;
    const before = chain.at(-2) ?? -1;
    distances.findNearest(end, before, keys.at(-1)!);
    const { cluster, key } = distances.found;
    if (cluster !== before) {
      chain.push(cluster);
      keys.push(key);
      continue;
    }
    chain.length -= 2;
    keys.length -= 2;
    const from = Math.min(end, before);
    const into = Math.max(end, before);
    merges.left[count] = from;
    merges.right[count] = into;
    merges.heights[count] = distances.heightOf(key);
    count++;
    isGone[from] = 1;
    distances.merge(from, into);
  }
  return merges;
}
