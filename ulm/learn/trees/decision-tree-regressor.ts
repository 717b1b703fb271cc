import { checkParameters } from "../../data/index.ts";
import type { Features, Labels } from "../../data/index.ts";
import { r2Score } from "../metrics/index.ts";
import type { Model } from "../model.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { DecisionTree } from "./decision-tree.ts";
import { regressionLesson } from "./tree-lesson.ts";
import { treeDefaults, treeRules } from "./tree-params.ts";
import type { TreeParams } from "./tree-params.ts";

/**
 * A decision tree that predicts a number, the mean of its leaf: scikit-learn's `DecisionTreeRegressor` with squared error. Missing
 * values are taken: each split learns to which side they go.
 */
export class DecisionTreeRegressor extends DecisionTree<TreeParams> implements Model {
  readonly type = "DecisionTreeRegressor";
  readonly kind = "regressor";

  constructor(params: Partial<TreeParams> = {}) {
    super({ ...treeDefaults }, params);
    checkParameters(this.type, this.params, treeRules);
  }

  /**
   * @param X rows of numbers; missing values are taken
   * @param y one finite number for each row
   * @param options.sampleWeight how much each row counts. Default all alike
   * @throws FeatureError for infinite values, text columns, or targets that are no numbers
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const { matrix, goal } = regressionLesson(X, y, options, this.type);
    const tree = await this.grow(matrix, goal);
    this.fitted = { featureNames: matrix.names, tree };
    return this;
  }

  /** The mean of each row's leaf. */
  predict(X: Features): number[] {
    return Array.from(this.leafValues(X));
  }

  /** R². */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return r2Score(y, this.predict(X), options);
  }
}
