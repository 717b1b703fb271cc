import { thresholdScores } from "../../chart/threshold-scores.ts";
import { withChart } from "../../chart/with-chart.ts";
import { quietly } from "../../compute/index.ts";
import { bilingualTable } from "../../data/bilingual-table.ts";
import {
  checkParameters,
  countRows,
  display,
  gatherWarnings,
  oneOf,
  ParameterError,
  Table,
  takeFeatures,
  toLabels,
  uniqueLabels,
} from "../../data/index.ts";
import type { DisplayBundle, EstimatorJson, Features, Labels } from "../../data/index.ts";
import { checkTargets } from "../check-targets.ts";
import type { MetaParams } from "../compose/meta-model.ts";
import { withoutWarnings } from "../metrics/zero-division.ts";
import type { Model } from "../model.ts";
import { weighedRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { fitFold, foldsOrSplitter, splitterFor } from "../validation/fit-folds.ts";
import type { FittedFold } from "../validation/fit-folds.ts";
import { describeSplitter, reviveSplitter } from "../validation/revive-splitter.ts";
import type { FoldChoice } from "../validation/revive-splitter.ts";
import { scoreFold } from "../validation/score-fold.ts";
import { scorerFor } from "../validation/scoring.ts";
import type { Scorer, ScoringName } from "../validation/scoring.ts";
import { ThresholdModel } from "./threshold-model.ts";
import type { ThresholdState } from "./threshold-model.ts";
import { labelsFrom, positiveScores, responseOf } from "./threshold-response.ts";
import type { ResponseMethod } from "./threshold-response.ts";

/** What a `TunedThresholdClassifierCV` takes. */
export interface TunedThresholdClassifierCVParams extends MetaParams {
  /**
   * What the threshold is to make best: a score of predicted classes, such as "f1", or a function that asks the model to `predict`, such as the profit
   * of a campaign. Default "balancedAccuracy".
   */
  scoring: ScoringName | Scorer;
  /** How many thresholds are tried, evenly between the lowest and the highest score, or the thresholds themselves, ascending. Default 100. */
  thresholds: number | readonly number[];
  /** Number of folds (stratified), or a splitter. Default 5. */
  cv: FoldChoice;
  /** What is compared with it. "auto", the default, is probabilities where there are some, else decisions. */
  responseMethod: ResponseMethod;
}

interface TunedState extends ThresholdState {
  readonly thresholds: readonly number[];
  /** The mean over the folds for each threshold. */
  readonly scores: readonly number[];
  readonly best: number;
}

/**
 * A classifier of two classes that decides by the threshold which did best in cross-validation, scikit-learn's `TunedThresholdClassifierCV`: 0.5 is the
 * right one only where both errors cost the same. The positive class is the larger one; the model inside is fitted on all rows at the end.
 * @example new TunedThresholdClassifierCV({ estimator, scoring: (model, X, y) => profitOf(y, model.predict(X)) })
 */
export class TunedThresholdClassifierCV extends ThresholdModel<TunedThresholdClassifierCVParams, TunedState> {
  readonly type = "TunedThresholdClassifierCV";

  constructor(params: Partial<TunedThresholdClassifierCVParams> & MetaParams) {
    super(
      { scoring: "balancedAccuracy", thresholds: 100, cv: 5, responseMethod: "auto" },
      { ...params, cv: reviveSplitter(params.cv) },
    );
    checkParameters(this.type, this.params, {
      thresholds: { words: "a whole number from 2, or finite numbers that rise", allows: areThresholds },
      cv: foldsOrSplitter,
      responseMethod: oneOf("auto", "predictProba", "decisionFunction"),
    });
    scorerFor(this.params.scoring);
  }

  /**
   * @param options.sampleWeight how much each row counts when models learn; scores count rows alike
   * @throws ParameterError unless there are two classes, and a model with probabilities or decisions that differ
   */
  async fit(X: Features, y: Labels, options: WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    this.fitted = await gatherWarnings(() => this.tune(X, y, options));
    return this;
  }

  /** The mean score over the folds at the threshold that was chosen. A little too good, for it was chosen. */
  get bestScore(): number {
    return this.state.scores[this.state.best]!;
  }

  /** One row for each threshold tried: `threshold`, `score`. */
  get cvResults(): Table {
    const { thresholds, scores } = this.state;
    return Table.fromObjects(thresholds.map((threshold, index) => ({ threshold, score: scores[index]! })));
  }

  /** @throws ParameterError for a splitter or a function that JSON cannot hold */
  override toJSON(): EstimatorJson {
    if (typeof this.params.scoring === "function") {
      throw new ParameterError(`${this.type}: scoring is a function, which JSON cannot hold. Save its model instead.`);
    }
    const json = super.toJSON();
    return { ...json, params: { ...json.params, cv: describeSplitter(this.params.cv, this.type) } };
  }

  override toString(): string {
    if (!this.isFitted) return super.toString();
    return `${this.type}: threshold ${this.threshold.toFixed(4)}, score ${this.bestScore.toFixed(4)}`;
  }

  /** The chart of thresholds and their scores, with the chosen one. */
  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const figures = bilingualTable(
      { en: "Tuned threshold", "zh-CN": "调优后的阈值" },
      [
        { en: "threshold", "zh-CN": "阈值" },
        { en: "mean score", "zh-CN": "平均得分" },
      ],
      [[this.threshold.toFixed(4), this.bestScore.toFixed(4)]],
    );
    return withChart(thresholdScores(this), figures);
  }

  private async tune(X: Features, y: Labels, options: WeightOptions): Promise<TunedState> {
    const counting = weighedRows(takeFeatures(X, this.type), y, options, this.type);
    const { X: features, y: labels, weights: sampleWeight } = counting;
    checkTargets(this.kind, labels, countRows(features), this.type);
    const { estimator, cv, responseMethod, scoring } = this.params;
    const classes = uniqueLabels(toLabels(labels));
    this.checkTwo(classes);
    const [method, scorer] = [responseOf(estimator, responseMethod), scorerFor(scoring)];
    const folds = splitterFor(estimator, cv).split(features, labels);
    const stage = (done: number) => ({ done, total: folds.length + 1, label: this.type });
    const curves: ThresholdCurve[] = [];
    for (const place of folds.keys()) {
      const fitted = await fitFold(estimator, features, labels, folds, place, stage(place), { sampleWeight });
      const scores = positiveScores(fitted.model, fitted.XTest, method);
      const tried = this.thresholdsOf(scores);
      curves.push({ thresholds: tried, scores: tried.map((cut) => scoreAt(cut, scores, fitted, scorer)) });
    }
    const whole = () => estimator.clone().fit(features, labels, { sampleWeight });
    const model = await quietly(whole, stage(folds.length));
    const ends = curves.flatMap((curve) => [curve.thresholds[0]!, curve.thresholds.at(-1)!]);
    const thresholds = this.thresholdsOf(Float64Array.from(ends));
    const means = thresholds.map(
      (cut) => curves.reduce((sum, curve) => sum + interpolate(curve, cut), 0) / curves.length,
    );
    const best = means.reduce((leader, mean, index) => (mean > means[leader]! ? index : leader), 0);
    return { models: [model], classes, method, threshold: thresholds[best]!, thresholds, scores: means, best };
  }

  /** Those that were given, or evenly spaced ones over the scores. */
  private thresholdsOf(scores: Float64Array): readonly number[] {
    const { thresholds } = this.params;
    if (typeof thresholds !== "number") return thresholds;
    const [low, high] = scores.reduce(
      ([a, b], score) => [Math.min(a!, score), Math.max(b!, score)],
      [Infinity, -Infinity],
    );
    if (!(high! - low! > 1e-8 * Math.abs(high!) + 1e-12)) {
      throw new ParameterError(`${this.type}: the estimator scores all rows alike, so that no threshold divides them.`);
    }
    const step = (high! - low!) / (thresholds - 1);
    return Array.from({ length: thresholds }, (_, index) => (index === thresholds - 1 ? high! : low! + index * step));
  }
}

/** Scores of one fold at ascending thresholds. */
interface ThresholdCurve {
  readonly thresholds: readonly number[];
  readonly scores: readonly number[];
}

/** The score of a fold's model that decides by this threshold. Few warn of thresholds that no row reaches: most of all do. */
function scoreAt(threshold: number, scores: Float64Array, fitted: FittedFold, scorer: Scorer): number {
  const classes = fitted.model.classes!;
  const predicted = labelsFrom(scores, threshold, classes);
  // It says of the test rows what it is asked here; probabilities do not depend on thresholds.
  const deciding = {
    ...{ type: fitted.model.type, kind: "classifier", classes, isFitted: true },
    predict: () => predicted,
  } as unknown as Model;
  return withoutWarnings(() => scoreFold(scorer, { ...fitted, model: deciding }));
}

/** Linear between the thresholds, constant beyond them. */
function interpolate({ thresholds, scores }: ThresholdCurve, at: number): number {
  const above = thresholds.findIndex((threshold) => threshold >= at);
  if (above === 0) return scores[0]!;
  if (above < 0) return scores.at(-1)!;
  const [low, high] = [thresholds[above - 1]!, thresholds[above]!];
  const slope = (scores[above]! - scores[above - 1]!) / (high - low);
  return slope * (at - low) + scores[above - 1]!;
}

function areThresholds(value: unknown): boolean {
  if (!Array.isArray(value)) return Number.isSafeInteger(value) && (value as number) >= 2;
  const numbers = value as unknown[];
  return (
    numbers.length > 0 &&
    numbers.every(
      (cut, index) => Number.isFinite(cut) && (index === 0 || (cut as number) > (numbers[index - 1] as number)),
    )
  );
}
