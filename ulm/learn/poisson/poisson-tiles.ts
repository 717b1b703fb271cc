import { addTileSums, defineKernel, multiplyTile, tileAt, tileRows } from "../../compute/index.ts";

/** Beyond it a rate counts as e^700: a step that leads there is not taken, but has to be told how bad it would be. */
const highestPredictor = 700;

/**
 * The part of a Poisson model's negative log-likelihood that depends on θ, Σ (μ − y η) with η = Zθ and μ = exposure · exp(η), with its
 * slopes along θ and the mean of each row, which is its curvature, too. Items are tiles.
 * @param tiles Z, see ulm/compute/kernels/tiles.ts
 * @param factors θ, stride numbers
 * @param exposures 0 for rows that only fill up a tile
 * @param counts y
 * @param means μ of each row
 * @param sums blocks × stride, zero before: Σ (μ − y) z
 * @param losses one for each block
 * @param scratch a number for each row of a tile, of its own for each thread
 */
export const poissonTiles = defineKernel(
  "poissonTiles",
  (
    tiles: Float64Array,
    factors: Float64Array,
    exposures: Float64Array,
    counts: Float64Array,
    means: Float64Array,
    sums: Float64Array,
    losses: Float64Array,
    scratch: Float64Array,
    stride: number,
    blockTiles: number,
    start: number,
    end: number,
  ) => {
    const block = start / blockTiles;
    let loss = 0;
    for (let tile = start; tile < end; tile++) {
      const own = tileAt(tiles, stride, tile);
      const predictors = scratch.fill(0);
      multiplyTile(own, factors, predictors);
      const slopes = predictors;
      for (let index = 0; index < tileRows; index++) {
        const row = tile * tileRows + index;
        const predictor = predictors[index]!;
        const mean = exposures[row]! * Math.exp(Math.min(predictor, highestPredictor));
        loss += mean - counts[row]! * predictor;
        slopes[index] = mean - counts[row]!;
        means[row] = mean;
      }
      addTileSums(own, slopes, sums.subarray(block * stride));
    }
    losses[block] = loss;
  },
);
