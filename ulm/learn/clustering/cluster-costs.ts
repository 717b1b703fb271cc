import type { Features } from "../../data/index.ts";
import { checkFeatures } from "../check-features.ts";
import { centreDistances } from "./nearest-centres.ts";

/** What a set of centres costs: the sum over all rows of the distance to the nearest centre, or of its square. */
export interface ClusterCosts {
  /** Σ min ‖x − μ‖, what `KMedians` minimises. */
  readonly distances: number;
  /** Σ min ‖x − μ‖², what `KMeans` minimises. */
  readonly squaredDistances: number;
}

/** Both costs of the same centres, to compare solutions by: `clusterCosts(X, model.clusterCenters)`. */
export function clusterCosts(X: Features, clusterCenters: readonly (readonly number[])[]): ClusterCosts {
  const matrix = checkFeatures(X, "clusterCosts");
  const all = centreDistances(matrix, clusterCenters);
  let distances = 0;
  let squaredDistances = 0;
  for (let row = 0; row < matrix.rows; row++) {
    const nearest = Math.min(...all.subarray(row * clusterCenters.length, (row + 1) * clusterCenters.length));
    distances += nearest;
    squaredDistances += nearest * nearest;
  }
  return { distances, squaredDistances };
}
