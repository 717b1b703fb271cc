import { Estimator } from "../../data/index.ts";
import type { Features, Labels } from "../../data/index.ts";
import { columnNames, list, numeric, record } from "../../data/state-shape.ts";
import type { Shape } from "../../data/state-shape.ts";
import { checkFeatures, featureMatrix } from "../check-features.ts";
import { r2Score } from "../metrics/index.ts";
import type { Regressor } from "../model.ts";
import { weighedRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { regressionTargets } from "../regression-targets.ts";
import { fitLeastSquares } from "./fit-least-squares.ts";
import type { LeastSquaresFit } from "./fit-least-squares.ts";
import { predictLinear } from "./predict-linear.ts";

/** What any fitted linear model knows. */
export interface LinearState {
  readonly coef: readonly number[];
  readonly intercept: number;
  readonly featureNames: readonly string[];
}

/** A regression whose predictions are Xβ + β₀, fitted by least squares, penalised or not. */
export abstract class LinearRegressor<Params extends { fitIntercept: boolean }, State extends LinearState>
  extends Estimator<Params, State>
  implements Regressor
{
  readonly kind = "regressor";

  /** Learns from rows of X and one number each. @throws FeatureError */
  abstract fit(X: Features, y: Labels, options?: WeightOptions): Promise<this>;

  /** One number for each row, in the unit of y. */
  predict(X: Features): number[] {
    const { coef, intercept, featureNames } = this.state;
    return predictLinear(checkFeatures(X, this.type, featureNames), coef, intercept);
  }

  /** R² of the predictions. */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return r2Score(y, this.predict(X), options);
  }

  /** In the order of `featureNames`. */
  get coef(): readonly number[] {
    return this.state.coef;
  }

  /** 0 without an intercept. */
  get intercept(): number {
    return this.state.intercept;
  }

  /** The columns it was fitted on, in their order: names of a table or matrix, else x0, x1, … */
  get featureNames(): readonly string[] {
    return this.state.featureNames;
  }

  /** The names that belong to standard errors and what follows from them: "intercept" first, if there is one, then the features. */
  get coefficientNames(): readonly string[] {
    return this.params.fitIntercept ? ["intercept", ...this.featureNames] : this.featureNames;
  }

  /** In the order of `coefficientNames`. */
  protected coefficients(): number[] {
    const { coef, intercept } = this.state;
    return this.params.fitIntercept ? [intercept, ...coef] : [...coef];
  }

  protected override get stateShape(): Shape {
    return record({ featureNames: columnNames, coef: list(numeric, "columns"), intercept: numeric });
  }

  /** The least-squares fit, and what it was fitted on. @param alpha the strength of the penalty; 0 for none */
  protected async leastSquares(
    X: Features,
    y: Labels,
    alpha: number,
    options: WeightOptions,
  ): Promise<LeastSquaresFit & { featureNames: readonly string[]; observations: number; isWeighted: boolean }> {
    const { type } = this;
    const { fitIntercept } = this.params;
    const given = options.sampleWeight === undefined ? featureMatrix(X, type) : checkFeatures(X, type);
    const { X: matrix, weights, ...counting } = weighedRows(given, y, options, type);
    const targets = regressionTargets(counting.y, matrix.rows, type);
    const fit = await fitLeastSquares({ type, matrix, y: targets, fitIntercept, alpha, weights });
    return { ...fit, featureNames: matrix.names, observations: matrix.rows, isWeighted: weights !== undefined };
  }
}
