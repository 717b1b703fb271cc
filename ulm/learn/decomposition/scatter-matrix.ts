import { checkpoint } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { blockSize } from "../clustering/row-blocks.ts";

/** The mean of each column. */
export function columnMeans({ data, rows, columns }: Matrix): Float64Array {
  const means = new Float64Array(columns);
  for (const { start, end } of rowBlocks(rows)) {
    const sums = new Float64Array(columns);
    for (let row = start; row < end; row++) {
      for (let column = 0; column < columns; column++) sums[column]! += data[row * columns + column]!;
    }
    for (let column = 0; column < columns; column++) means[column]! += sums[column]! / rows;
  }
  return means;
}

/** Σ (x − mean)(x − mean)ᵀ over all rows, columns × columns; only its lower triangle is filled. */
export async function columnScatter(matrix: Matrix, means: Float64Array, label: string): Promise<Float64Array> {
  const { data, rows, columns } = matrix;
  const scatter = new Float64Array(columns * columns);
  const centred = new Float64Array(columns);
  for (const { start, end } of rowBlocks(rows)) {
    await checkpoint(start, rows, label);
    const part = new Float64Array(columns * columns);
    for (let row = start; row < end; row++) {
      for (let column = 0; column < columns; column++) centred[column] = data[row * columns + column]! - means[column]!;
      for (let upper = 0; upper < columns; upper++) {
        const value = centred[upper]!;
        for (let lower = 0; lower <= upper; lower++) part[upper * columns + lower]! += value * centred[lower]!;
      }
    }
    for (let index = 0; index < part.length; index++) scatter[index]! += part[index]!;
  }
  return scatter;
}

/** The products (xᵢ − mean)ᵀ(xⱼ − mean) of all pairs of rows, rows × rows; only the lower triangle is filled. */
export async function rowProducts(matrix: Matrix, means: Float64Array, label: string): Promise<Float64Array> {
  const { data, rows, columns } = matrix;
  const centred = data.map((value, index) => value - means[index % columns]!);
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
  return products;
}

function rowBlocks(rows: number): { start: number; end: number }[] {
  const size = blockSize(rows);
  return Array.from({ length: Math.ceil(rows / size) }, (_, block) => ({
    start: block * size,
    end: Math.min(rows, (block + 1) * size),
  }));
}
