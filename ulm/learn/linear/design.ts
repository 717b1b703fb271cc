import {
  addBlocks,
  addBlockSums,
  crossTiles,
  fillTiles,
  multiplyTiles,
  sumTiles,
  tileRows,
  withKernels,
} from "../../compute/index.ts";
import type { Kernels, PerThread } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { checkDifferences } from "../check-squares.ts";
import { columnSpreads } from "../moments/column-spreads.ts";
import { RowPieces } from "../moments/row-pieces.ts";
import { reduceTiles } from "./reduce-tiles.ts";

/** Numbers in a block of tiles: as many as make so many blocks, so that threads end at about the same time, but between these two. */
const goodBlocks = 16;
const fewestNumbers = 2 ** 13;
const enoughNumbers = 2 ** 16;
/** A design of so many numbers or fewer is gone through in a quarter of a millisecond: waiting for a worker that another program holds up takes longer. */
const numbersAlone = 2 ** 18;
/** Tiles that are reduced together, at least: few enough to stay in a cache, enough to leave little behind. */
const smallestReduction = 8;
/** What the partial cross products of all blocks may hold together. */
const mostPartials = 2 ** 22;

interface DesignSpec {
  readonly rows: number;
  readonly hasIntercept: boolean;
  readonly centre: Float64Array;
  readonly scale: Float64Array;
  /** Tile i holds the rows of tile i · tileStep of the matrix. */
  readonly tileStep: number;
}

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
  /** The features, see ulm/compute/kernels/tiles.ts. */
  readonly tiles: Float64Array;
  readonly stride: number;
  /** How many tiles are done at a time. */
  readonly blockTiles: number;
  private readonly kernels: Kernels;
  private readonly tileCount: number;
  private readonly tileStep: number;
  private readonly scratch: PerThread<Float64Array>;

  private constructor(kernels: Kernels, { rows, hasIntercept, centre, scale, tileStep }: DesignSpec) {
    this.kernels = kernels;
    this.rows = rows;
    this.width = scale.length + Number(hasIntercept);
    this.hasIntercept = hasIntercept;
    this.centre = centre;
    this.scale = scale;
    this.tileStep = tileStep;
    this.stride = this.width + (this.width % 2);
    this.tileCount = Math.ceil(rows / tileRows);
    this.paddedRows = this.tileCount * tileRows;
    const { stride, tileCount } = this;
    const numbers = (tileCount * stride * tileRows) / goodBlocks;
    const blockNumbers = Math.min(enoughNumbers, Math.max(fewestNumbers, numbers));
    this.blockTiles = Math.ceil(Math.max(blockNumbers / (stride * tileRows), (tileCount * stride ** 2) / mostPartials));
    this.tiles = kernels.space(this.paddedRows * stride);
    this.scratch = kernels.perThread(() => kernels.float64(2 * tileRows));
  }

  /**
   * @param matrix need not have been checked
   * @param type the model, for messages and progress
   * @throws FeatureError for missing or infinite values, and columns of numbers that have no square
   */
  static async prepare(kernels: Kernels, matrix: Matrix, hasIntercept: boolean, type: string): Promise<Design> {
    const { rows, columns } = matrix;
    const { centre, scale } = await standardisation(matrix, type);
    if (!hasIntercept) centre.fill(0);
    const design = new Design(kernels, { rows, hasIntercept, centre, scale, tileStep: 1 });
    const { tiles, stride, blockTiles } = design;
    // What the kernel does not write: the rows and columns that only fill up, and the ones of the intercept.
    tiles.fill(0, (design.tileCount - 1) * stride * tileRows);
    for (let column = columns; column < stride; column++) {
      design.fillColumn(column, Number(hasIntercept && column === columns));
    }
    const factors = scale.map((value) => 1 / value);
    await withKernels(type, async (temporary) => {
      const pieces = new RowPieces(temporary, matrix, blockTiles * tileRows);
      const shift = [temporary.copy(centre), temporary.copy(factors)] as const;
      await pieces.forEach(type, ({ start, end, fetch }) => {
        const target = tiles.subarray(start * stride, end * stride);
        const prepare = (first: number, last: number) => fetch(first * tileRows, last * tileRows);
        const work = { items: Math.ceil((end - start) / tileRows), block: blockTiles, prepare };
        return temporary.run(fillTiles, [pieces.points, ...shift, target, end - start, columns, stride], work);
      });
    });
    return design;
  }

  /** Some of the rows, from all parts of the matrix: every `step`-th tile. */
  thinned(step: number): Design {
    const { tileCount, stride, hasIntercept, centre, scale } = this;
    const count = Math.ceil(tileCount / step);
    const isLastIn = (count - 1) * step === tileCount - 1;
    const rows = count * tileRows - (isLastIn ? this.paddedRows - this.rows : 0);
    const thin = new Design(this.kernels, { rows, hasIntercept, centre, scale, tileStep: this.tileStep * step });
    const size = stride * tileRows;
    for (let tile = 0; tile < count; tile++) {
      thin.tiles.set(this.tiles.subarray(tile * step * size, (tile * step + 1) * size), tile * size);
    }
    return thin;
  }

  /** A vector over rows, zero where rows fill up the last tile. @param values one for each row of the matrix */
  vector(values?: Float64Array | Int32Array): Float64Array {
    const vector = this.kernels.float64(this.paddedRows);
    if (values === undefined) return vector;
    for (let tile = 0; tile < this.tileCount; tile++) {
      const start = tile * this.tileStep * tileRows;
      vector.set(values.subarray(start, start + tileRows), tile * tileRows);
    }
    return vector;
  }

  /** products = Z · coefficients */
  async multiply(coefficients: Float64Array, products: Float64Array): Promise<void> {
    await withKernels("Design", async (temporary) => {
      const factors = temporary.float64(this.stride);
      factors.set(coefficients);
      await temporary.run(multiplyTiles, [this.tiles, factors, products, this.stride], this.work);
    });
  }

  /** Zᵀ · weights */
  async sum(weights: Float64Array): Promise<Float64Array> {
    return withKernels("Design", async (temporary) => {
      const { stride, blockTiles } = this;
      const sums = temporary.float64(this.blocks * stride);
      await temporary.run(sumTiles, [this.tiles, weights, sums, stride, blockTiles], this.work);
      return addBlocks(sums, stride).slice(0, this.width);
    });
  }

  /** Zᵀ diag(weights) Z, width × width, row-major. */
  async cross(weights: Float64Array): Promise<Float64Array> {
    return withKernels("Design", async (temporary) => {
      const { stride, blockTiles, width } = this;
      const partial = temporary.float64(this.blocks * stride * stride);
      await temporary.run(crossTiles, [this.tiles, weights, partial, this.scratch, stride, blockTiles], this.work);
      const products = temporary.float64(stride * stride);
      temporary.call(addBlockSums, [partial, products, this.blocks, stride * stride], 0, stride * stride);
      const whole = new Float64Array(width * width);
      for (let i = 0; i < width; i++) {
        for (let j = 0; j <= i; j++) {
          whole[i * width + j] = products[i * stride + j]!;
          whole[j * width + i] = products[i * stride + j]!;
        }
      }
      return whole;
    });
  }

  /**
   * A smaller least-squares problem with the same solution and the same sum of squared residuals: its columns and right-hand side.
   * @param right one number for each row
   * @param extraRows rows of zeros that come before the others
   */
  async reduce(right: Float64Array, extraRows: number): Promise<{ columns: Float64Array[]; right: Float64Array }> {
    return withKernels("Design", async (temporary) => {
      const { width, stride, tileCount } = this;
      const size = width + 1;
      const blockTiles = Math.max(smallestReduction, Math.ceil((2 * size) / tileRows));
      const blocks = Math.ceil(tileCount / blockTiles);
      const factors = temporary.float64(blocks * size * size);
      const scratch = temporary.perThread(() => temporary.float64(blockTiles * tileRows * size));
      const targets = temporary.float64(this.paddedRows);
      targets.set(right);
      const args = [this.tiles, targets, factors, scratch, width, stride, blockTiles] as const;
      await temporary.run(reduceTiles, args, { items: tileCount, block: blockTiles });
      const stacked = Array.from({ length: size }, (_, column) => {
        const values = new Float64Array(extraRows + blocks * size);
        for (let row = 0; row < blocks * size; row++) values[extraRows + row] = factors[row * size + column]!;
        return values;
      });
      return { columns: stacked.slice(0, width), right: stacked[width]! };
    });
  }

  /** Multiplies each row, the one of the intercept included, by a number of its own. */
  stretchRows(factors: Float64Array): void {
    const { tiles, stride, rows } = this;
    for (let row = 0; row < rows; row++) {
      const start = Math.floor(row / tileRows) * stride * tileRows + (row % tileRows);
      for (let column = 0; column < stride; column++) tiles[start + column * tileRows]! *= factors[row]!;
    }
  }

  /** What kernels over all tiles go over. */
  get work(): { items: number; block: number; alone: boolean } {
    return { items: this.tileCount, block: this.blockTiles, alone: this.tiles.length <= numbersAlone };
  }

  get blocks(): number {
    return Math.ceil(this.tileCount / this.blockTiles);
  }

  private fillColumn(column: number, value: number): void {
    for (let tile = 0; tile < this.tileCount; tile++) {
      const start = (tile * this.stride + column) * tileRows;
      this.tiles.fill(value, start, start + Math.min(tileRows, this.rows - tile * tileRows));
    }
  }
}

/** A smaller deviation has lost digits, or is that of a constant. */
const smallestDeviation = 1e-150;

/** Means and standard deviations of the columns; a deviation that is mere rounding becomes 1. */
export async function standardisation(
  matrix: Matrix,
  type: string,
): Promise<{ centre: Float64Array; scale: Float64Array }> {
  const { mean, variance } = await columnSpreads(matrix, type);
  const scale = variance.map(Math.sqrt);
  for (let column = 0; column < scale.length; column++) {
    // What remains of a constant column is rounding: left alone, it shows as singular instead of being blown up.
    if (scale[column]! > Math.max(smallestDeviation, 1e-13 * Math.abs(mean[column]!))) continue;
    checkDifferences(matrix, column, type);
    scale[column] = 1;
    mean[column] = matrix.data[column]!;
  }
  return { centre: mean, scale };
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
