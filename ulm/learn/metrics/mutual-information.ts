import { logGamma } from "../../compute/index.ts";
import { ParameterError } from "../../data/index.ts";
import type { Labels } from "../../data/index.ts";
import { contingency, entropy } from "./contingency.ts";
import type { Contingency } from "./contingency.ts";

/** What stands for the entropies of both divisions. */
export interface MutualInformationOptions {
  /** Default "arithmetic". */
  averageMethod?: "arithmetic" | "geometric" | "min" | "max";
}

/**
 * How much one division tells of the other, in nats: Σ p(i, j) ln (p(i, j) / p(i) p(j)). Scikit-learn's `mutual_info_score`; grows with the number
 * of groups, so that `adjustedMutualInfoScore` compares better.
 * @param labelsTrue one group for each row, of any kind
 * @param labelsPredicted another division of the same rows
 * @throws ParameterError unless both divide the same number of rows, one at least
 */
export function mutualInfoScore(labelsTrue: Labels, labelsPredicted: Labels): number {
  return mutualInformation(contingency(labelsTrue, labelsPredicted));
}

/**
 * Mutual information as a share of the mean entropy, 0 … 1. Scikit-learn's `normalized_mutual_info_score`. Not corrected for chance.
 * @throws ParameterError as `mutualInfoScore`
 */
export function normalizedMutualInfoScore(
  labelsTrue: Labels,
  labelsPredicted: Labels,
  options: MutualInformationOptions = {},
): number {
  const table = contingency(labelsTrue, labelsPredicted);
  const average = averageEntropy(table, options);
  if (table.first.length === 1 && table.second.length === 1) return 1;
  const shared = mutualInformation(table);
  return shared <= Number.EPSILON ? 0 : shared / average;
}

/**
 * Mutual information beyond what chance gives: 1 for the same groups, about 0 for groups drawn at random (N. X. Vinh, J. Epps and J. Bailey,
 * "Information theoretic measures for clusterings comparison", JMLR 11, 2010, https://jmlr.org/papers/v11/vinh10a.html). Scikit-learn's
 * `adjusted_mutual_info_score`.
 * @throws ParameterError as `mutualInfoScore`
 */
export function adjustedMutualInfoScore(
  labelsTrue: Labels,
  labelsPredicted: Labels,
  options: MutualInformationOptions = {},
): number {
  const table = contingency(labelsTrue, labelsPredicted);
  const average = averageEntropy(table, options);
  if (table.first.length === 1 || table.second.length === 1) return Number(table.first.length === table.second.length);
  const expected = expectedMutualInformation(table);
  return awayFromZero(mutualInformation(table) - expected) / awayFromZero(average - expected);
}

/**
 * Whether each cluster holds rows of one class only (homogeneity) and each class lies in one cluster (completeness), both 0 … 1, and their
 * harmonic mean (A. Rosenberg and J. Hirschberg, "V-Measure", EMNLP-CoNLL 2007, https://aclanthology.org/D07-1043). Scikit-learn's
 * `homogeneity_completeness_v_measure`.
 * @param options.beta above 1 completeness counts more, below less. Default 1
 * @throws ParameterError as `mutualInfoScore`, and for β below 0
 */
export function homogeneityCompletenessVMeasure(
  labelsTrue: Labels,
  labelsPredicted: Labels,
  options: { beta?: number } = {},
): { homogeneity: number; completeness: number; vMeasure: number } {
  const { beta = 1 } = options;
  if (!(beta >= 0 && beta < Infinity)) throw new ParameterError(`beta must be 0 or more and finite, not ${beta}.`);
  const table = contingency(labelsTrue, labelsPredicted);
  const shared = mutualInformation(table);
  const shareOf = (sizes: readonly number[]) => {
    const own = entropy(sizes, table.rows);
    return own === 0 ? 1 : shared / own;
  };
  const [homogeneity, completeness] = [shareOf(table.first), shareOf(table.second)];
  const below = beta * homogeneity + completeness;
  return { homogeneity, completeness, vMeasure: below === 0 ? 0 : ((1 + beta) * homogeneity * completeness) / below };
}

function mutualInformation({ rows, first, second, cells }: Contingency): number {
  const sum = cells.reduce((total, cell) => {
    const independent = Math.log(first[cell.first]!) + Math.log(second[cell.second]!) - Math.log(rows);
    return total + (cell.count / rows) * (Math.log(cell.count) - independent);
  }, 0);
  // Below the precision of the logarithms there is nothing.
  return sum < Number.EPSILON ? 0 : sum;
}

/** The mean mutual information of divisions into groups of these sizes, by the hypergeometric distribution of each cell. */
function expectedMutualInformation({ rows, first, second }: Contingency): number {
  const logFactorial = Float64Array.from({ length: rows + 1 }, (_, n) => logGamma(n + 1));
  let sum = 0;
  for (const a of first) {
    for (const b of second) {
      const fixed =
        logFactorial[a]! + logFactorial[b]! + logFactorial[rows - a]! + logFactorial[rows - b]! - logFactorial[rows]!;
      for (let shared = Math.max(1, a + b - rows); shared <= Math.min(a, b); shared++) {
        const logProbability =
          fixed -
          logFactorial[shared]! -
          logFactorial[a - shared]! -
          logFactorial[b - shared]! -
          logFactorial[rows - a - b + shared]!;
        const information = Math.log(rows) + Math.log(shared) - Math.log(a) - Math.log(b);
        sum += (shared / rows) * information * Math.exp(logProbability);
      }
    }
  }
  return sum;
}

function averageEntropy({ rows, first, second }: Contingency, options: MutualInformationOptions): number {
  const { averageMethod = "arithmetic" } = options;
  const [a, b] = [entropy(first, rows), entropy(second, rows)];
  if (averageMethod === "arithmetic") return (a + b) / 2;
  if (averageMethod === "geometric") return Math.sqrt(a * b);
  if (averageMethod === "min") return Math.min(a, b);
  if (averageMethod === "max") return Math.max(a, b);
  throw new ParameterError(
    `averageMethod must be "arithmetic", "geometric", "min" or "max", not ${JSON.stringify(averageMethod)}.`,
  );
}

/** Differences of equal quantities are rounding errors of either sign: their ratio is to be 1. */
function awayFromZero(value: number): number {
  return value < 0 ? Math.min(value, -Number.EPSILON) : Math.max(value, Number.EPSILON);
}
