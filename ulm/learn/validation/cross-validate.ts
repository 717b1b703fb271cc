import { bilingualTable } from "../../data/bilingual-table.ts";
import { display, Table } from "../../data/index.ts";
import type { DisplayBundle, Features, Labels } from "../../data/index.ts";
import type { Model } from "../model.ts";
import type { SampleWeight } from "../sample-weight.ts";
import { CrossValScores } from "./cross-val-score.ts";
import { fitFolds, splitterFor } from "./fit-folds.ts";
import type { Splitter } from "./fold.ts";
import { namedScorers } from "./named-scorers.ts";
import type { Scoring } from "./named-scorers.ts";
import { scoreFold } from "./score-fold.ts";

/** How rows are divided, what is scored, and what is kept. */
export interface CrossValidateOptions {
  /** Number of folds (stratified for classifiers), or a splitter. Default 5. */
  cv?: number | Splitter;
  /** One score or several: names, or functions by name: `["rocAuc", "f1"]`, `{ profit: myScorer }`. Default the model's own `score`. */
  scoring?: Scoring;
  /** Score the training rows too, which shows how much the model overfits. Default false. */
  returnTrainScore?: boolean;
  /** Keep the fitted models. Default false. */
  returnEstimator?: boolean;
  /** Rows that belong together, for `GroupKFold`. Default none. */
  groups?: Labels;
  /** How much each row counts when models learn; scores count rows alike, as scikit-learn's do. Default all alike. */
  sampleWeight?: SampleWeight | undefined;
}

/** Several scores in each fold. */
export class CrossValidation {
  /** By name, on the rows of each fold that were not learnt from. */
  readonly test: Readonly<Record<string, CrossValScores>>;
  /** By name, on the rows that were learnt from; empty unless asked for. */
  readonly train: Readonly<Record<string, CrossValScores>>;
  /** The models, in the order of the folds; empty unless asked for. */
  readonly models: readonly Model[];

  constructor(test: Record<string, CrossValScores>, train: Record<string, CrossValScores>, models: readonly Model[]) {
    this.test = test;
    this.train = train;
    this.models = models;
  }

  /** One row for each score: mean, standard deviation, lowest and highest fold, and the mean on training rows. */
  toTable(): Table {
    return Table.fromObjects(
      Object.entries(this.test).map(([metric, scores]) => ({
        metric,
        mean: scores.mean,
        standardDeviation: scores.standardDeviation,
        lowest: Math.min(...scores.scores),
        highest: Math.max(...scores.scores),
        trainMean: this.train[metric]?.mean ?? null,
      })),
    );
  }

  toString(): string {
    return Object.entries(this.test)
      .map(([name, scores]) => `${name}: ${scores}`)
      .join("\n");
  }

  [display](): DisplayBundle {
    const folds = Object.values(this.test)[0]?.scores.length ?? 0;
    return bilingualTable(
      { en: `Cross-validation, ${folds} folds`, "zh-CN": `交叉验证（${folds} 折）` },
      heads,
      Object.entries(this.test).map(([name, scores]) => [
        name,
        scores.mean.toFixed(4),
        scores.standardDeviation.toFixed(4),
        Math.min(...scores.scores).toFixed(4),
        Math.max(...scores.scores).toFixed(4),
        this.train[name]?.mean.toFixed(4) ?? "–",
      ]),
    );
  }
}

const heads = [
  { en: "score", "zh-CN": "评分" },
  { en: "mean", "zh-CN": "均值" },
  { en: "standard deviation", "zh-CN": "标准差" },
  { en: "lowest", "zh-CN": "最低" },
  { en: "highest", "zh-CN": "最高" },
  { en: "training rows", "zh-CN": "训练集" },
];

/** Several scores in one go, on test and training rows: scikit-learn's `cross_validate`. */
export async function crossValidate(
  model: Model,
  X: Features,
  y: Labels,
  options: CrossValidateOptions = {},
): Promise<CrossValidation> {
  const scorers = namedScorers(options.scoring);
  const folds = splitterFor(model, options.cv ?? 5).split(X, y, options.groups);
  const test: number[][] = scorers.map(() => []);
  const train: number[][] = scorers.map(() => []);
  const models: Model[] = [];
  for await (const fitted of fitFolds(model, X, y, folds, "Cross-validation", options)) {
    scorers.forEach(([, score], index) => {
      test[index]!.push(scoreFold(score, fitted));
      if (options.returnTrainScore) train[index]!.push(scoreFold(score, fitted, "train"));
    });
    if (options.returnEstimator) models.push(fitted.model);
  }
  const byName = (scores: number[][]) =>
    Object.fromEntries(scorers.map(([name], index) => [name, new CrossValScores(scores[index]!)]));
  return new CrossValidation(byName(test), options.returnTrainScore ? byName(train) : {}, models);
}
