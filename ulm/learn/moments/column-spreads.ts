import { addBlocks, sumColumns, withKernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { checkFinite } from "../check-features.ts";
import { checkSquares } from "../check-squares.ts";
import { aroundGoodCentre } from "./centre.ts";
import { RowPieces } from "./row-pieces.ts";

/** Numbers in a block: enough to be worth a thread's while. */
const blockNumbers = 2 ** 17;

/** Where each column lies, and how far its values spread. */
export interface ColumnSpreads {
  readonly rows: number;
  readonly mean: Float64Array;
  /** Σ (x − mean)² / rows; exactly 0 for a column whose values are all equal. */
  readonly variance: Float64Array;
}

/**
 * The mean and the variance of each column.
 * @param matrix need not have been checked
 * @param type the model, for messages and progress
 * @throws FeatureError for missing or infinite values, and such as have no square
 */
export async function columnSpreads(matrix: Matrix, type: string): Promise<ColumnSpreads> {
  const spreads = await aroundGoodCentre(
    matrix,
    undefined,
    (centre) => spreadsAround(centre, matrix, type),
    ({ rows, variance }, column) => rows * variance[column]!,
  );
  // What is not finite, or has no square, stays in the sums.
  if (!spreads.mean.every(Number.isFinite) || !spreads.variance.every(Number.isFinite)) {
    checkFinite(matrix, type);
    checkSquares(matrix, type);
  }
  return spreads;
}

async function spreadsAround(centre: Float64Array, matrix: Matrix, type: string): Promise<ColumnSpreads> {
  const { rows, columns } = matrix;
  const block = Math.ceil(blockNumbers / columns);
  return withKernels(type, async (kernels) => {
    const pieces = new RowPieces(kernels, matrix, block);
    const sums = kernels.float64(pieces.blocks * columns);
    const squares = kernels.float64(sums.length);
    const args = [pieces.points, kernels.copy(centre), sums, squares, columns, block] as const;
    await pieces.forEach(type, ({ start, end, fetch }) =>
      kernels.run(sumColumns, args, { items: end - start, block, prepare: fetch }),
    );
    const total = addBlocks(sums, columns);
    const totalSquares = addBlocks(squares, columns);
    return {
      rows,
      mean: centre.map((value, column) => value + total[column]! / rows),
      variance: totalSquares.map((square, column) => Math.max(0, square - total[column]! ** 2 / rows) / rows),
    };
  });
}
