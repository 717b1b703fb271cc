import { addBlocks, sumColumns } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { checkFinite } from "../check-features.ts";
import { aroundGoodCentre } from "./centre.ts";
import { forEachPiece } from "./row-pieces.ts";

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
 * @throws FeatureError for missing or infinite values
 */
export async function columnSpreads(matrix: Matrix, type: string): Promise<ColumnSpreads> {
  const spreads = await aroundGoodCentre(
    matrix,
    undefined,
    (centre) => spreadsAround(centre, matrix, type),
    ({ rows, variance }, column) => rows * variance[column]!,
  );
  // What is not finite stays in the sums.
  if (!spreads.mean.every(Number.isFinite)) checkFinite(matrix, type);
  return spreads;
}

async function spreadsAround(centre: Float64Array, matrix: Matrix, type: string): Promise<ColumnSpreads> {
  const { rows, columns } = matrix;
  const block = Math.ceil(blockNumbers / columns);
  const total = new Float64Array(columns);
  const totalSquares = new Float64Array(columns);
  await forEachPiece(matrix, block, type, async ({ kernels, points, fetch, start, end }) => {
    const sums = kernels.float64(Math.ceil((end - start) / block) * columns);
    const squares = kernels.float64(sums.length);
    const args = [points, kernels.copy(centre), sums, squares, columns, block] as const;
    await kernels.run(sumColumns, args, { items: end - start, block, prepare: fetch });
    addBlocks(sums, columns).forEach((sum, column) => (total[column]! += sum));
    addBlocks(squares, columns).forEach((sum, column) => (totalSquares[column]! += sum));
  });
  return {
    rows,
    mean: centre.map((value, column) => value + total[column]! / rows),
    variance: totalSquares.map((squares, column) => Math.max(0, squares - total[column]! ** 2 / rows) / rows),
  };
}
