import type { Estimator, Features } from "../data/index.ts";

/** What everything can do that sorts rows into groups without being told which there are. */
export interface Clusterer extends Pick<Estimator<object, object>, "type" | "getParams" | "isFitted" | "toJSON"> {
  readonly kind: "clusterer";
  fit(X: Features): Promise<this>;
  clone(): Clusterer;
  /** An unfitted clusterer with some parameters changed. */
  withParams(changes: object): Clusterer;
  /** The cluster of each row it was fitted on: 0, 1, … */
  readonly labels: readonly number[];
  /** The clusters of other rows, where that has a meaning. */
  predict?(X: Features): number[];
}
