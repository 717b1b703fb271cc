import type { Kernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { blockSize } from "./row-blocks.ts";

/** Rows to be clustered, and a copy of them where kernels reach it. */
export interface KernelPoints {
  readonly matrix: Matrix;
  readonly kernels: Kernels;
  /** rows × columns. */
  readonly points: Float64Array;
  /** How many rows are worked on at a time. */
  readonly block: number;
}

export function kernelPoints(matrix: Matrix, kernels: Kernels): KernelPoints {
  return { matrix, kernels, points: kernels.copy(matrix.data), block: blockSize(matrix.rows) };
}
