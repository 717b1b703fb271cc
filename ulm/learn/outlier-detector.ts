import type { Estimator, Features, Labels } from "../data/index.ts";
import type { WeightOptions } from "./sample-weight.ts";

/** What everything can do that finds rows unlike the others. */
export interface OutlierDetector extends Pick<Estimator<object, object>, "type" | "getParams" | "isFitted" | "toJSON"> {
  readonly kind: "outlierDetector";
  /** Learns from the rows of X what is usual; y is not looked at, so that detectors may end pipelines. @throws FeatureError */
  fit(X: Features, y?: Labels | null, options?: WeightOptions): Promise<this>;
  /** 1 for a usual row, −1 for an outlier. */
  predict(X: Features): number[];
  /** The lower, the more unusual. */
  scoreSamples(X: Features): ArrayLike<number>;
  /** `scoreSamples`, shifted so that outliers are below 0. */
  decisionFunction(X: Features): ArrayLike<number>;
  /** A detector with the same parameters that has learnt nothing. */
  clone(): OutlierDetector;
  /** An unfitted detector with some parameters changed. */
  withParams(changes: object): OutlierDetector;
}
