import { withKernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { linkByLines } from "./link-by-lines.ts";
import { orderMerges } from "./merge.ts";
import type { Merge } from "./merge.ts";
import { minimumSpanningTree } from "./minimum-spanning-tree.ts";
import { nearestNeighbourChain } from "./nearest-neighbour-chain.ts";
import { WardDistances } from "./ward-distances.ts";

/** What the distance between two clusters is. */
export type Linkage = "ward" | "average" | "complete" | "single";

/** All merges of the rows in the order of their heights, as SciPy's `linkage`. */
export async function linkRows(matrix: Matrix, linkage: Linkage, label: string): Promise<Merge[]> {
  const merges = await withKernels(label, async (kernels) => {
    if (linkage === "single") return minimumSpanningTree(matrix, kernels, label);
    if (linkage === "ward") return nearestNeighbourChain(matrix.rows, new WardDistances(matrix, kernels), label);
    return linkByLines(matrix, linkage, kernels, label);
  });
  return orderMerges(merges);
}
