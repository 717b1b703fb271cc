import { searchResults } from "../../chart/search-results.ts";
import { withChart } from "../../chart/with-chart.ts";
import { checkpoint, quietly } from "../../compute/index.ts";
import {
  countRows,
  display,
  flag,
  gatherWarnings,
  ParameterError,
  Table,
  takeFeatures,
  takeLabels,
  UnknownParameterError,
} from "../../data/index.ts";
import type { DisplayBundle, EstimatorJson, Features, Label, Labels, Matrix, ParameterRule } from "../../data/index.ts";
import { bilingualHtml, bilingualPlain } from "../../data/bilingual-html.ts";
import { paramsText, valueText } from "../../data/params-text.ts";
import { checkTargets } from "../check-targets.ts";
import { MetaModel } from "../compose/meta-model.ts";
import type { MetaParams, MetaState } from "../compose/meta-model.ts";
import type { Model } from "../model.ts";
import { responds } from "../responds.ts";
import type { Response } from "../responds.ts";
import { weighedRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { CrossValScores } from "../validation/cross-val-score.ts";
import { fitFold, foldsOrSplitter, splitterFor } from "../validation/fit-folds.ts";
import { describeSplitter, reviveSplitter } from "../validation/revive-splitter.ts";
import type { FoldChoice } from "../validation/revive-splitter.ts";
import { scoreFold } from "../validation/score-fold.ts";
import { scorerFor } from "../validation/scoring.ts";
import type { ScoringName } from "../validation/scoring.ts";
import { errorScoreRule, FailedScores } from "./failed-scores.ts";
import type { ErrorScore } from "./failed-scores.ts";
import { describeValues, reviveValues } from "./values-as-json.ts";

/** What all searches take; `estimator` must be given. */
export interface SearchParams extends MetaParams {
  /** What decides. Default (`null`) the model's own `score`. */
  scoring: ScoringName | null;
  /** Number of folds (stratified for classifiers), or a splitter; JSON can hold the library's. Default 5. */
  cv: FoldChoice;
  /** Fit the best parameters on all rows at the end. Default true; without, the search only reports. */
  refit: boolean;
  /**
   * What a fold scores in which a candidate cannot be fitted or scored; a warning says why. "raise": the search fails with the first such
   * error. Default NaN, which ranks last. When nothing can be fitted the search fails in any case.
   */
  errorScore: ErrorScore;
}

/** What values the parameters of every search may have. */
export const searchRules = { cv: foldsOrSplitter, refit: flag, errorScore: errorScoreRule } satisfies Record<
  string,
  ParameterRule
>;

/** What every search does unless it is told otherwise. */
export const searchDefaults = { scoring: null, cv: 5, refit: true, errorScore: NaN } as const;

/** Parameters that were tried, and how they did. */
export interface Trial {
  /** By name; estimators among them as JSON. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The score of each fold; `errorScore` where there is none. */
  readonly scores: readonly number[];
}

/** A `Trial` as JSON, which has no word for NaN. */
interface TrialJson {
  readonly params: unknown;
  readonly scores: readonly (number | null)[];
}

interface SearchState extends MetaState {
  readonly trials: readonly Trial[];
  readonly best: number;
}

/** What tries parameters by cross-validation and then is the best model. */
export abstract class SearchModel<Params extends SearchParams> extends MetaModel<Params, SearchState> {
  constructor(defaults: Omit<Params, "estimator">, params: Partial<Params> & MetaParams) {
    const { cv, errorScore } = params;
    super(defaults, { ...params, cv: reviveSplitter(cv), errorScore: (errorScore as number | null) ?? NaN });
  }

  /** The parameter that says what is tried. */
  protected abstract readonly tried: keyof Params & string;

  /** The parameters to try. */
  protected abstract candidates(): Record<string, unknown>[];

  /**
   * @param options.groups rows that belong together, for `GroupKFold`
   * @param options.sampleWeight how much each row counts when models learn; the scores of folds count rows alike, as scikit-learn's do
   * @throws FeatureError for targets that the model cannot learn, and whatever the model throws
   */
  async fit(X: Features, y: Labels, options: { groups?: Labels } & WeightOptions = {}): Promise<this> {
    this.fitted = undefined;
    this.fitted = await gatherWarnings(() => this.search(X, y, options));
    return this;
  }

  private async search(X: Features, y: Labels, options: { groups?: Labels } & WeightOptions): Promise<SearchState> {
    const counting = weighedRows(takeFeatures(X, this.type), y, options, this.type);
    const { X: features, y: labels, kept, weights: sampleWeight } = counting;
    checkTargets(this.kind, labels, countRows(features), this.type);
    const { estimator, cv, scoring, refit, errorScore } = this.params;
    const score = scorerFor(scoring ?? undefined);
    const candidates = this.candidates();
    checkNames(estimator, candidates);
    const groups = kept && options.groups ? takeLabels(options.groups, kept) : options.groups;
    const folds = splitterFor(estimator, cv).split(features, labels, groups);
    const total = candidates.length * folds.length + Number(refit);
    const trials: Trial[] = [];
    const failed = new FailedScores(this.type, errorScore);
    for (const [index, params] of candidates.entries()) {
      const scores: number[] = [];
      for (const place of folds.keys()) {
        await checkpoint(index * folds.length + place, total, this.type);
        const fitAndScore = async () => {
          const model = estimator.withParams(params);
          return scoreFold(score, await fitFold(model, features, labels, folds, place, { sampleWeight }));
        };
        scores.push(await failed.score(params, fitAndScore));
      }
      trials.push({ params, scores });
    }
    const means = trials.map(({ scores }) => new CrossValScores(scores).mean);
    failed.tell(means, candidates.length * folds.length);
    const best = means.reduce((leader, mean, index) => (isBetter(mean, means[leader]!) ? index : leader), 0);
    if (refit) await checkpoint(total - 1, total, this.type);
    const chosen = estimator.withParams(candidates[best]!);
    const winner = refit ? [await quietly(() => chosen.fit(features, labels, { sampleWeight }))] : [];
    return { trials, best, models: winner };
  }

  /** Fitted on all rows with the best parameters. @throws ParameterError without `refit` */
  get bestEstimator(): Model {
    const [model] = this.state.models;
    if (model === undefined) throw new ParameterError(`${this.type} was told not to refit: it has no best estimator.`);
    return model;
  }

  /** The parameters that did best. */
  get bestParams(): Readonly<Record<string, unknown>> {
    return this.state.trials[this.state.best]!.params;
  }

  /** Mean over the folds. It is a little too good, for it was chosen: judge the best estimator on rows of its own. */
  get bestScore(): number {
    return this.bestScores.mean;
  }

  /** Their score in each fold. */
  get bestScores(): CrossValScores {
    return new CrossValScores(this.state.trials[this.state.best]!.scores);
  }

  /**
   * One row for each candidate, in the order tried: its parameters, mean and spread of the score, rank (1 is best). Where a fold has no score
   * mean and spread are missing, and the candidate ranks last.
   */
  get results(): Table {
    const scores = this.state.trials.map((trial) => new CrossValScores(trial.scores));
    return Table.fromObjects(
      this.state.trials.map(({ params }, index) => ({
        ...Object.fromEntries(Object.entries(params).map(([name, value]) => [name, cellOf(value)])),
        meanScore: scores[index]!.mean,
        standardDeviation: scores[index]!.standardDeviation,
        rank: 1 + scores.filter(({ mean }) => isBetter(mean, scores[index]!.mean)).length,
      })),
    );
  }

  /** What the best estimator says of each row. */
  predict(X: Features): Label[] {
    return this.bestEstimator.predict(X);
  }

  /** Of the best estimator. @throws ParameterError where it has none */
  predictProba(X: Features): Matrix {
    return this.ask("predictProba", X);
  }

  /** Of the best estimator. @throws ParameterError where it has none */
  decisionFunction(X: Features): Matrix {
    return this.ask("decisionFunction", X);
  }

  /** Whether the best estimator has the method. */
  responds(method: Response): boolean {
    return responds(this.fitted?.models[0] ?? this.params.estimator, method);
  }

  /** What decided the search, of other rows. */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    return scorerFor(this.params.scoring ?? undefined)(this.bestEstimator, X, y, options);
  }

  /** Of the best estimator; empty of a regression. */
  get classes(): readonly Label[] {
    return this.bestEstimator.classes ?? [];
  }

  /** @throws ParameterError for a splitter, a scoring function or values to try that JSON cannot hold */
  override toJSON(): EstimatorJson {
    const { params, type, tried } = this;
    if (typeof params.scoring === "function") {
      throw new ParameterError(
        `${type}: scoring is a function, which JSON cannot hold. Save its bestEstimator instead.`,
      );
    }
    const where = `${type}: ${tried}`;
    const json = super.toJSON() as EstimatorJson & { state?: SearchState };
    const written = { cv: describeSplitter(params.cv, type), [tried]: describeValues(params[tried], where) };
    const trials = json.state?.trials.map((trial): TrialJson => {
      return { params: describeValues(trial.params, where), scores: trial.scores.map((score) => numberOrNull(score)) };
    });
    return {
      ...json,
      params: { ...json.params, ...written, errorScore: numberOrNull(params.errorScore) },
      ...(json.state === undefined ? {} : { state: { ...json.state, trials } }),
    };
  }

  protected override restore(state: object): void {
    const { trials } = state as { trials: readonly TrialJson[] };
    const revived = trials.map(({ params, scores }) => {
      return { params: reviveValues(params), scores: scores.map((score) => score ?? NaN) };
    });
    super.restore({ ...state, trials: revived });
  }

  override toString(): string {
    if (!this.isFitted) return super.toString();
    const { trials } = this.state;
    return `${this.type}: best of ${trials.length} candidates, ${paramsText(this.bestParams)}: ${this.bestScores}`;
  }

  override [display](): DisplayBundle {
    if (!this.isFitted) return super[display]();
    const [best, score] = [paramsText(this.bestParams), this.bestScore.toFixed(4)];
    const caption = { en: `Best: ${best}; score ${score}`, "zh-CN": `最佳：${best}；得分 ${score}` };
    const table = this.results.orderBy("rank")[display]();
    const figures = {
      "text/html": `<p>${bilingualHtml(caption)}</p>${table["text/html"] as string}`,
      "text/plain": `${bilingualPlain(caption)}\n${table["text/plain"] as string}`,
    };
    return this.state.trials.length > 1 ? withChart(searchResults(this), figures) : figures;
  }

  private ask(method: "predictProba" | "decisionFunction", X: Features): Matrix {
    const model = this.bestEstimator;
    if (model[method] === undefined) throw new ParameterError(`${model.type} has no ${method}.`);
    return model[method](X);
  }
}

/** What is no parameter at all is a mistake in the grid, to be known before the first fit. @throws UnknownParameterError */
function checkNames(estimator: Model, candidates: readonly object[]): void {
  for (const params of candidates) {
    try {
      estimator.withParams(params);
    } catch (error) {
      // Values that make no sense, alone or together, are told with what else fails.
      if (error instanceof UnknownParameterError) throw error;
    }
  }
}

/** NaN is worse than every score. */
function isBetter(score: number, other: number): boolean {
  return score > other || (Number.isNaN(other) && !Number.isNaN(score));
}

/** JSON has no word for NaN. */
function numberOrNull<Value>(value: Value): Value | null {
  return Number.isNaN(value) ? null : value;
}

function cellOf(value: unknown): unknown {
  return (typeof value === "object" && value !== null) || typeof value === "function" ? valueText(value) : value;
}
