import { fisherUpperTail, studentQuantile, studentUpperTail } from "../compute/index.ts";
import { checkParameters, display, flag, Table } from "../data/index.ts";
import type { DisplayBundle, Features, Labels } from "../data/index.ts";
import { columnNames, counting, list, logical, nullable, numeric, record } from "../data/state-shape.ts";
import type { Shape } from "../data/state-shape.ts";
import { InferenceError, weightedInference } from "./inference-error.ts";
import type { LeastSquaresFit } from "./linear/fit-least-squares.ts";
import { linearBundle } from "./linear/linear-display.ts";
import { LinearRegressor } from "./linear/linear-regressor.ts";
import type { WeightOptions } from "./sample-weight.ts";

/** What `LinearRegression` takes, with defaults for all. */
export interface LinearRegressionParams {
  /** Default true. */
  fitIntercept: boolean;
}

interface LinearRegressionState extends LeastSquaresFit {
  readonly featureNames: readonly string[];
  /** Rows fitted on. */
  readonly observations: number;
  /** Whether rows came with weights. */
  readonly isWeighted: boolean;
}

/**
 * Ordinary least squares, scikit-learn's `LinearRegression`; with the standard errors, t and p values,
 * confidence intervals, R² and F of classical statistics, as statsmodels' `OLS` gives them (errors of equal variance).
 */
export class LinearRegression extends LinearRegressor<LinearRegressionParams, LinearRegressionState> {
  readonly type = "LinearRegression";

  constructor(params: Partial<LinearRegressionParams> = {}) {
    super({ fitIntercept: true }, params);
    checkParameters(this.type, this.params, { fitIntercept: flag });
  }

  /**
   * @param X rows of finite numbers
   * @param y one number for each row
   * @param options.sampleWeight how much each row counts. Default all alike
   * @throws FeatureError for missing or infinite values, text columns, columns that depend on each other, or fewer rows than coefficients
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    this.fitted = await this.leastSquares(X, y, 0, options);
    return this;
  }

  /** Rows fitted on. */
  get observations(): number {
    return this.state.observations;
  }

  /** Whether it was fitted with `sampleWeight`. */
  get isWeighted(): boolean {
    return this.state.isWeighted;
  }

  /** Rows less coefficients. */
  get degreesOfFreedom(): number {
    return this.observations - this.coefficientNames.length;
  }

  /** Why there are no standard errors; `undefined` when there are. */
  get whyNoInference(): string | undefined {
    if (this.isWeighted) return weightedInference.en;
    if (this.degreesOfFreedom > 0) return undefined;
    return "There are as many coefficients as rows, so that nothing is left to tell how far they may be off.";
  }

  /** σ̂: the standard deviation of the errors, in the units of y. @throws InferenceError for as many coefficients as rows */
  get residualStandardError(): number {
    const reason = this.whyNoInference;
    if (reason !== undefined) throw new InferenceError(reason);
    return Math.sqrt(this.state.residualSquares / this.degreesOfFreedom);
  }

  /** In the order of `coefficientNames`. @throws InferenceError for as many coefficients as rows */
  get standardErrors(): number[] {
    const scale = this.residualStandardError;
    const { inverse } = this.state;
    const size = this.coefficientNames.length;
    const errors = Array.from({ length: size }, (_, index) => scale * Math.sqrt(inverse[index * size + index]!));
    return this.params.fitIntercept ? [errors.at(-1)!, ...errors.slice(0, -1)] : errors;
  }

  /** Coefficients divided by their standard errors. */
  get tValues(): number[] {
    const errors = this.standardErrors;
    return this.coefficients().map((value, index) => value / errors[index]!);
  }

  /** Two-sided: how probable so large a t would be if the coefficient were 0. */
  get pValues(): number[] {
    return this.tValues.map((t) => 2 * studentUpperTail(Math.abs(t), this.degreesOfFreedom));
  }

  /** [lower, upper] for each coefficient. @param level default 0.95 */
  confidenceIntervals(level = 0.95): [number, number][] {
    const reach = studentQuantile(0.5 + level / 2, this.degreesOfFreedom);
    const errors = this.standardErrors;
    return this.coefficients().map((value, index) => [value - reach * errors[index]!, value + reach * errors[index]!]);
  }

  /** The share of the variation of y that the model explains: of that about its mean, or about 0 without an intercept. */
  get rSquared(): number {
    return 1 - this.state.residualSquares / this.state.totalSquares;
  }

  /** R² less what as many useless features would be expected to explain. */
  get adjustedRSquared(): number {
    const rest = this.observations - Number(this.params.fitIntercept);
    return 1 - ((1 - this.rSquared) * rest) / this.degreesOfFreedom;
  }

  /** Whether the features together explain anything: F of all coefficients but the intercept. */
  get fStatistic(): number {
    const { totalSquares, residualSquares } = this.state;
    return (totalSquares - residualSquares) / this.featureNames.length / this.residualStandardError ** 2;
  }

  /** How probable so large an F would be if no feature mattered. */
  get fPValue(): number {
    return fisherUpperTail(this.fStatistic, this.featureNames.length, this.degreesOfFreedom);
  }

  /** One row for each coefficient: name, coefficient, and, unless there are as many as rows, standard error, t, p and 95 % confidence interval. */
  summary(): Table {
    const rows = this.coefficients().map((coefficient, index) => ({
      name: this.coefficientNames[index]!,
      coefficient,
    }));
    if (this.whyNoInference !== undefined) return Table.fromObjects(rows);
    const { standardErrors, tValues, pValues } = this;
    const intervals = this.confidenceIntervals();
    return Table.fromObjects(
      rows.map((row, index) => ({
        ...row,
        standardError: standardErrors[index],
        t: tValues[index],
        pValue: pValues[index],
        lower95: intervals[index]![0],
        upper95: intervals[index]![1],
      })),
    );
  }

  protected override get stateShape(): Shape {
    return record({
      featureNames: columnNames,
      coef: list(numeric, "columns"),
      intercept: numeric,
      residualSquares: numeric,
      totalSquares: numeric,
      inverse: list(nullable(numeric)),
      observations: counting,
      isWeighted: logical,
    });
  }

  override toString(): string {
    if (!this.isFitted) return super.toString();
    return linearBundle(this)["text/plain"] as string;
  }

  override [display](): DisplayBundle {
    return this.isFitted ? linearBundle(this) : super[display]();
  }
}
