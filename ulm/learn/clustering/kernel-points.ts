import type { Kernels, KernelWork } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { blockSize } from "./row-blocks.ts";

/** Rows to be clustered, and a copy of them where kernels reach it. */
export interface KernelPoints {
  /** The rows as they were given. */
  readonly matrix: Matrix;
  /** What computes with them. */
  readonly kernels: Kernels;
  /** rows × columns. */
  readonly points: Float64Array;
  /** How much each row counts, above 0; `undefined` when all count alike. */
  readonly weights: Float64Array | undefined;
  /** All rows, in blocks, as work for kernels; few of them are not worth waking workers for. */
  readonly work: KernelWork;
}

/** So many differences, one for each number and centre, are worth waking the workers. */
const worthWorkers = 3_000_000;

export function kernelPoints(
  matrix: Matrix,
  kernels: Kernels,
  nClusters: number,
  weights?: Float64Array,
): KernelPoints {
  const { data, rows } = matrix;
  const work = { items: rows, block: blockSize(rows), alone: data.length * nClusters < worthWorkers };
  return { matrix, kernels, points: kernels.copy(data), weights, work };
}
