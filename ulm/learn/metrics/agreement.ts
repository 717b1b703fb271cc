import { ParameterError } from "../../data/index.ts";
import type { Labels } from "../../data/index.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { confusionMatrix } from "./confusion-matrix.ts";

/**
 * Matthews' correlation of true and predicted classes, −1 … 1, 0 for guessing whatever the shares of the classes (for several
 * classes Gorodkin's R_K, https://doi.org/10.1016/j.compbiolchem.2004.09.006). 0 when either side has one class only. Scikit-learn's
 * `matthews_corrcoef`.
 * @throws ParameterError for labels of different kinds or number
 */
export function matthewsCorrelation(yTrue: Labels, yPredicted: Labels, options: WeightOptions = {}): number {
  const matrix = confusionMatrix(yTrue, yPredicted, { sampleWeight: options.sampleWeight });
  const trueCounts = matrix.labels.map((_, index) => matrix.trueCount(index));
  const predictedCounts = matrix.labels.map((_, index) => matrix.predictedCount(index));
  const total = sum(trueCounts);
  const hits = sum(matrix.counts.map((row, index) => row[index]!));
  const covariance = hits * total - dot(trueCounts, predictedCounts);
  const spreads = (total ** 2 - dot(trueCounts, trueCounts)) * (total ** 2 - dot(predictedCounts, predictedCounts));
  return spreads === 0 ? 0 : covariance / Math.sqrt(spreads);
}

/**
 * Cohen's kappa: agreement beyond what chance gives, 1 for perfect, 0 for chance.
 * @param options.weights for classes in an order: errors count by how far they are apart ("linear") or its square ("quadratic").
 * Default none: all errors count alike
 * @returns NaN when both sides have the same single class, as in scikit-learn's `cohen_kappa_score`
 * @throws ParameterError for labels of different kinds or number
 */
export function cohenKappaScore(
  yTrue: Labels,
  yPredicted: Labels,
  options: { weights?: "linear" | "quadratic" } & WeightOptions = {},
): number {
  const matrix = confusionMatrix(yTrue, yPredicted, { sampleWeight: options.sampleWeight });
  const weight = errorWeight(options.weights);
  const total = sum(matrix.counts.flat());
  let observed = 0;
  let expected = 0;
  matrix.counts.forEach((row, i) =>
    row.forEach((count, j) => {
      observed += weight(i, j) * count;
      expected += (weight(i, j) * matrix.trueCount(i) * matrix.predictedCount(j)) / total;
    }),
  );
  return 1 - observed / expected;
}

function errorWeight(weights: "linear" | "quadratic" | undefined): (i: number, j: number) => number {
  if (weights === undefined) return (i, j) => Number(i !== j);
  if (weights === "linear") return (i, j) => Math.abs(i - j);
  if (weights === "quadratic") return (i, j) => (i - j) ** 2;
  throw new ParameterError(`weights must be "linear" or "quadratic", not ${JSON.stringify(weights)}.`);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((total, value, index) => total + value * b[index]!, 0);
}
