import { bilingualLine, display } from "../../data/index.ts";
import type { BilingualText, DisplayBundle, Features, Labels } from "../../data/index.ts";
import type { Model } from "../model.ts";
import type { SampleWeight } from "../sample-weight.ts";
import { fitFolds, splitterFor } from "./fit-folds.ts";
import type { Splitter } from "./fold.ts";
import { scoreFold } from "./score-fold.ts";
import { scorerFor } from "./scoring.ts";
import type { Scorer, ScoringName } from "./scoring.ts";

/** How rows are divided, and what is scored. */
export interface CrossValOptions {
  /** Number of folds (stratified for classifiers), or a splitter. Default 5. */
  cv?: number | Splitter;
  /** A name such as "rocAuc", or a function. Default the model's own `score`. */
  scoring?: ScoringName | Scorer;
  /** Rows that belong together, for `GroupKFold`. Default none. */
  groups?: Labels;
  /** How much each row counts when models learn; scores count rows alike, as scikit-learn's do. Default all alike. */
  sampleWeight?: SampleWeight | undefined;
}

/** The score in each fold. */
export class CrossValScores {
  /** One for each fold, in their order. */
  readonly scores: readonly number[];
  /** Of the scores. */
  readonly mean: number;
  /** Of the scores (n − 1): how much a single split can mislead. */
  readonly standardDeviation: number;

  constructor(scores: readonly number[]) {
    this.scores = scores;
    this.mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    const squares = scores.reduce((sum, score) => sum + (score - this.mean) ** 2, 0);
    this.standardDeviation = Math.sqrt(squares / Math.max(1, scores.length - 1));
  }

  toString(): string {
    return this.describe().en;
  }

  [display](): DisplayBundle {
    return bilingualLine(this.describe());
  }

  private describe(): BilingualText {
    const folds = this.scores.map((score) => score.toFixed(4)).join(", ");
    const mean = `${this.mean.toFixed(4)} ± ${this.standardDeviation.toFixed(4)}`;
    return {
      en: `mean ${mean} over ${this.scores.length} folds (${folds})`,
      "zh-CN": `${this.scores.length} 折均值 ${mean}（${folds}）`,
    };
  }
}

/**
 * Fits a fresh copy of the model on the training rows of each fold and scores it on the others. The model itself stays as it is.
 * Put preparation into a `Pipeline`, so that it learns from training rows only.
 */
export async function crossValScore(
  model: Model,
  X: Features,
  y: Labels,
  options: CrossValOptions = {},
): Promise<CrossValScores> {
  const score = scorerFor(options.scoring);
  const folds = splitterFor(model, options.cv ?? 5).split(X, y, options.groups);
  const scores: number[] = [];
  for await (const fitted of fitFolds(model, X, y, folds, "Cross-validation", options)) {
    scores.push(scoreFold(score, fitted));
  }
  return new CrossValScores(scores);
}
