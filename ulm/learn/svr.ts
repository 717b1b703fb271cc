import { bilingualLine, checkParameters, display, Estimator, notNegative, warn } from "../data/index.ts";
import type { BilingualText, DisplayBundle, Features, Labels } from "../data/index.ts";
import { columnNames, counting, list, numeric, record } from "../data/state-shape.ts";
import type { Shape } from "../data/state-shape.ts";
import { checkFeatures } from "./check-features.ts";
import { checkDistances, checkSquares } from "./check-squares.ts";
import { notConverged, progressShapes } from "./iterative.ts";
import type { Iterative } from "./iterative.ts";
import { r2Score } from "./metrics/index.ts";
import type { Model } from "./model.ts";
import { weighedRows } from "./sample-weight.ts";
import type { WeightOptions } from "./sample-weight.ts";
import { regressionTargets } from "./regression-targets.ts";
import { decide } from "./svm/decide.ts";
import { gammaFor } from "./svm/gamma-for.ts";
import { defaultSvmParams, machineOptions, svmRules } from "./svm/svm-params.ts";
import type { SvmParams } from "./svm/svm-params.ts";
import { trainRegressor } from "./svm/train-machine.ts";

/** What `SVR` takes, with defaults for all. */
export interface SVRParams extends SvmParams {
  /** Errors up to this are none, in the unit of y. Default 0.1. */
  epsilon: number;
}

interface SVRState {
  readonly featureNames: readonly string[];
  /** The rows with an error of epsilon or more, their values and weights. */
  readonly support: readonly number[];
  readonly supportVectors: readonly (readonly number[])[];
  readonly coefficients: readonly number[];
  readonly intercept: number;
  readonly gamma: number;
  readonly observations: number;
  readonly nIter: number;
  readonly converged: boolean;
  readonly warnings: readonly BilingualText[];
}

/**
 * Support vector regression, scikit-learn's `SVR`: the flattest line or, with kernel "rbf", curve that leaves few rows farther away than
 * epsilon; of those, each unit of distance costs C. Bring columns to one scale first (StandardScaler); C and epsilon are in the
 * unit of y.
 */
export class SVR extends Estimator<SVRParams, SVRState> implements Model, Iterative {
  readonly type = "SVR";
  readonly kind = "regressor";

  constructor(params: Partial<SVRParams> = {}) {
    super({ ...defaultSvmParams, epsilon: 0.1 }, params);
    checkParameters(this.type, this.params, { ...svmRules(this.params), epsilon: notNegative });
  }

  /**
   * @param X rows of finite numbers
   * @param y a finite number for each row
   * @param options.sampleWeight how much each row counts. Default all alike
   * @throws FeatureError for missing or infinite values or text columns
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const { C, epsilon } = this.params;
    const counting = weighedRows(checkFeatures(X, this.type), y, options, this.type);
    const { X: matrix, weights: rowWeights, kept } = counting;
    const { rows } = matrix;
    const values = regressionTargets(counting.y, rows, this.type);
    checkSquares(matrix, this.type);
    checkDistances(matrix, this.type);
    const gamma = gammaFor(this.params.gamma, matrix);
    const limits = rowWeights?.map((weight) => C * weight) ?? new Float64Array(rows).fill(C);
    const machine = await trainRegressor(
      matrix,
      Float64Array.from(values),
      epsilon,
      limits,
      machineOptions(this.params, gamma, this.type),
    );
    const support = Array.from(machine.support);
    const warnings = machine.converged ? [] : [notConverged(machine.nIter)];
    for (const warning of warnings) warn(this.type, warning);
    this.fitted = {
      featureNames: matrix.names,
      support: support.map((row) => kept?.[row] ?? row),
      supportVectors: matrix.take(support).toArrays(),
      coefficients: Array.from(machine.coefficients),
      intercept: machine.intercept,
      gamma,
      observations: rows,
      nIter: machine.nIter,
      converged: machine.converged,
      warnings,
    };
    return this;
  }

  /** One number for each row, in the unit of y. */
  predict(X: Features): number[] {
    const { supportVectors, coefficients, intercept, gamma, featureNames } = this.state;
    const matrix = checkFeatures(X, this.type, featureNames);
    const machine = {
      vectors: Float64Array.from(supportVectors.flat()),
      coefficients: Float64Array.from(coefficients),
      intercept,
    };
    return Array.from(decide(matrix, machine, { kind: this.params.kernel, gamma }));
  }

  /** R². */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return r2Score(y, this.predict(X), options);
  }

  /** The columns it was fitted on, in their order: names of a table or matrix, else x0, x1, … */
  get featureNames(): readonly string[] {
    return this.state.featureNames;
  }

  /** The rows that the curve rests on. */
  get support(): readonly number[] {
    return this.state.support;
  }

  /** Their values: one line for each row of `support`. */
  get supportVectors(): readonly (readonly number[])[] {
    return this.state.supportVectors;
  }

  /** The weight of each support vector. */
  get dualCoef(): readonly number[] {
    return this.state.coefficients;
  }

  /** In the unit of y. */
  get intercept(): number {
    return this.state.intercept;
  }

  /** What "scale" or "auto" have come to. */
  get gamma(): number {
    return this.state.gamma;
  }

  /** Steps of the solver. */
  get nIter(): number {
    return this.state.nIter;
  }

  /** Whether it came to an end before `maxIter`. */
  get converged(): boolean {
    return this.state.converged;
  }

  /** What was wrong with the fit; empty when all went well. */
  get warnings(): readonly BilingualText[] {
    return this.state.warnings;
  }

  protected override get stateShape(): Shape {
    return record({
      featureNames: columnNames,
      support: list(counting, "support vectors"),
      supportVectors: list(list(numeric, "columns"), "support vectors"),
      coefficients: list(numeric, "support vectors"),
      intercept: numeric,
      gamma: numeric,
      observations: counting,
      ...progressShapes,
    });
  }

  override toString(): string {
    return this.isFitted ? this.describe().en : super.toString();
  }

  override [display](): DisplayBundle {
    return this.isFitted ? bilingualLine(this.describe()) : super[display]();
  }

  private describe(): BilingualText {
    const { support, observations } = this.state;
    const { kernel, C, epsilon } = this.params;
    const settings = `${kernel}, C = ${C}, epsilon = ${epsilon}`;
    return {
      en: `SVR (${settings}): ${support.length} of ${observations} rows are support vectors`,
      "zh-CN": `SVR（${settings}）：${observations} 行中有 ${support.length} 个支持向量`,
    };
  }
}
