import {
  between,
  bilingualTable,
  checkParameters,
  display,
  Estimator,
  flag,
  oneOf,
  positive,
  seed,
  wholeNumber,
  warn,
} from "../data/index.ts";
import type { BilingualText, DisplayBundle, Features, Label, Labels, Matrix } from "../data/index.ts";
import { classLabels, columnNames, decisionList, list, numeric, record } from "../data/state-shape.ts";
import type { Shape } from "../data/state-shape.ts";
import { checkFeatures } from "./check-features.ts";
import { checkClassWeight, classTargets, rowWeights } from "./class-targets.ts";
import type { ClassTargets, ClassWeight } from "./class-targets.ts";
import { allConverged, notConverged, progressShapes } from "./iterative.ts";
import type { Iterative } from "./iterative.ts";
import { likeliestClasses } from "./likeliest-classes.ts";
import { linearDecisions } from "./linear/linear-decisions.ts";
import { accuracyScore } from "./metrics/index.ts";
import type { Model } from "./model.ts";
import { weighedRows } from "./sample-weight.ts";
import type { WeightOptions } from "./sample-weight.ts";
import { fitLinearMachines } from "./svm/fit-linear-machines.ts";
import type { MachineSides } from "./svm/fit-linear-machines.ts";

/** What `LinearSVC` takes, with defaults for all. */
export interface LinearSVCParams {
  /** What a row on the wrong side of its margin costs: the square of how far, the default, or how far ("hinge", as `SVC`). */
  loss: "squaredHinge" | "hinge";
  /** How hard errors are punished: less allows a wider margin. Default 1. */
  C: number;
  /** Default true. */
  fitIntercept: boolean;
  /** The intercept is punished as the weight of one more column with this value, 1e-50 to 1e50: the larger, the less. Default 1. */
  interceptScaling: number;
  /** "balanced", weights by label, or none (`null`, the default). */
  classWeight: ClassWeight;
  /** Stop when Newton's decrement is this small, or with "hinge" no optimality condition is violated by more. Default 1e-4. */
  tol: number;
  /** Steps of Newton's method, or with "hinge" rounds over all rows. Default 1000. */
  maxIter: number;
  /** Decides the order of rows, with "hinge". Default 0. */
  randomState: number;
}

interface LinearSVCState {
  readonly featureNames: readonly string[];
  readonly classes: readonly Label[];
  readonly coef: readonly (readonly number[])[];
  readonly intercept: readonly number[];
  readonly nIter: number;
  readonly converged: boolean;
  readonly warnings: readonly BilingualText[];
}

/**
 * Linear support vector machine for many rows, scikit-learn's `LinearSVC` with its L2 penalty: time grows with the rows, not with their
 * square as that of `SVC({ kernel: "linear" })`, from which it differs in the loss and in that the intercept is penalised. For more than two
 * classes one machine for each against the rest. Bring columns to one scale first (StandardScaler); for probabilities put it into a
 * `CalibratedClassifierCV`. Squared hinge is fitted by Newton's method on the primal problem, hinge by coordinate descent on the dual.
 *
 * Fitted: `coef` has one row for two classes (it speaks for the second, `classes[1]`), else one for each class; `intercept` likewise.
 */
export class LinearSVC extends Estimator<LinearSVCParams, LinearSVCState> implements Model, Iterative {
  readonly type = "LinearSVC";
  readonly kind = "classifier";

  constructor(params: Partial<LinearSVCParams> = {}) {
    super(
      {
        ...{ loss: "squaredHinge", C: 1, fitIntercept: true, interceptScaling: 1, classWeight: null },
        ...{ tol: 1e-4, maxIter: 1000, randomState: 0 },
      },
      params,
    );
    checkParameters(this.type, this.params, {
      loss: oneOf("squaredHinge", "hinge"),
      C: positive,
      fitIntercept: flag,
      interceptScaling: between(1e-50, 1e50),
      tol: positive,
      maxIter: wholeNumber(1),
      randomState: seed,
    });
    checkClassWeight(this.params.classWeight, this.type);
  }

  /**
   * @param X rows of finite numbers
   * @param y one class for each row
   * @param options.sampleWeight how much each row counts. Default all alike
   * @throws FeatureError for missing or infinite values, text columns, or one class only
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    const { params, type } = this;
    const counting = weighedRows(checkFeatures(X, type), y, options, type);
    const { X: matrix } = counting;
    const targets = classTargets(counting.y, matrix.rows, type);
    const sides = this.sides(targets, counting.weights);
    const machines = await fitLinearMachines(matrix, sides, { ...params, label: type });
    const { nIter, converged } = allConverged(machines);
    const warnings = converged ? [] : [notConverged(nIter)];
    for (const warning of warnings) warn(type, warning);
    this.fitted = {
      featureNames: matrix.names,
      classes: targets.classes,
      coef: machines.map(({ weights }) => Array.from(weights)),
      intercept: machines.map(({ intercept }) => intercept),
      nIter,
      converged,
      warnings,
    };
    return this;
  }

  /** The class of each row: that with the largest decision. */
  predict(X: Features): Label[] {
    return likeliestClasses(this.decisionFunction(X), this.classes);
  }

  /** How far each row is on the side of the second of two classes (one column), else of each class. */
  decisionFunction(X: Features): Matrix {
    const { coef, intercept, classes, featureNames } = this.state;
    return linearDecisions(checkFeatures(X, this.type, featureNames), coef, intercept, classes);
  }

  /** Accuracy. */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return accuracyScore(y, this.predict(X), options);
  }

  /** Ascending. */
  get classes(): readonly Label[] {
    return this.state.classes;
  }

  /** The columns it was fitted on, in their order: names of a table or matrix, else x0, x1, … */
  get featureNames(): readonly string[] {
    return this.state.featureNames;
  }

  /** One row for two classes (it speaks for the second), else one for each class; columns in the order of `featureNames`. */
  get coef(): readonly (readonly number[])[] {
    return this.state.coef;
  }

  /** For each row of `coef`; 0 without an intercept. */
  get intercept(): readonly number[] {
    return this.state.intercept;
  }

  /** Rounds or steps of the longest of its machines. */
  get nIter(): number {
    return this.state.nIter;
  }

  /** Whether every machine came to an end before `maxIter`. */
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
      classes: classLabels,
      coef: decisionList(list(numeric, "columns")),
      intercept: decisionList(numeric),
      ...progressShapes,
    });
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const { featureNames, classes, coef, intercept } = this.state;
    const { C, loss } = this.params;
    const spoken = coef.length === 1 ? [classes[1]!] : classes;
    const cells = (name: string, values: readonly number[]) => [name, ...values.map((value) => value.toPrecision(5))];
    return bilingualTable(
      {
        en: `Linear support vector machine, ${loss === "hinge" ? "hinge" : "squared hinge"} loss, C = ${C}`,
        "zh-CN": `线性支持向量机，${loss === "hinge" ? "合页" : "平方合页"}损失，C = ${C}`,
      },
      [
        { en: "weight for", "zh-CN": "权重（针对）" },
        ...spoken.map((label) => ({ en: String(label), "zh-CN": String(label) })),
      ],
      [
        ...featureNames.map((name, column) =>
          cells(
            name,
            coef.map((weights) => weights[column]!),
          ),
        ),
        ...(this.params.fitIntercept ? [cells("intercept", intercept)] : []),
      ],
    );
  }

  /**
   * Of which side rows are for each machine, and how much they count. As LIBLINEAR's, of more than two classes only the one that a machine
   * speaks for counts by its weight, and the rest by theirs as rows.
   */
  private sides(targets: ClassTargets, own: Float64Array | undefined): MachineSides[] {
    const { codes, classes } = targets;
    const { C, classWeight } = this.params;
    const weights = rowWeights(targets, classWeight, this.type, own);
    const isTwo = classes.length === 2;
    return (isTwo ? [1] : [...classes.keys()]).map((code) => ({
      signs: Float64Array.from(codes, (other) => (other === code ? 1 : -1)),
      limits: weights.map((weight, row) => C * (isTwo || codes[row] === code ? weight : (own?.[row] ?? 1))),
    }));
  }
}
