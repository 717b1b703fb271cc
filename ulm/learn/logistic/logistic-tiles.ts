import { addTileSums, defineKernel, multiplyTile, tileAt, tileRows } from "../../compute/index.ts";

/**
 * The logistic loss Σ w · log(1 + exp(−sη)) with s = ±1 and η = Zθ, with its slopes along θ and the curvature of each row: all that one
 * look at the rows can tell. Items are tiles.
 * @param tiles Z, see ulm/compute/kernels/tiles.ts
 * @param factors θ, stride numbers
 * @param targets 0 or 1
 * @param weights 0 for rows that only fill up a tile
 * @param curvatures w p (1 − p) of each row
 * @param sums blocks × stride, zero before: Σ w (p − y) z
 * @param totals for each block its loss, and how many rows are not on their right side
 * @param scratch a number for each row of a tile, of its own for each thread
 */
export const logisticTiles = defineKernel(
  "logisticTiles",
  (
    tiles: Float64Array,
    factors: Float64Array,
    targets: Float64Array,
    weights: Float64Array,
    curvatures: Float64Array,
    sums: Float64Array,
    totals: Float64Array,
    scratch: Float64Array,
    stride: number,
    blockTiles: number,
    start: number,
    end: number,
  ) => {
    const block = start / blockTiles;
    let loss = 0;
    let wrong = 0;
    for (let tile = start; tile < end; tile++) {
      const own = tileAt(tiles, stride, tile);
      const predictors = scratch.fill(0);
      multiplyTile(own, factors, predictors);
      const slopes = predictors;
      for (let index = 0; index < tileRows; index++) {
        const row = tile * tileRows + index;
        const predictor = predictors[index]!;
        const weight = weights[row]!;
        const margin = targets[row] === 1 ? predictor : -predictor;
        const power = Math.exp(-Math.abs(margin));
        const share = 1 / (1 + power);
        loss += weight * (Math.log1p(power) + Math.max(0, -margin));
        wrong += Number(weight > 0 && !(margin > 0));
        slopes[index] = weight * ((predictor > 0 ? share : power * share) - targets[row]!);
        curvatures[row] = weight * power * share * share;
      }
      addTileSums(own, slopes, sums.subarray(block * stride));
    }
    totals.set([loss, wrong], 2 * block);
  },
);
