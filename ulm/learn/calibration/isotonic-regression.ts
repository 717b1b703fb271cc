import { checkpoint } from "../../compute/index.ts";
import { checkParameters, Estimator, finite, flag, oneOf, orNull, ParameterError } from "../../data/index.ts";
import type { Features, Labels, Matrix } from "../../data/index.ts";
import { columnNames, list, numeric, record } from "../../data/state-shape.ts";
import type { Shape } from "../../data/state-shape.ts";
import { checkFeatures, FeatureError } from "../check-features.ts";
import { r2Score } from "../metrics/index.ts";
import type { Regressor } from "../model.ts";
import { weighedRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { regressionTargets } from "../regression-targets.ts";
import { fitIsotonic, isotonicAt } from "./fit-isotonic.ts";

/** What `IsotonicRegression` takes, with defaults for all. */
export interface IsotonicRegressionParams {
  /** Never falling (true, the default) or never rising. */
  increasing: boolean;
  /** No prediction is below; `null`, the default, for no limit. */
  yMin: number | null;
  /** No prediction is above; `null`, the default, for no limit. */
  yMax: number | null;
  /** Beyond the x that were fitted: go on level ("clip", the default) or refuse ("raise"). */
  outOfBounds: "clip" | "raise";
}

interface IsotonicRegressionState {
  readonly featureNames: readonly string[];
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** The curve that never falls (or never rises) and is nearest to the points in squares, scikit-learn's `IsotonicRegression`, of one column. */
export class IsotonicRegression
  extends Estimator<IsotonicRegressionParams, IsotonicRegressionState>
  implements Regressor
{
  readonly type = "IsotonicRegression";
  readonly kind = "regressor";

  constructor(params: Partial<IsotonicRegressionParams> = {}) {
    super({ increasing: true, yMin: null, yMax: null, outOfBounds: "clip" }, params);
    checkParameters(this.type, this.params, {
      increasing: flag,
      yMin: orNull(finite),
      yMax: orNull(finite),
      outOfBounds: oneOf("clip", "raise"),
    });
    const { yMin, yMax } = this.params;
    if (yMin !== null && yMax !== null && !(yMin < yMax)) {
      throw new ParameterError(`IsotonicRegression: yMin ${yMin} must be below yMax ${yMax}.`);
    }
  }

  /**
   * @param X one column of finite numbers
   * @param y finite numbers
   * @param options.sampleWeight how much each row counts. Default all alike
   * @throws FeatureError for more than one column, or values that are missing or infinite
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const counting = weighedRows(this.oneColumn(X), y, options, this.type);
    const { X: matrix } = counting;
    const targets = regressionTargets(counting.y, matrix.rows, this.type);
    await checkpoint(0, 1, this.type);
    const sign = this.params.increasing ? 1 : -1;
    const curve = fitIsotonic(
      matrix.data,
      targets.map((value) => sign * value),
      counting.weights,
    );
    const limited = curve.y.map((value) => this.limit(sign * value));
    this.fitted = { featureNames: matrix.names, x: curve.x, y: limited };
    return this;
  }

  /** The curve at each row, straight between the fitted points. @throws FeatureError for x beyond them with outOfBounds "raise" */
  predict(X: Features): number[] {
    const { x, y, featureNames } = this.state;
    const { data } = this.oneColumn(X, featureNames);
    const outside = data.findIndex((value) => value < x[0]! || value > x.at(-1)!);
    if (outside >= 0 && this.params.outOfBounds === "raise") {
      throw new FeatureError(
        `IsotonicRegression: row ${outside} is ${data[outside]}, outside of the fitted ${x[0]} … ${x.at(-1)}.`,
      );
    }
    return Array.from(data, (value) => isotonicAt({ x, y }, value));
  }

  protected override get stateShape(): Shape {
    return record({ featureNames: columnNames, x: list(numeric, "points", 1), y: list(numeric, "points") });
  }

  /** R². */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return r2Score(y, this.predict(X), options);
  }

  /** The points between which the curve runs in straight lines. */
  get curve(): { readonly x: readonly number[]; readonly y: readonly number[] } {
    const { x, y } = this.state;
    return { x, y };
  }

  private oneColumn(X: Features, names?: readonly string[]): Matrix {
    const matrix = checkFeatures(X, this.type, names);
    if (matrix.columns === 1) return matrix;
    throw new FeatureError(`IsotonicRegression takes one column, but X has ${matrix.columns}.`);
  }

  private limit(value: number): number {
    const { yMin, yMax } = this.params;
    return Math.min(yMax ?? Infinity, Math.max(yMin ?? -Infinity, value));
  }
}
