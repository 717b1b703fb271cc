import { checkParameters } from "../../data/index.ts";
import type { Features, Labels } from "../../data/index.ts";
import { checkFeatures } from "../check-features.ts";
import { checkSingleTargets } from "../check-singles.ts";
import { r2Score } from "../metrics/index.ts";
import type { Model } from "../model.ts";
import { weighedRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { regressionTargets } from "../regression-targets.ts";
import { boostingDefaults, boostingRules, HistGradientBoosting } from "./hist-gradient-boosting.ts";
import type { HistGradientBoostingParams } from "./hist-gradient-boosting.ts";

/**
 * Gradient-boosted trees that predict a number, scikit-learn's `HistGradientBoostingRegressor` with its default loss "squared_error"; there
 * are no others, and no parameter `loss`. Columns of up to 255
 * different values are split exactly, others at quantiles. Missing values are taken: each split learns to which side they go.
 */
export class HistGradientBoostingRegressor extends HistGradientBoosting<HistGradientBoostingParams> implements Model {
  readonly type = "HistGradientBoostingRegressor";
  readonly kind = "regressor";

  constructor(params: Partial<HistGradientBoostingParams> = {}) {
    super(boostingDefaults, params);
    checkParameters(this.type, this.params, boostingRules);
  }

  /**
   * @param X rows of numbers; missing values are taken
   * @param y one finite number for each row
   * @param options.sampleWeight how much each row counts. Default all alike
   * @throws FeatureError for infinite values, text columns, or targets that are no numbers or too large; DivergenceError for a `learningRate` so wide
   *   that predictions leave the numbers
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const counting = weighedRows(checkFeatures(X, this.type, undefined, "taken"), y, options, this.type);
    const { X: matrix, weights = new Float64Array(matrix.rows).fill(1) } = counting;
    const targets = regressionTargets(counting.y, matrix.rows, this.type);
    checkSingleTargets(targets, this.type);
    this.fitted = await this.boost(matrix, { targets, weights, classCount: 1 });
    return this;
  }

  /** One number for each row. */
  predict(X: Features): number[] {
    return Array.from(this.rawPredictions(X).raw);
  }

  /** R². */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return r2Score(y, this.predict(X), options);
  }
}
