import { normalQuantile } from "../../compute/index.ts";
import { ParameterError } from "../../data/index.ts";
import type { Label, Labels } from "../../data/index.ts";
import { checkBinary, checkScores } from "./checked-labels.ts";
import type { Scores } from "./score-matrix.ts";

/** An area under the ROC curve, and how far it may be off. */
export interface RocAucInterval {
  /** The area under the curve, 0 to 1. */
  readonly auc: number;
  /** The standard error of the area. */
  readonly standardError: number;
  /** Within 0 … 1. */
  readonly lower: number;
  /** Within 0 … 1. */
  readonly upper: number;
  /** How sure the interval is, between 0 and 1. */
  readonly level: number;
}

/**
 * The area under the ROC curve with DeLong's interval, which takes one sort where a bootstrap takes a thousand (E. R. DeLong,
 * D. M. DeLong and D. L. Clarke-Pearson, "Comparing the areas under two or more correlated receiver operating characteristic curves",
 * Biometrics 44, 1988; by ranks as X. Sun and W. Xu, IEEE Signal Processing Letters 21, 2014). Normal: for few rows, or an area near 1, ask
 * `bootstrapMetric(rocAucScore, …)`.
 * @param options.positive the class that scores speak for. Default the larger of the two
 * @param options.level default 0.95
 * @throws UndefinedMetricError for rows of one class only
 * @throws ParameterError for scores that are no finite numbers, or not as many as rows
 */
export function rocAucInterval(
  yTrue: Labels,
  scores: Scores,
  options: { positive?: Label; level?: number } = {},
): RocAucInterval {
  const { level = 0.95 } = options;
  if (!(level > 0 && level < 1)) throw new ParameterError(`level must be a share between 0 and 1, not ${level}.`);
  const { isPositive, positive } = checkBinary(yTrue, options.positive);
  const values = checkScores(scores, isPositive.length, positive);
  const positives = values.filter((_, row) => isPositive[row]).sort();
  const negatives = values.filter((_, row) => !isPositive[row]).sort();
  // The share of the other class that each row is rightly ordered against.
  const ofPositives = sharesBelow(positives, negatives);
  const ofNegatives = sharesBelow(negatives, positives).map((share) => 1 - share);
  const auc = mean(ofPositives);
  const standardError = Math.sqrt(varianceOfMean(ofPositives) + varianceOfMean(ofNegatives));
  const reach = normalQuantile(0.5 + level / 2) * standardError;
  return { auc, standardError, lower: Math.max(0, auc - reach), upper: Math.min(1, auc + reach), level };
}

/** For each value the share of the others that are smaller, equal ones counting half. Both ascending. */
function sharesBelow(values: Float64Array, others: Float64Array): Float64Array {
  let below = 0;
  let upTo = 0;
  return values.map((value) => {
    while (below < others.length && others[below]! < value) below++;
    upTo = Math.max(upTo, below);
    while (upTo < others.length && others[upTo]! <= value) upTo++;
    return (below + upTo) / 2 / others.length;
  });
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** 0 of a single value, which says nothing of how values vary. */
function varianceOfMean(values: Float64Array): number {
  if (values.length < 2) return 0;
  const centre = mean(values);
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1) / values.length;
}
