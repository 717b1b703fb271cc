import type { Features, Labels } from "../../data/index.ts";
import { r2Score } from "../metrics/index.ts";
import type { Model } from "../model.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { checkForestParams, Forest, forestDefaults } from "./forest.ts";
import type { ForestParams } from "./forest.ts";
import { regressionLesson } from "./tree-lesson.ts";

/**
 * A random forest that predicts numbers (Breiman, "Random Forests", Machine Learning 45, 2001), scikit-learn's
 * `RandomForestRegressor` with squared error: 100 trees by default, each grown to its end on rows drawn with replacement, each split
 * seeing all features. The same `randomState` gives the same forest whatever the number of threads. Missing values are taken.
 */
export class RandomForestRegressor extends Forest<ForestParams> implements Model {
  readonly type = "RandomForestRegressor";
  readonly kind = "regressor";

  constructor(params: Partial<ForestParams> = {}) {
    super(forestDefaults, params);
    checkForestParams(this.params, this.type);
  }

  /**
   * @param X rows of numbers; missing values are taken
   * @param y one finite number for each row
   * @param options.sampleWeight how much each row counts: rows are drawn in proportion to it. Default all alike
   * @throws FeatureError for infinite values, text columns, or targets that are no numbers
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const { matrix, goal } = regressionLesson(X, y, options, this.type);
    const trees = await this.grow(matrix, goal);
    // R² of a single row has no meaning.
    const outcome = this.judge(matrix, trees, goal.weights, 2, (judged, means) => {
      const at = (values: Float64Array) => judged.map((row) => values[row]!);
      return r2Score(at(goal.targets), at(means));
    });
    this.fitted = { featureNames: matrix.names, trees, ...outcome };
    return this;
  }

  /** The mean of what the trees say. */
  predict(X: Features): number[] {
    return Array.from(this.meanValues(X));
  }

  /** R². */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return r2Score(y, this.predict(X), options);
  }
}
