import { ParameterError } from "../../data/index.ts";
import type { RandomSource } from "../../compute/index.ts";
import { FeatureError } from "../check-features.ts";
import { drawDifferentRows } from "../draw-row.ts";
import { hasSquare } from "../check-squares.ts";
import type { KernelPoints } from "./kernel-points.ts";
import { kMeansPlusPlus } from "./k-means-plus-plus.ts";

/** Where centres start: far apart by chance, at random rows, or as given (one row of numbers for each cluster). */
export type InitialCentres = "k-means++" | "random" | readonly (readonly number[])[];

/** @throws ParameterError unless `init` is one of the names or as many rows as there are clusters */
export function checkInit(init: InitialCentres, nClusters: number, type: string): void {
  if (init === "k-means++" || init === "random") return;
  if (!Array.isArray(init)) {
    throw new ParameterError(
      `${type}: init must be "k-means++", "random" or a list of centres, not ${JSON.stringify(init)}.`,
    );
  }
  if (init.length !== nClusters) {
    throw new ParameterError(`${type}: init has ${init.length} centres, but nClusters is ${nClusters}.`);
  }
}

/** nClusters × columns. @throws FeatureError when given centres do not have the columns of the data */
export async function initialCentres(
  init: InitialCentres,
  points: KernelPoints,
  nClusters: number,
  random: RandomSource,
  type: string,
): Promise<Float64Array> {
  const { matrix } = points;
  if (init === "k-means++") return matrix.take(await kMeansPlusPlus(points, nClusters, random, type)).data;
  if (init === "random") {
    const { weights } = points;
    const rows =
      weights === undefined
        ? random.permutation(matrix.rows).subarray(0, nClusters)
        : drawDifferentRows(random, weights, nClusters);
    return matrix.take(rows).data;
  }
  init.forEach((centre, index) => {
    if (centre.length !== matrix.columns || !centre.every(hasSquare)) {
      throw new FeatureError(
        `${type}: centre ${index} of init must be ${matrix.columns} finite numbers, one for each column.`,
      );
    }
  });
  return Float64Array.from(init.flat());
}
