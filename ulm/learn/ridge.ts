import { bilingualTable, checkParameters, display, flag, notNegative, Table } from "../data/index.ts";
import type { BilingualText, DisplayBundle, Features, Labels } from "../data/index.ts";
import { columnNames, counting, list, logical, numeric, record } from "../data/state-shape.ts";
import type { Shape } from "../data/state-shape.ts";
import { InferenceError, weightedInference } from "./inference-error.ts";
import { coefficientTable } from "./linear/coefficient-table.ts";
import type { LeastSquaresFit } from "./linear/fit-least-squares.ts";
import { LinearRegressor } from "./linear/linear-regressor.ts";
import type { LinearState } from "./linear/linear-regressor.ts";
import type { WeightOptions } from "./sample-weight.ts";

/** How strong the penalty is, and whether there is an intercept. */
export interface RidgeParams {
  /** Strength of the penalty: Σ (y − ŷ)² + alpha Σ β². 0 is least squares. Default 1. */
  alpha: number;
  /** Default true. The intercept is never penalised. */
  fitIntercept: boolean;
}

interface RidgeState extends LinearState {
  /** Rows fitted on. */
  readonly observations: number;
  /** Whether rows came with weights. */
  readonly isWeighted: boolean;
  readonly residualSquares: number;
  /** Of the coefficients, the intercept last, in units of the variance of the errors; empty where columns are more than rows. */
  readonly variances: readonly number[];
  /** The trace of the matrix that makes predictions of y; 0 where columns are more than rows. */
  readonly effectiveParameters: number;
}

/**
 * Least squares with an L2 penalty, scikit-learn's `Ridge` (A. E. Hoerl, R. W. Kennard, "Ridge regression", Technometrics 12, 1970). Where
 * columns nearly depend on each other and the penalty is weak, it becomes a row of its own for each coefficient in the same
 * least-squares problem, solved by Householder reflections: no digits are lost to squaring.
 *
 * Its standard errors tell how far coefficients would scatter about their own mean from sample to sample. The penalty draws that mean
 * towards 0, so that no p values and confidence intervals of the true coefficients follow: for these fit a `LinearRegression`.
 */
export class Ridge extends LinearRegressor<RidgeParams, RidgeState> {
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
    const { alpha } = this.params;
    const fit = await this.leastSquares(X, y, alpha, options);
    const { coef, intercept, featureNames, observations, isWeighted, residualSquares } = fit;
    const scatter = scatterOf(fit, alpha);
    this.fitted = { coef, intercept, featureNames, observations, isWeighted, residualSquares, ...scatter };
    return this;
  }

  /** Rows fitted on. */
  get observations(): number {
    return this.state.observations;
  }

  /**
   * Of how many free coefficients predictions make use, the intercept included: the trace of X(XᵀX + alpha)⁻¹Xᵀ (Hastie, Tibshirani &
   * Friedman, "The Elements of Statistical Learning", 2nd ed., equation 3.50). @throws InferenceError for more columns than rows
   */
  get effectiveParameters(): number {
    if (this.state.variances.length === 0) throw new InferenceError(texts.wide.en);
    return this.state.effectiveParameters;
  }

  /** Why there are no standard errors; `undefined` when there are. */
  get whyNoInference(): string | undefined {
    return this.problem?.en;
  }

  /** σ̂: the standard deviation of the errors, in the units of y, from rows less `effectiveParameters`. @throws InferenceError */
  get residualStandardError(): number {
    const reason = this.whyNoInference;
    if (reason !== undefined) throw new InferenceError(reason);
    return Math.sqrt(this.state.residualSquares / (this.observations - this.effectiveParameters));
  }

  protected override get stateShape(): Shape {
    return record({
      featureNames: columnNames,
      coef: list(numeric, "columns"),
      intercept: numeric,
      observations: counting,
      isWeighted: logical,
      residualSquares: numeric,
      variances: list(numeric),
      effectiveParameters: numeric,
    });
  }

  /**
   * In the order of `coefficientNames`: roots of the diagonal of σ̂² (XᵀX + alpha)⁻¹ XᵀX (XᵀX + alpha)⁻¹ (Hoerl & Kennard, section 4).
   * @throws InferenceError for weighted fits, and more columns than rows
   */
  get standardErrors(): number[] {
    const scale = this.residualStandardError;
    const errors = this.state.variances.map((variance) => scale * Math.sqrt(variance));
    return this.params.fitIntercept ? [errors.at(-1)!, ...errors.slice(0, -1)] : errors;
  }

  /** One row for each coefficient: name, coefficient, and, where there is one, its standard error. */
  summary(): Table {
    const errors = this.whyNoInference === undefined ? this.standardErrors : undefined;
    return Table.fromObjects(
      this.coefficients().map((coefficient, index) => ({
        name: this.coefficientNames[index]!,
        coefficient,
        ...(errors && { standardError: errors[index]! }),
      })),
    );
  }

  override toString(): string {
    return this.isFitted ? (this[display]()["text/plain"] as string) : super.toString();
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const { heads, rows } = coefficientTable(this.summary());
    return bilingualTable({ en: "Ridge regression", "zh-CN": "岭回归" }, heads, rows, this.problem ?? texts.biased);
  }

  private get problem(): BilingualText | undefined {
    const { isWeighted, variances, observations, effectiveParameters } = this.state;
    if (isWeighted) return weightedInference;
    if (variances.length === 0) return texts.wide;
    return observations > effectiveParameters ? undefined : texts.nothingLeft;
  }
}

const texts = {
  wide: {
    en: "There are more columns than rows, so that nothing tells how far coefficients may be off.",
    "zh-CN": "列数多于行数，无法估计标准误。",
  },
  nothingLeft: {
    en: "There are as many coefficients as rows, so that nothing is left to tell how far they may be off.",
    "zh-CN": "系数与行数一样多，无法估计标准误。",
  },
  biased: {
    en: "The penalty draws coefficients towards 0; standard errors are of their scatter alone, and do not contain this bias.",
    "zh-CN": "惩罚项使系数偏向 0；标准误只反映系数的波动，不包含这一偏差。",
  },
} satisfies Record<string, BilingualText>;

/** M XᵀX M and the trace of M XᵀX, with M = (XᵀX + alpha)⁻¹ and so XᵀX = M⁻¹ − alpha, which spares the product; the intercept is free. */
function scatterOf(
  { coef, inverse }: LeastSquaresFit,
  alpha: number,
): Pick<RidgeState, "variances" | "effectiveParameters"> {
  const size = Math.round(Math.sqrt(inverse.length));
  const penalised = Math.min(size, coef.length);
  const variances: number[] = [];
  let effectiveParameters = size;
  for (let index = 0; index < size; index++) {
    const line = inverse.slice(index * size, index * size + penalised);
    const drawn = line.reduce((sum, value) => sum + value ** 2, 0);
    variances.push(Math.max(0, inverse[index * (size + 1)]! - alpha * drawn));
    if (index < penalised) effectiveParameters -= alpha * inverse[index * (size + 1)]!;
  }
  return { variances, effectiveParameters };
}
