import { checkpoint, sumColumns, withKernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { addBlocks, blockSize } from "../clustering/row-blocks.ts";
import { scatterRows } from "./scatter-rows.ts";

/** What the sums of all blocks together may hold, in numbers. */
const mostSums = 2 ** 23;

/** Rows around their mean. */
export interface Scatter {
  readonly mean: Float64Array;
  /** Σ (x − mean)(x − mean)ᵀ over all rows, columns × columns; only its lower triangle is filled. */
  readonly scatter: Float64Array;
}

/** The mean of each column, and how columns vary together. */
export function columnScatter({ data, rows, columns }: Matrix, label: string): Promise<Scatter> {
  return withKernels(label, async (kernels) => {
    const points = kernels.copy(data);
    const blocks = Math.max(1, Math.floor(mostSums / columns ** 2));
    const block = Math.max(blockSize(rows), Math.ceil(rows / blocks));
    const count = Math.ceil(rows / block);
    const sums = kernels.float64(count * columns);
    const centre = kernels.float64(columns);
    const unused = kernels.float64(count * columns);
    const work = { items: rows, block, label };
    await kernels.run(sumColumns, [points, centre, sums, unused, columns, block], work);
    const mean = addBlocks(sums, columns).map((sum) => sum / rows);
    centre.set(mean);
    const scratch = kernels.perThread(() => kernels.float64(64 * 4 * Math.ceil(columns / 4)));
    const parts = kernels.float64(count * columns ** 2);
    await kernels.run(scatterRows, [points, centre, scratch, parts, columns, block], work);
    return { mean, scatter: addBlocks(parts, columns ** 2) };
  });
}

/** The mean of each column, and the products (xᵢ − mean)ᵀ(xⱼ − mean) of all pairs of few rows, rows × rows. */
export async function rowProducts(
  { data, rows, columns }: Matrix,
  label: string,
): Promise<{ mean: Float64Array; products: Float64Array }> {
  const mean = new Float64Array(columns);
  data.forEach((value, index) => (mean[index % columns]! += value / rows));
  const centred = data.map((value, index) => value - mean[index % columns]!);
  const products = new Float64Array(rows * rows);
  for (let row = 0; row < rows; row++) {
    await checkpoint(row, rows, label);
    for (let other = 0; other <= row; other++) {
      let sum = 0;
      for (let column = 0; column < columns; column++) {
        sum += centred[row * columns + column]! * centred[other * columns + column]!;
      }
      products[row * rows + other] = sum;
    }
  }
  return { mean, products };
}
