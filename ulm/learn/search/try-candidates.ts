import type { Stage } from "../../compute/index.ts";
import { UnknownParameterError } from "../../data/index.ts";
import type { Features, Labels } from "../../data/index.ts";
import type { Model } from "../model.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { fitFold } from "../validation/fit-folds.ts";
import type { namedScorers } from "../validation/named-scorers.ts";
import { scoreFold } from "../validation/score-fold.ts";
import type { FailedScores } from "./failed-scores.ts";
import type { Trial } from "./trial.ts";

/** What candidates learn from, and by which folds they are judged. */
interface SearchedRows {
  readonly features: Features;
  readonly labels: Labels;
  readonly sampleWeight: WeightOptions["sampleWeight"];
  readonly folds: Parameters<typeof fitFold>[3];
}

/** How they are judged. */
interface Judging {
  readonly scorers: ReturnType<typeof namedScorers>;
  readonly returnTrainScore: boolean;
  /** Takes what cannot be fitted or scored. */
  readonly failed: FailedScores;
  /** Where the search stands after so many fits. */
  readonly stage: (done: number) => Stage;
}

/** Fits and scores each candidate in each fold. */
export async function tryCandidates(
  estimator: Model,
  candidates: readonly Record<string, unknown>[],
  { features, labels, sampleWeight, folds }: SearchedRows,
  { scorers, returnTrainScore, failed, stage }: Judging,
): Promise<Trial[]> {
  const trials: Trial[] = [];
  const none = (score: number) => ({ test: scorers.map(() => score), train: scorers.map(() => score) });
  const ofFolds = (folded: number[][]) =>
    Object.fromEntries(scorers.map(([name], which) => [name, folded.map((scores) => scores[which]!)]));
  for (const [index, params] of candidates.entries()) {
    const test: number[][] = [];
    const train: number[][] = [];
    for (const place of folds.keys()) {
      const here = stage(index * folds.length + place);
      const fitAndScore = async () => {
        const model = estimator.withParams(params);
        const fitted = await fitFold(model, features, labels, folds, place, here, { sampleWeight });
        const score = (part: "test" | "train") => scorers.map(([, scorer]) => scoreFold(scorer, fitted, part));
        return { test: score("test"), train: returnTrainScore ? score("train") : [] };
      };
      const scores = await failed.score(params, fitAndScore, none);
      test.push(scores.test);
      train.push(scores.train);
    }
    trials.push({ params, test: ofFolds(test), train: returnTrainScore ? ofFolds(train) : {} });
  }
  return trials;
}

/** What is no parameter at all is a mistake in the grid, to be known before the first fit. @throws UnknownParameterError */
export function checkNames(estimator: Model, candidates: readonly object[]): void {
  for (const params of candidates) {
    try {
      estimator.withParams(params);
    } catch (error) {
      // Values that make no sense, alone or together, are told with what else fails.
      if (error instanceof UnknownParameterError) throw error;
    }
  }
}
