import { checkpoint } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";

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
