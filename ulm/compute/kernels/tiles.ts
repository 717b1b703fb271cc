import { defineKernel } from "./kernel.ts";

/**
 * Kernels on a matrix in tiles: 128 rows at a time, column by column within them. So the columns of a tile, which all fit into the
 * fastest cache together, are read in the direction of SIMD. Rows that fill up the last tile hold zeros, and so does the last column
 * when the number of columns is odd: `stride`, the columns with it, is always even. Items are tiles.
 */

/** Rows in a tile. */
export const tileRows = 128;

/** One tile times a vector: adds to `products` one for each of its rows. */
export function multiplyTile(tile: Float64Array, factors: Float64Array, products: Float64Array): void {
  for (let start = 0; start < tile.length; start += tileRows) {
    const factor = factors[start / tileRows]!;
    for (let row = 0; row < tileRows; row++) products[row]! += factor * tile[start + row]!;
  }
}

/** Adds to `sums`, for each column of a tile, the sum of its values times one weight for each row. */
export function addTileSums(tile: Float64Array, weights: Float64Array, sums: Float64Array): void {
  for (let start = 0; start < tile.length; start += tileRows) {
    for (let row = 0; row < tileRows; row++) sums[start / tileRows]! += tile[start + row]! * weights[row]!;
  }
}

/** The tile with this number, of `tiles` or of a vector (stride 1). */
export function tileAt(tiles: Float64Array, stride: number, tile: number): Float64Array {
  return tiles.subarray(tile * stride * tileRows, (tile + 1) * stride * tileRows);
}

/** (values − centre) · factors, in tiles. What is not written stays zero. */
export const fillTiles = defineKernel(
  "fillTiles",
  (
    values: Float64Array,
    centre: Float64Array,
    factors: Float64Array,
    tiles: Float64Array,
    rows: number,
    columns: number,
    stride: number,
    start: number,
    end: number,
  ) => {
    for (let row = start * tileRows; row < Math.min(rows, end * tileRows); row++) {
      const tile = Math.floor(row / tileRows) * stride * tileRows + (row % tileRows);
      for (let column = 0; column < columns; column++) {
        tiles[tile + column * tileRows] = (values[row * columns + column]! - centre[column]!) * factors[column]!;
      }
    }
  },
);

/** The matrix times a vector: one product for each row, those that fill up the last tile included. */
export const multiplyTiles = defineKernel(
  "multiplyTiles",
  (tiles: Float64Array, factors: Float64Array, products: Float64Array, stride: number, start: number, end: number) => {
    products.fill(0, start * tileRows, end * tileRows);
    for (let tile = start; tile < end; tile++)
      multiplyTile(tileAt(tiles, stride, tile), factors, tileAt(products, 1, tile));
  },
);

/**
 * The transposed matrix times a vector, for each block of tiles.
 * @param sums blocks × stride, zero before
 */
export const sumTiles = defineKernel(
  "sumTiles",
  (
    tiles: Float64Array,
    weights: Float64Array,
    sums: Float64Array,
    stride: number,
    blockTiles: number,
    start: number,
    end: number,
  ) => {
    const own = sums.subarray((start / blockTiles) * stride);
    for (let tile = start; tile < end; tile++) addTileSums(tileAt(tiles, stride, tile), tileAt(weights, 1, tile), own);
  },
);

/**
 * Zᵀ diag(weights) Z, for each block of tiles: the lower triangle, with the pairs of columns on the diagonal complete.
 * @param products blocks × stride × stride, zero before
 * @param scratch two columns of a tile, for each thread
 */
export const crossTiles = defineKernel(
  "crossTiles",
  (
    tiles: Float64Array,
    weights: Float64Array,
    products: Float64Array,
    scratch: Float64Array,
    stride: number,
    blockTiles: number,
    start: number,
    end: number,
  ) => {
    const result = (start / blockTiles) * stride * stride;
    for (let tile = start; tile < end; tile++) {
      for (let i = 0; i < stride; i++) {
        const left = (tile * stride + i) * tileRows;
        for (let row = 0; row < tileRows; row++) scratch[row] = tiles[left + row]! * weights[tile * tileRows + row]!;
        for (let j = 0; j <= (i | 1); j++) {
          const right = (tile * stride + j) * tileRows;
          let sum = 0;
          for (let row = 0; row < tileRows; row++) sum += scratch[row]! * tiles[right + row]!;
          products[result + i * stride + j]! += sum;
        }
      }
    }
  },
);
