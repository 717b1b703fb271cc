import { checkpoint } from "../../compute/index.ts";
import type { Kernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { fillLanes, paddedCount } from "../clustering/lanes.ts";
import { growTree, treeState } from "./grow-tree.ts";
import type { RawMerges } from "./merge.ts";

/** A checkpoint after this many edges. */
const edgesPerCheckpoint = 32;

/**
 * The tree of least total length that joins all rows, by Prim's algorithm: from the rows that are in, always the shortest way to one
 * that is not. Its edges are the merges of single linkage. Takes rows² · columns time and memory for the data once more.
 */
export async function minimumSpanningTree(
  { data, rows, columns }: Matrix,
  kernels: Kernels,
  label: string,
): Promise<RawMerges> {
  const count = rows - 1;
  const padded = paddedCount(count);
  const lanes = kernels.float64(padded * columns);
  fillLanes(data.subarray(columns), lanes, count, padded, columns);
  const [left, right, heights] = [kernels.int32(count), kernels.int32(count), kernels.float64(count)];
  const state = kernels.int32(treeState.length);
  state[treeState.places] = count;
  const args = [
    ...([
      kernels.copy(data),
      lanes,
      kernels.copy(Int32Array.from({ length: padded }, (_, place) => place + 1)),
    ] as const),
    ...([kernels.float64(padded).fill(Infinity), left, right, heights, state] as const),
    ...([columns, padded, edgesPerCheckpoint] as const),
  ] as const;
  for (let edges = 0; edges < count; edges = state[treeState.edges]!) {
    await checkpoint(edges, count, label);
    kernels.call(growTree, args, 0, count);
  }
  return { left: left.slice(), right: right.slice(), heights: heights.slice() };
}
