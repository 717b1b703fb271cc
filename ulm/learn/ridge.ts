import { checkParameters, Estimator, flag, notNegative } from "../data/index.ts";
import type { Features, Labels } from "../data/index.ts";
import { checkFeatures } from "./check-features.ts";
import { fitLeastSquares } from "./linear/fit-least-squares.ts";
import { predictLinear } from "./linear/predict-linear.ts";
import { r2Score } from "./metrics/index.ts";
import type { Regressor } from "./model.ts";
import { regressionTargets } from "./regression-targets.ts";

export interface RidgeParams {
  /** Strength of the penalty: Σ (y − ŷ)² + alpha Σ β². 0 is least squares. Default 1. */
  alpha: number;
  /** Default true. The intercept is never penalised. */
  fitIntercept: boolean;
}

interface RidgeState {
  readonly coef: readonly number[];
  readonly intercept: number;
  readonly featureNames: readonly string[];
}

/**
 * Least squares with an L2 penalty, scikit-learn's `Ridge` (A. E. Hoerl, R. W. Kennard, "Ridge regression", Technometrics 12, 1970). The
 * penalty is a row of its own for each coefficient in the same least-squares problem, solved by Householder reflections: no digits are
 * lost to squaring.
 */
export class Ridge extends Estimator<RidgeParams, RidgeState> implements Regressor {
  readonly type = "Ridge";
  readonly kind = "regressor";

  constructor(params: Partial<RidgeParams> = {}) {
    super({ alpha: 1, fitIntercept: true }, params);
    checkParameters(this.type, this.params, { alpha: notNegative, fitIntercept: flag });
  }

  /**
   * @param X rows of finite numbers
   * @param y one number for each row
   * @throws FeatureError for missing or infinite values, or text columns; with alpha 0 also for columns that depend on each other
   */
  async fit(X: Features, y: Labels): Promise<this> {
    this.fitted = undefined;
    const { type } = this;
    const matrix = checkFeatures(X, type);
    const targets = regressionTargets(y, matrix.rows, type);
    const { coef, intercept } = await fitLeastSquares({ type, matrix, y: targets, ...this.params });
    this.fitted = { coef, intercept, featureNames: matrix.names };
    return this;
  }

  predict(X: Features): number[] {
    const { coef, intercept, featureNames } = this.state;
    return predictLinear(checkFeatures(X, this.type, featureNames), coef, intercept);
  }

  /** R² of the predictions. */
  score(X: Features, y: Labels): number {
    return r2Score(y, this.predict(X));
  }

  /** In the order of `featureNames`. */
  get coef(): readonly number[] {
    return this.state.coef;
  }

  get intercept(): number {
    return this.state.intercept;
  }

  get featureNames(): readonly string[] {
    return this.state.featureNames;
  }
}
