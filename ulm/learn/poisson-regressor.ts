import {
  checkParameters,
  display,
  Estimator,
  flag,
  notNegative,
  oneOf,
  positive,
  Table,
  wholeNumber,
  warn,
} from "../data/index.ts";
import type { BilingualText, DisplayBundle, Features, Labels, Matrix } from "../data/index.ts";
import { columnNames, counting, damaged, list, logical, nullable, numeric, record } from "../data/state-shape.ts";
import type { Shape } from "../data/state-shape.ts";
import { checkFeatures, FeatureError } from "./check-features.ts";
import { InferenceError } from "./inference-error.ts";
import type { Iterative } from "./iterative.ts";
import { waldIntervals, waldPValues, waldScores, withWald } from "./linear/wald.ts";
import { predictLinear } from "./linear/predict-linear.ts";
import type { Regressor } from "./model.ts";
import { checkCounts, checkExposure } from "./poisson/counted-events.ts";
import type { Exposure } from "./poisson/counted-events.ts";
import { fitPoisson } from "./poisson/fit-poisson.ts";
import type { PoissonSolution } from "./poisson/fit-poisson.ts";
import { judgeFit } from "./poisson/judge-fit.ts";
import type { FitQuality } from "./poisson/judge-fit.ts";
import { poissonBundle } from "./poisson/poisson-display.ts";
import { describePoissonProblems, findPoissonInferenceProblem } from "./poisson/poisson-texts.ts";
import { weighedRows } from "./sample-weight.ts";
import type { WeightOptions } from "./sample-weight.ts";

/** What `PoissonRegressor` takes, with defaults for all. */
export interface PoissonRegressorParams {
  /** Strength of the L2 penalty: half the mean deviance + alpha Σ β² / 2. 0 leaves coefficients free and allows standard errors. Default 1. */
  alpha: number;
  /** Default true. The intercept is never penalised. */
  fitIntercept: boolean;
  /** Stop this near to the optimum, measured in standard errors. Default 1e-8. */
  tol: number;
  /** Default 100; Newton's method needs about six. */
  maxIter: number;
  /**
   * What the variance of a count is to its mean, for standard errors: 1, as in a "poisson" process, the default; or the `dispersion` that the
   * counts turn out to have (quasi-likelihood; McCullagh & Nelder, section 9.2), which widens or narrows them by its root.
   */
  scale: "poisson" | "dispersion";
}

/** The last argument of `fit` and `score`. */
export interface PoissonFitOptions extends WeightOptions {
  /** For how long, or among how many, each row's events were counted; rates are for an exposure of 1. Default 1 for all. */
  readonly exposure?: Exposure | undefined;
}

interface PoissonState extends PoissonSolution, FitQuality {
  readonly featureNames: readonly string[];
  /** Rows fitted on. */
  readonly observations: number;
  /** Whether rows came with weights. */
  readonly isWeighted: boolean;
}

/**
 * Regression of counts and rates with a logarithmic link, scikit-learn's `PoissonRegressor`: y ~ Poisson(exposure · exp(Xβ + β₀)), fitted by
 * Newton's method to full precision. Without a penalty it has the standard errors of classical statistics, as statsmodels' `GLM` with
 * `families.Poisson()` and `exposure` gives them. A coefficient of a logarithm is an elasticity.
 */
export class PoissonRegressor extends Estimator<PoissonRegressorParams, PoissonState> implements Regressor, Iterative {
  readonly type = "PoissonRegressor";
  readonly kind = "regressor";

  constructor(params: Partial<PoissonRegressorParams> = {}) {
    super({ alpha: 1, fitIntercept: true, tol: 1e-8, maxIter: 100, scale: "poisson" }, params);
    checkParameters(this.type, this.params, {
      alpha: notNegative,
      fitIntercept: flag,
      tol: positive,
      maxIter: wholeNumber(1),
      scale: oneOf("poisson", "dispersion"),
    });
  }

  /**
   * @param X rows of finite numbers
   * @param y a count, or a rate, for each row: numbers from 0, not all of them 0
   * @param options.exposure for how long, or among how many, events were counted. Default 1
   * @param options.sampleWeight how much each row counts. Default all alike
   * @throws FeatureError for missing or infinite values, text columns, negative counts, or, with alpha 0, dependent columns
   */
  async fit(X: Features, y: Labels, options: PoissonFitOptions = {}): Promise<this> {
    this.fitted = undefined;
    const { matrix, counts, exposures, weights } = this.take(checkFeatures(X, this.type), y, options);
    const weigh = (values: Float64Array) => values.map((value, row) => value * (weights?.[row] ?? 1));
    const totalWeight = weights?.reduce((sum, weight) => sum + weight, 0) ?? matrix.rows;
    const l2 = this.params.alpha * totalWeight;
    const problem = { ...this.params, matrix, counts: weigh(counts), exposures: weigh(exposures), l2 };
    const solution = await fitPoisson(problem);
    for (const warning of describePoissonProblems(solution)) warn(this.type, warning);
    const rates = predictLinear(matrix, solution.coef, solution.intercept).map(Math.exp);
    this.fitted = {
      ...solution,
      ...judgeFit({ counts, exposures, weights, rates }),
      featureNames: matrix.names,
      observations: matrix.rows,
      isWeighted: weights !== undefined,
    };
    return this;
  }

  /** The expected count of each row for an exposure of 1. @throws FeatureError for a row whose rate is beyond all numbers */
  predict(X: Features): number[] {
    const { coef, intercept, featureNames } = this.state;
    const rates = predictLinear(checkFeatures(X, this.type, featureNames), coef, intercept).map(Math.exp);
    const endless = rates.findIndex((rate) => !Number.isFinite(rate));
    if (endless < 0) return rates;
    throw new FeatureError(
      `${this.type}: the rate of row ${endless} is beyond all numbers: its features lie far outside of those that were learnt from.`,
    );
  }

  /** D², the share of the deviance that is explained, as scikit-learn's `score`: 1 is perfect, 0 no better than one rate for all. */
  score(X: Features, y: Labels, options: PoissonFitOptions = {}): number {
    const { matrix, ...rated } = this.take(checkFeatures(X, this.type, this.state.featureNames), y, options);
    const { deviance, nullDeviance } = judgeFit({ ...rated, rates: this.predict(matrix) });
    return 1 - deviance / nullDeviance;
  }

  /** In the order of `featureNames`: by how much the logarithm of the rate changes with a feature. */
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

  /** Rows fitted on. */
  get observations(): number {
    return this.state.observations;
  }

  /** Steps of Newton's method. */
  get nIter(): number {
    return this.state.nIter;
  }

  /** Whether it came to an end before `maxIter`. */
  get converged(): boolean {
    return this.state.converged;
  }

  /** What was wrong with the fit; empty when all went well. */
  get warnings(): readonly BilingualText[] {
    return describePoissonProblems(this.state);
  }

  /** Twice what the log-likelihood lacks to that of a model with a rate for each row, weighted. */
  get deviance(): number {
    return this.state.deviance;
  }

  /** Of the model with one rate for all. */
  get nullDeviance(): number {
    return this.state.nullDeviance;
  }

  /** D² of the fitted data. */
  get devianceExplained(): number {
    return 1 - this.deviance / this.nullDeviance;
  }

  /** Rows less coefficients. */
  get degreesOfFreedom(): number {
    return this.observations - this.coefficientNames.length;
  }

  /**
   * Pearson's χ² by its degrees of freedom: 1 for a Poisson process, more where counts vary more than that, as when events come in
   * groups; `NaN` for as many coefficients as rows.
   */
  get dispersion(): number {
    return this.degreesOfFreedom > 0 ? this.state.pearson / this.degreesOfFreedom : NaN;
  }

  /** The names that belong to `standardErrors`: "intercept" first, then the features. */
  get coefficientNames(): readonly string[] {
    return this.params.fitIntercept ? ["intercept", ...this.featureNames] : this.featureNames;
  }

  /** Why there are no standard errors; `undefined` when there are. */
  get whyNoInference(): string | undefined {
    return findPoissonInferenceProblem(this.state, this.params)?.en;
  }

  /** In the order of `coefficientNames`. @throws InferenceError for penalised or weighted fits, and where no finite coefficients are best */
  get standardErrors(): number[] {
    const reason = this.whyNoInference;
    if (reason !== undefined) throw new InferenceError(reason);
    const factor = this.params.scale === "poisson" ? 1 : this.dispersion;
    const errors = this.state.variances!.map((variance) => Math.sqrt(factor * variance));
    return this.params.fitIntercept ? [errors.at(-1)!, ...errors.slice(0, -1)] : errors;
  }

  /** Coefficients divided by their standard errors (Wald). */
  get zValues(): number[] {
    return waldScores(this.coefficients, this.standardErrors);
  }

  /** Two-sided: how probable so large a z would be if the coefficient were 0. */
  get pValues(): number[] {
    return waldPValues(this.zValues);
  }

  /** [lower, upper] for each coefficient (Wald). @param level default 0.95 */
  confidenceIntervals(level = 0.95): [number, number][] {
    return waldIntervals(this.coefficients, this.standardErrors, level);
  }

  /**
   * One row for each coefficient: name, coefficient, the factor by which it multiplies the rate, and, where they have a meaning, standard
   * error, z, p and 95 % confidence interval.
   */
  summary(): Table {
    const rows = this.coefficients.map((coefficient, index) => ({
      name: this.coefficientNames[index]!,
      coefficient,
      rateRatio: Math.exp(coefficient),
    }));
    return Table.fromObjects(this.whyNoInference === undefined ? withWald(rows, this.standardErrors) : rows);
  }

  protected override get stateShape(): Shape {
    const parts = record({
      featureNames: columnNames,
      coef: list(numeric, "columns"),
      intercept: numeric,
      variances: nullable(list(nullable(numeric))),
      nIter: counting,
      converged: logical,
      isFlat: logical,
      deviance: numeric,
      nullDeviance: numeric,
      pearson: numeric,
      observations: counting,
      isWeighted: logical,
    });
    return (state, place) => {
      parts(state, place);
      const { isFlat, variances } = state as PoissonState;
      if (this.params.alpha === 0 && !isFlat && variances === null)
        damaged(place, "lacks the variances of its coefficients");
    };
  }

  override toString(): string {
    if (!this.isFitted) return super.toString();
    return this[display]()["text/plain"] as string;
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const problem = findPoissonInferenceProblem(this.state, this.params);
    // That no finite coefficients are best is a warning, and the reason why there are no standard errors.
    return poissonBundle(this, [...new Set([...(problem === undefined ? [] : [problem]), ...this.warnings])]);
  }

  /** The rows that count, checked. */
  private take(features: Matrix, y: Labels, options: PoissonFitOptions) {
    const { type } = this;
    const given = checkExposure(options.exposure, features.rows, type);
    const { X: matrix, weights, kept, ...counting } = weighedRows(features, y, options, type);
    const counts = checkCounts(counting.y, matrix.rows, type);
    const exposures = kept === undefined ? given : Float64Array.from(kept, (row) => given[row]!);
    return { matrix, counts, exposures, weights };
  }

  private get coefficients(): number[] {
    const { coef, intercept } = this.state;
    return this.params.fitIntercept ? [intercept, ...coef] : [...coef];
  }
}
