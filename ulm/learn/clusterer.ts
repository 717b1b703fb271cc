import type { Estimator, Features, Labels, Matrix } from "../data/index.ts";
import type { WeightOptions } from "./sample-weight.ts";

/** What everything can do that sorts rows into groups without being told which there are. */
export interface Clusterer extends Pick<Estimator<object, object>, "type" | "getParams" | "isFitted" | "toJSON"> {
  readonly kind: "clusterer";
  /** Groups the rows of X; y is not looked at, so that clusterers may end pipelines. @throws FeatureError */
  fit(X: Features, y?: Labels | null, options?: WeightOptions): Promise<this>;
  /** A clusterer with the same parameters that has learnt nothing. */
  clone(): Clusterer;
  /** An unfitted clusterer with some parameters changed. */
  withParams(changes: object): Clusterer;
  /** The cluster of each row it was fitted on: 0, 1, … */
  readonly labels: readonly number[];
  /** Fits, and gives the cluster of each row. */
  fitPredict(X: Features): Promise<number[]>;
  /** The clusters of other rows, where that has a meaning. */
  predict?(X: Features): number[];
  /** How far rows are from each cluster, where that has a meaning: rows × clusters. */
  transform?(X: Features): Matrix;
}
