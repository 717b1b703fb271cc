import { searchResults } from "../../chart/search-results.ts";
import { withChart } from "../../chart/with-chart.ts";
import { quietly } from "../../compute/index.ts";
import {
  countRows,
  display,
  flag,
  gatherWarnings,
  ParameterError,
  Table,
  takeFeatures,
  takeLabels,
} from "../../data/index.ts";
import type { DisplayBundle, EstimatorJson, Features, Label, Labels, ParameterRule } from "../../data/index.ts";
import { damaged, dictionary, list, nullable, numeric, placeIn, record, textual } from "../../data/state-shape.ts";
import type { Shape } from "../../data/state-shape.ts";
import { estimatorList } from "../compose/revive-estimator.ts";
import { bilingualHtml, bilingualPlain } from "../../data/bilingual-html.ts";
import { paramsText } from "../../data/params-text.ts";
import { checkTargets } from "../check-targets.ts";
import { DelegatingModel } from "../compose/delegating-model.ts";
import type { MetaParams, MetaState } from "../compose/meta-model.ts";
import type { Model } from "../model.ts";
import { weighedRows } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { CrossValScores } from "../validation/cross-val-score.ts";
import { foldsOrSplitter, splitterFor } from "../validation/fit-folds.ts";
import { describeSplitter, reviveSplitter } from "../validation/revive-splitter.ts";
import type { FoldChoice } from "../validation/revive-splitter.ts";
import { namedScorers } from "../validation/named-scorers.ts";
import type { Scoring } from "../validation/named-scorers.ts";
import { bestOf, pickedTrial } from "./best-trial.ts";
import { cellsOf, cvResults, isBetter } from "./cv-results.ts";
import { errorScoreRule, FailedScores } from "./failed-scores.ts";
import type { ErrorScore } from "./failed-scores.ts";
import { decidingScore, refitRule, refuseFunctions } from "./search-scoring.ts";
import type { Refit } from "./search-scoring.ts";
import { numberOrNull, trialFromJson, trialToJson } from "./trial.ts";
import type { Trial, TrialJson } from "./trial.ts";
import { checkNames, tryCandidates } from "./try-candidates.ts";
import { describeValues } from "./values-as-json.ts";

/** What all searches take; `estimator` must be given. */
export interface SearchParams extends MetaParams {
  /** What decides, or several scores by name, of which `refit` names the one that does. Default (`null`) the model's own `score`. */
  scoring: Scoring | null;
  /** Number of folds (stratified for classifiers), or a splitter; JSON can hold the library's. Default 5. */
  cv: FoldChoice;
  /**
   * Fit the best parameters on all rows at the end. Of several scores the name of the one that decides; a function picks a row of `cvResults`, as the
   * simplest candidate that is about as good as the best. Default true; with false the search only reports.
   */
  refit: Refit;
  /** Score the training rows too, which shows how much each candidate overfits. Default false. */
  returnTrainScore: boolean;
  /**
   * What a fold scores in which a candidate cannot be fitted or scored; a warning says why. "raise": the search fails with the first such
   * error. Default NaN, which ranks last. When nothing can be fitted the search fails in any case.
   */
  errorScore: ErrorScore;
}

/** What values the parameters of every search may have. */
export const searchRules = {
  cv: foldsOrSplitter,
  refit: refitRule,
  returnTrainScore: flag,
  errorScore: errorScoreRule,
} satisfies Record<string, ParameterRule>;

/** What every search does unless it is told otherwise. */
export const searchDefaults = { scoring: null, cv: 5, refit: true, returnTrainScore: false, errorScore: NaN } as const;

interface SearchState extends MetaState {
  readonly trials: readonly Trial[];
  readonly best: number;
  /** The name of the score that ranks. */
  readonly decides: string;
}

/** What tries parameters by cross-validation and then is the best model. */
export abstract class SearchModel<Params extends SearchParams> extends DelegatingModel<Params, SearchState> {
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
    const { estimator, cv, scoring, refit, errorScore, returnTrainScore } = this.params;
    const scorers = namedScorers(scoring);
    const decides = decidingScore(scoring, refit);
    const candidates = this.candidates();
    checkNames(estimator, candidates);
    const groups = kept && options.groups ? takeLabels(options.groups, kept) : options.groups;
    const folds = splitterFor(estimator, cv).split(features, labels, groups);
    const total = candidates.length * folds.length + Number(refit !== false);
    const stage = (done: number) => ({ done, total, label: this.type });
    const failed = new FailedScores(this.type, errorScore);
    const rows = { features, labels, sampleWeight, folds };
    const how = { scorers, returnTrainScore, failed, stage };
    const trials = await tryCandidates(estimator, candidates, rows, how);
    const means = trials.map(({ test }) => new CrossValScores(test[decides]!).mean);
    failed.tell(means, candidates.length * folds.length);
    const best = typeof refit === "function" ? pickedTrial(trials, refit) : bestOf(means);
    if (refit === false) return { trials, best, decides, models: [] };
    const chosen = estimator.withParams(candidates[best]!);
    const winner = await quietly(() => chosen.fit(features, labels, { sampleWeight }), stage(total - 1));
    return { trials, best, decides, models: [winner] };
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
    const { trials, best, decides } = this.state;
    return new CrossValScores(trials[best]!.test[decides]!);
  }

  /**
   * One row for each candidate, in the order tried: its parameters, mean and spread of the score that decides, rank (1 is best). Where a fold has
   * no score mean and spread are missing, and the candidate ranks last.
   */
  get results(): Table {
    const { trials, decides } = this.state;
    const scores = trials.map(({ test }) => new CrossValScores(test[decides]!));
    return Table.fromObjects(
      trials.map(({ params }, index) => ({
        ...cellsOf(params),
        meanScore: scores[index]!.mean,
        standardDeviation: scores[index]!.standardDeviation,
        rank: 1 + scores.filter(({ mean }) => isBetter(mean, scores[index]!.mean)).length,
      })),
    );
  }

  /**
   * All there is of each candidate, in the order tried, as scikit-learn's `cv_results_`: its parameters, and for each score (of a single one "score")
   * `meanTest_score`, `stdTest_score` (of the folds, divided by their number), `rankTest_score`, `split0Test_score` and so on; with
   * `returnTrainScore` the same of `Train`.
   */
  get cvResults(): Table {
    return cvResults(this.state.trials);
  }

  /** What the best estimator says of each row. */
  predict(X: Features): Label[] {
    return this.bestEstimator.predict(X);
  }

  /** What decided the search, of other rows. */
  score(X: Features, y: Labels, options: WeightOptions = {}): number {
    const { scoring, refit } = this.params;
    const decides = decidingScore(scoring, refit);
    const [, score] = namedScorers(scoring).find(([name]) => name === decides)!;
    return score(this.bestEstimator, X, y, options);
  }

  /** Of the best estimator; empty of a regression. */
  get classes(): readonly Label[] {
    return this.bestEstimator.classes ?? [];
  }

  /** @throws ParameterError for a splitter, a function or values to try that JSON cannot hold */
  override toJSON(): EstimatorJson {
    const { params, type, tried } = this;
    refuseFunctions(type, params);
    const where = `${type}: ${tried}`;
    const json = super.toJSON() as EstimatorJson & { state?: SearchState };
    const written = { cv: describeSplitter(params.cv, type), [tried]: describeValues(params[tried], where) };
    const trials = json.state?.trials.map((trial) => trialToJson(trial, where));
    return {
      ...json,
      params: { ...json.params, ...written, errorScore: numberOrNull(params.errorScore) },
      ...(json.state === undefined ? {} : { state: { ...json.state, trials } }),
    };
  }

  protected override get stateShape(): Shape {
    const scores = dictionary(list(nullable(numeric), undefined, 1));
    const trial = record({ params: record({}), test: scores, train: scores });
    const parts = record({
      models: estimatorList(),
      trials: list(trial, "trials", 1),
      best: placeIn("trials"),
      decides: textual,
    });
    return (state, place) => {
      parts(state, place);
      const { trials, decides } = state as SearchState;
      const [first] = trials;
      const names = (one: Trial) => JSON.stringify([Object.keys(one.test), Object.keys(one.train)]);
      const isAlike = trials.every((one) => names(one) === names(first!));
      if (!isAlike || !Object.hasOwn(first!.test, decides)) damaged(place, "has trials without some of the scores");
    };
  }

  protected override restore(state: object): void {
    const { trials } = state as { trials: readonly TrialJson[] };
    super.restore({ ...state, trials: trials.map(trialFromJson) });
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
    const table = this.withOtherScores().orderBy("rank")[display]();
    const figures = {
      "text/html": `<p>${bilingualHtml(caption)}</p>${table["text/html"] as string}`,
      "text/plain": `${bilingualPlain(caption)}\n${table["text/plain"] as string}`,
    };
    return this.state.trials.length > 1 ? withChart(searchResults(this), figures) : figures;
  }

  /** The results, with the means of the scores that do not decide and of training rows. */
  private withOtherScores(): Table {
    const { trials, decides } = this.state;
    const mean = (scores: readonly number[]) => new CrossValScores(scores).mean;
    const add = (table: Table, part: "test" | "train", name: string) => {
      const title = part === "train" ? `train ${name}` : name;
      return table.withColumn(
        title,
        trials.map((trial) => mean(trial[part][name]!)),
      );
    };
    const others = Object.keys(trials[0]!.test).filter((name) => name !== decides);
    const tested = others.reduce((table, name) => add(table, "test", name), this.results);
    return Object.keys(trials[0]!.train).reduce((table, name) => add(table, "train", name), tested);
  }

  protected get answering(): Model {
    return this.bestEstimator;
  }
}
