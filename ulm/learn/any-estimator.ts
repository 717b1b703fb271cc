import type { Transformer } from "../data/index.ts";
import type { Clusterer } from "./clusterer.ts";
import type { Model } from "./model.ts";
import type { OutlierDetector } from "./outlier-detector.ts";

/** A transformer of any kind. */
export type AnyTransformer = Transformer<object, { featureNames: string[] }>;

/** Whatever has a `fit`. */
export type AnyEstimator = AnyTransformer | Model | Clusterer | OutlierDetector;
