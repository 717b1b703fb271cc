import { checkParameters, flag, notNegative } from "../data/index.ts";
import type { Features, Labels } from "../data/index.ts";
import { LinearRegressor } from "./linear/linear-regressor.ts";
import type { LinearState } from "./linear/linear-regressor.ts";
import type { WeightOptions } from "./sample-weight.ts";

/** What `Ridge` takes, with defaults for all. */
export interface RidgeParams {
  /** Strength of the penalty: Σ (y − ŷ)² + alpha Σ β². 0 is least squares. Default 1. */
  alpha: number;
  /** Default true. The intercept is never penalised. */
  fitIntercept: boolean;
}

/**
 * Least squares with an L2 penalty, scikit-learn's `Ridge` (A. E. Hoerl, R. W. Kennard, "Ridge regression", Technometrics 12, 1970). Where
 * columns nearly depend on each other and the penalty is weak, it becomes a row of its own for each coefficient in the same
 * least-squares problem, solved by Householder reflections: no digits are lost to squaring.
 */
export class Ridge extends LinearRegressor<RidgeParams, LinearState> {
  readonly type = "Ridge";

  constructor(params: Partial<RidgeParams> = {}) {
    super({ alpha: 1, fitIntercept: true }, params);
    checkParameters(this.type, this.params, { alpha: notNegative, fitIntercept: flag });
  }

  /**
   * @param X rows of finite numbers
   * @param y one number for each row
   * @param options.sampleWeight how much each row counts. Default all alike
   * @throws FeatureError for missing or infinite values, or text columns; with alpha 0 also for columns that depend on each other
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const { coef, intercept, featureNames } = await this.leastSquares(X, y, this.params.alpha, options);
    this.fitted = { coef, intercept, featureNames };
    return this;
  }
}
