import {
  crossTiles,
  fillTiles,
  multiplyTiles,
  sumColumns,
  sumTiles,
  tileRows,
  withKernels,
} from "../../compute/index.ts";
import type { Kernels, PerThread } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { reduceTiles } from "./reduce-tiles.ts";

/** Numbers in a block of tiles, at least: enough to be worth a thread's while. */
const blockNumbers = 2 ** 17;
/** Tiles that are reduced together, at least: few enough to stay in a cache, enough to leave little behind. */
const smallestReduction = 8;
/** What the partial cross products of all blocks may hold together. */
const mostPartials = 2 ** 22;

/**
 * Features prepared for fitting: columns scaled to standard deviation 1, centred when there is an intercept, and a last column of
 * ones for it. Only the numerical conditioning changes: what is fitted is put back into the units of the data, exactly.
 */
export class Design {
  readonly rows: number;
  readonly width: number;
  readonly hasIntercept: boolean;
  readonly centre: Float64Array;
  readonly scale: Float64Array;
  /** Rows with those that fill up the last tile: the length of vectors over rows. */
  readonly paddedRows: number;
  /** How many tiles are done at a time. */
  readonly blockTiles: number;
  private readonly kernels: Kernels;
  private readonly stride: number;
  private readonly tiles: number;
  private readonly values: Float64Array;
  private readonly scratch: PerThread<Float64Array>;

  private constructor(
    kernels: Kernels,
    matrix: Matrix,
    hasIntercept: boolean,
    centre: Float64Array,
    scale: Float64Array,
  ) {
    this.kernels = kernels;
    this.rows = matrix.rows;
    this.width = matrix.columns + Number(hasIntercept);
    this.hasIntercept = hasIntercept;
    this.centre = centre;
    this.scale = scale;
    this.stride = this.width + (this.width % 2);
    this.tiles = Math.ceil(this.rows / tileRows);
    this.paddedRows = this.tiles * tileRows;
    const { stride, tiles } = this;
    this.blockTiles = Math.ceil(Math.max(blockNumbers / (stride * tileRows), (tiles * stride ** 2) / mostPartials));
    this.values = kernels.float64(this.paddedRows * stride);
    this.scratch = kernels.perThread(() => kernels.float64(2 * tileRows));
  }

  static async prepare(kernels: Kernels, matrix: Matrix, hasIntercept: boolean): Promise<Design> {
    return withKernels("Design", async (temporary) => {
      const { rows, columns } = matrix;
      const values = temporary.copy(matrix.data);
      const centre = temporary.float64(columns);
      const scale = temporary.float64(columns);
      await standardise(temporary, values, rows, centre, scale);
      if (!hasIntercept) centre.fill(0);
      const design = new Design(kernels, matrix, hasIntercept, centre.slice(), scale.slice());
      const { stride, tiles, blockTiles } = design;
      const work = { items: tiles, block: blockTiles };
      await temporary.run(fillTiles, [values, centre, scale, design.values, rows, columns, stride], work);
      if (hasIntercept) design.fillColumn(columns, 1);
      return design;
    });
  }

  /** A vector over rows, zero where rows fill up the last tile. */
  vector(values?: ArrayLike<number>): Float64Array {
    const vector = this.kernels.float64(this.paddedRows);
    if (values !== undefined) vector.set(values);
    return vector;
  }

  /** products = Z · coefficients */
  async multiply(coefficients: Float64Array, products: Float64Array): Promise<void> {
    await withKernels("Design", async (temporary) => {
      const factors = temporary.float64(this.stride);
      factors.set(coefficients);
      await temporary.run(multiplyTiles, [this.values, factors, products, this.stride], this.work);
    });
  }

  /** Zᵀ · weights */
  async sum(weights: Float64Array): Promise<Float64Array> {
    return withKernels("Design", async (temporary) => {
      const { stride, blockTiles } = this;
      const sums = temporary.float64(this.blocks * stride);
      await temporary.run(sumTiles, [this.values, weights, sums, stride, blockTiles], this.work);
      return addBlocks(sums, stride).slice(0, this.width);
    });
  }

  /** Zᵀ diag(weights) Z, width × width, row-major. */
  async cross(weights: Float64Array): Promise<Float64Array> {
    return withKernels("Design", async (temporary) => {
      const { stride, blockTiles, width } = this;
      const partial = temporary.float64(this.blocks * stride * stride);
      await temporary.run(crossTiles, [this.values, weights, partial, this.scratch, stride, blockTiles], this.work);
      const products = addBlocks(partial, stride * stride);
      return Float64Array.from({ length: width * width }, (_, index) => {
        const i = Math.floor(index / width);
        const j = index % width;
        return products[Math.max(i, j) * stride + Math.min(i, j)]!;
      });
    });
  }

  /**
   * A smaller least-squares problem with the same solution and the same sum of squared residuals: its columns and right-hand side.
   * @param right one number for each row
   * @param extraRows rows of zeros that come before the others
   */
  async reduce(right: Float64Array, extraRows: number): Promise<{ columns: Float64Array[]; right: Float64Array }> {
    return withKernels("Design", async (temporary) => {
      const { width, stride, tiles } = this;
      const size = width + 1;
      const blockTiles = Math.max(smallestReduction, Math.ceil((2 * size) / tileRows));
      const blocks = Math.ceil(tiles / blockTiles);
      const factors = temporary.float64(blocks * size * size);
      const scratch = temporary.perThread(() => temporary.float64(blockTiles * tileRows * size));
      const targets = temporary.float64(this.paddedRows);
      targets.set(right);
      const args = [this.values, targets, factors, scratch, width, stride, blockTiles] as const;
      await temporary.run(reduceTiles, args, { items: tiles, block: blockTiles });
      const stacked = Array.from({ length: size }, (_, column) => {
        const values = new Float64Array(extraRows + blocks * size);
        for (let row = 0; row < blocks * size; row++) values[extraRows + row] = factors[row * size + column]!;
        return values;
      });
      return { columns: stacked.slice(0, width), right: stacked[width]! };
    });
  }

  private get work(): { items: number; block: number } {
    return { items: this.tiles, block: this.blockTiles };
  }

  private get blocks(): number {
    return Math.ceil(this.tiles / this.blockTiles);
  }

  private fillColumn(column: number, value: number): void {
    for (let tile = 0; tile < this.tiles; tile++) {
      const start = (tile * this.stride + column) * tileRows;
      this.values.fill(value, start, start + Math.min(tileRows, this.rows - tile * tileRows));
    }
  }
}

/** Means and standard deviations of the columns; a deviation that is mere rounding becomes 1. */
async function standardise(
  kernels: Kernels,
  values: Float64Array,
  rows: number,
  means: Float64Array,
  deviations: Float64Array,
): Promise<void> {
  const columns = means.length;
  const block = Math.ceil(blockNumbers / columns);
  const sums = kernels.float64(Math.ceil(rows / block) * columns);
  const squares = kernels.float64(sums.length);
  let variance = new Float64Array(columns);
  // The second pass measures from the means of the first, which loses no digits; and it makes up for their rounding.
  for (let pass = 0; pass < 2; pass++) {
    sums.fill(0);
    squares.fill(0);
    await kernels.run(sumColumns, [values, means, sums, squares, columns, block], { items: rows, block });
    addBlocks(sums, columns).forEach((sum, column) => (means[column]! += sum / rows));
    variance = addBlocks(squares, columns).map((square) => square / rows);
  }
  for (let column = 0; column < columns; column++) {
    const deviation = Math.sqrt(variance[column]!);
    // What remains of a constant column is rounding: left alone, it shows as singular instead of being blown up.
    const isConstant = !(deviation > 1e-13 * Math.abs(means[column]!));
    deviations[column] = isConstant ? 1 : deviation;
    if (isConstant) means[column] = values[column]!;
  }
}

/** The sum of consecutive parts of `size` numbers, in their order. */
export function addBlocks(parts: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const total = new Float64Array(size);
  for (let index = 0; index < parts.length; index++) total[index % size]! += parts[index]!;
  return total;
}

/** Coefficients of the prepared features in the units of the data; the intercept, if any, stays last. */
export function restoreUnits(design: Design, fitted: Float64Array): Float64Array {
  const { centre, scale, hasIntercept } = design;
  const restored = Float64Array.from(fitted);
  for (let column = 0; column < scale.length; column++) {
    restored[column]! /= scale[column]!;
    if (hasIntercept) restored[scale.length]! -= restored[column]! * centre[column]!;
  }
  return restored;
}

/** The covariance matrix of the coefficients in the units of the data. */
export function restoreCovariance(design: Design, covariance: Float64Array): Float64Array {
  // restoreUnits is linear: apply it to the rows and then to the columns.
  const { width } = design;
  const transpose = (matrix: Float64Array) =>
    matrix.map((_, index) => matrix[(index % width) * width + Math.floor(index / width)]!);
  const restoreRows = (matrix: Float64Array) => {
    const restored = new Float64Array(matrix.length);
    for (let row = 0; row < width; row++) {
      restored.set(restoreUnits(design, matrix.subarray(row * width, (row + 1) * width)), row * width);
    }
    return restored;
  };
  return restoreRows(transpose(restoreRows(covariance)));
}
