import { Pcg32 } from "../../compute/index.ts";
import { drawRow } from "../draw-row.ts";
import type { Matrix } from "../../data/index.ts";
import type { Tree } from "./tree.ts";

/**
 * What the trees that have not drawn a row say about it, on average: an honest forecast of the training rows.
 * @param seed and `bootstrapRows` as the trees were grown with, and `drawingSums` if rows were drawn by weight
 * @returns rows × width, and the rows that some tree has not drawn
 */
export function outOfBagMeans(
  { data, rows, columns }: Matrix,
  trees: readonly Tree[],
  seed: number,
  bootstrapRows: number,
  drawingSums?: Float64Array,
): { means: Float64Array; judged: number[] } {
  const { width } = trees[0]!;
  const sums = new Float64Array(rows * width);
  const counts = new Int32Array(rows);
  trees.forEach((tree, index) => {
    const isDrawn = drawnRows(rows, seed, index, bootstrapRows, drawingSums);
    for (let row = 0; row < rows; row++) {
      if (isDrawn[row] === 1) continue;
      counts[row]!++;
      const leaf = tree.leafOf(data, row * columns) * width;
      for (let k = 0; k < width; k++) sums[row * width + k]! += tree.value[leaf + k]!;
    }
  });
  const means = sums.map((sum, index) => sum / counts[Math.floor(index / width)]!);
  const judged = Array.from(counts, (_, row) => row).filter((row) => counts[row]! > 0);
  return { means, judged };
}

/** The rows that a tree of a forest has learnt from: its first random numbers say so. */
function drawnRows(
  rows: number,
  seed: number,
  tree: number,
  bootstrapRows: number,
  sums: Float64Array | undefined,
): Uint8Array {
  const random = new Pcg32(seed, tree);
  const isDrawn = new Uint8Array(rows);
  for (let draw = 0; draw < bootstrapRows; draw++) isDrawn[drawRow(random, rows, sums)] = 1;
  return isDrawn;
}
