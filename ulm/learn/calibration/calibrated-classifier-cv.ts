import { quietly } from "../../compute/index.ts";
import {
  checkParameters,
  countRows,
  flag,
  gatherWarnings,
  Matrix,
  oneOf,
  ParameterError,
  takeFeatures,
  toLabels,
  uniqueLabels,
} from "../../data/index.ts";
import type { EstimatorJson, Features, Label, Labels } from "../../data/index.ts";
import { classLabels, decisionList, list, numeric, record } from "../../data/state-shape.ts";
import type { Shape } from "../../data/state-shape.ts";
import { estimatorList } from "../compose/revive-estimator.ts";
import { checkTargets } from "../check-targets.ts";
import { MetaModel } from "../compose/meta-model.ts";
import type { MetaParams, MetaState } from "../compose/meta-model.ts";
import { likeliestClasses } from "../likeliest-classes.ts";
import { accuracyScore } from "../metrics/index.ts";
import type { Model } from "../model.ts";
import { responds } from "../responds.ts";
import type { Response } from "../responds.ts";
import { weighedRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { crossValPredict } from "../validation/cross-val-predict.ts";
import { fitFold, foldsOrSplitter, splitterFor } from "../validation/fit-folds.ts";
import { describeSplitter, reviveSplitter } from "../validation/revive-splitter.ts";
import type { FoldChoice } from "../validation/revive-splitter.ts";
import { fitIsotonic, isotonicAt } from "./fit-isotonic.ts";
import type { IsotonicCurve } from "./fit-isotonic.ts";
import { fitSigmoid, sigmoidAt } from "./fit-sigmoid.ts";
import type { SigmoidCurve } from "./fit-sigmoid.ts";

/** What `CalibratedClassifierCV` takes; `estimator` must be given. */
export interface CalibratedClassifierCVParams extends MetaParams {
  /** "sigmoid" (Platt), good for few rows and S-shaped distortions, or "isotonic", any never falling curve, for 1000 rows and more. Default "sigmoid". */
  method: "sigmoid" | "isotonic";
  /** Number of folds (stratified), or a splitter. JSON keeps numbers and the library's splitters. Default 5. */
  cv: FoldChoice;
  /**
   * True, the default: a model and its curves for each fold, their probabilities averaged. False: one model on all rows, with curves from
   * predictions by cross-validation; smaller and quicker to ask.
   */
  ensemble: boolean;
}

type Curve = SigmoidCurve | IsotonicCurve;

const sigmoidShape = record({ slope: numeric, intercept: numeric });
const curveShape: Shape = (value, place) => {
  const isSteps = typeof value === "object" && value !== null && "x" in value;
  // Each curve has a number of points of its own.
  if (isSteps)
    record({ x: list(numeric, "points", 1), y: list(numeric, "points") })(value, { ...place, sizes: new Map() });
  else sigmoidShape(value, place);
};

interface CalibratedState extends MetaState {
  readonly classes: readonly Label[];
  /** For each model the curve of each class; of two classes of the second only. */
  readonly curves: readonly (readonly Curve[])[];
}

/**
 * Makes probabilities out of a classifier's scores that can be taken at their word, scikit-learn's `CalibratedClassifierCV`. Each curve is
 * fitted on rows that its model has not learnt from. The classifier is fitted anew in every fold, also when it is fitted already: there is no
 * `cv: "prefit"`.
 */
export class CalibratedClassifierCV extends MetaModel<CalibratedClassifierCVParams, CalibratedState> {
  readonly type = "CalibratedClassifierCV";

  constructor(params: Partial<CalibratedClassifierCVParams> & MetaParams) {
    super({ method: "sigmoid", cv: 5, ensemble: true }, { ...params, cv: reviveSplitter(params.cv) });
    checkParameters(this.type, this.params, {
      method: oneOf("sigmoid", "isotonic"),
      ensemble: flag,
      cv: foldsOrSplitter,
    });
    if (this.kind !== "classifier") {
      throw new ParameterError(`CalibratedClassifierCV: estimator must be a classifier, not a ${this.kind}.`);
    }
  }

  /**
   * @param options.sampleWeight how much each row counts, in the models and in their curves. Default all alike
   * @throws ParameterError for a classifier without decisions and probabilities, and what its own `fit` and the splitter throw
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    this.fitted = await gatherWarnings(() => this.learn(X, y, options));
    return this;
  }

  private async learn(X: Features, y: Labels, options: WeightOptions): Promise<CalibratedState> {
    const counting = weighedRows(takeFeatures(X, this.type), y, options, this.type);
    const { X: features, weights } = counting;
    checkTargets(this.kind, counting.y, countRows(features), this.type);
    const labels = toLabels(counting.y);
    const { estimator, cv, ensemble } = this.params;
    const classes = uniqueLabels(labels);
    const folds = splitterFor(estimator, cv).split(features, labels);
    if (!ensemble) {
      const scores = await crossValPredict(estimator, features, labels, {
        cv: { split: () => folds },
        method: scoreMethod(estimator),
        sampleWeight: weights,
      });
      const stage = { done: 0, total: 1, label: this.type };
      const model = await quietly(() => estimator.clone().fit(features, labels, { sampleWeight: weights }), stage);
      return { classes, models: [model], curves: [this.fitCurves(scores, labels, classes, weights)] };
    }
    const models: Model[] = [];
    const curves: Curve[][] = [];
    for (const [index, fold] of folds.entries()) {
      const stage = { done: index, total: folds.length, label: this.type };
      const { model, XTest, yTest } = await fitFold(estimator, features, labels, folds, index, stage, {
        sampleWeight: weights,
      });
      const ownWeights = weights && Float64Array.from(fold.test, (row) => weights[row]!);
      models.push(model);
      curves.push(this.fitCurves(scoresOf(model, XTest), toLabels(yTest), classes, ownWeights));
    }
    return { classes, models, curves };
  }

  /** The most probable class of each row. */
  predict(X: Features): Label[] {
    return likeliestClasses(this.predictProba(X), this.state.classes);
  }

  /** rows × classes, calibrated; each row sums to 1. */
  predictProba(X: Features): Matrix {
    const { models, curves, classes } = this.state;
    const parts = models.map((model, index) => calibrate(scoresOf(model, X), curves[index]!, classes.length));
    const rows = parts[0]!.length / classes.length;
    const mean = parts[0]!.map((_, cell) => parts.reduce((sum, part) => sum + part[cell]!, 0) / parts.length);
    return new Matrix(mean, rows, classes.length, classes.map(String));
  }

  /** Accuracy. */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return accuracyScore(y, this.predict(X), options);
  }

  /** Ascending. */
  get classes(): readonly Label[] {
    return this.state.classes;
  }

  /** The calibrated probability of a score of one of the fitted models, for drawing. */
  curveAt(score: number, model = 0, classIndex = 0): number {
    return probabilityAt(this.state.curves[model]![classIndex]!, score);
  }

  protected override get stateShape(): Shape {
    return record({
      models: estimatorList("models", 1),
      classes: classLabels,
      curves: list(decisionList(curveShape), "models"),
    });
  }

  override toJSON(): EstimatorJson {
    const json = super.toJSON();
    return { ...json, params: { ...json.params, cv: describeSplitter(this.params.cv, this.type) } };
  }

  private fitCurves(
    scores: Matrix,
    labels: readonly Label[],
    classes: readonly Label[],
    weights: Float64Array | undefined,
  ): Curve[] {
    const judged = classes.length === 2 ? [classes[1]!] : classes;
    return judged.map((label) => {
      const isOf = labels.map((other) => other === label);
      const column = scores.column(judged.length === 1 ? scores.columns - 1 : classes.indexOf(label));
      return this.params.method === "sigmoid"
        ? fitSigmoid(column, isOf, weights)
        : fitIsotonic(column, isOf.map(Number), weights);
    });
  }
}

function scoreMethod(model: Model): Response {
  return responds(model, "decisionFunction") ? "decisionFunction" : "predictProba";
}

/** Signed distances where the model has them, else probabilities. */
function scoresOf(model: Model, X: Features): Matrix {
  const method = scoreMethod(model);
  if (model[method] === undefined) throw new ParameterError(`${model.type} has neither decisions nor probabilities.`);
  return model[method](X);
}

/** rows × classes, row-major. Where all curves of several classes give 0 every class is equally probable. */
function calibrate(scores: Matrix, curves: readonly Curve[], classCount: number): Float64Array {
  const shares = new Float64Array(scores.rows * classCount);
  for (let row = 0; row < scores.rows; row++) {
    const values = scores.row(row);
    const own = shares.subarray(row * classCount, (row + 1) * classCount);
    if (curves.length === 1) {
      const probability = probabilityAt(curves[0]!, values.at(-1)!);
      own.set([1 - probability, probability]);
      continue;
    }
    curves.forEach((curve, index) => (own[index] = probabilityAt(curve, values[index]!)));
    const total = own.reduce((sum, value) => sum + value, 0);
    for (let index = 0; index < classCount; index++) own[index] = total === 0 ? 1 / classCount : own[index]! / total;
  }
  return shares;
}

function probabilityAt(curve: Curve, score: number): number {
  return "slope" in curve ? sigmoidAt(curve, score) : isotonicAt(curve, score);
}
