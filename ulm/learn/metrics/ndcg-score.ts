import { ParameterError, toMatrix } from "../../data/index.ts";
import type { Features } from "../../data/index.ts";
import { checkWeights } from "../sample-weight.ts";
import type { WeightOptions } from "../sample-weight.ts";
import { weighedMean } from "./weighed-mean.ts";

/**
 * Normalised discounted cumulative gain of graded relevance, scikit-learn's `ndcg_score`: each query (row) sums relevance / log₂(place
 * + 1) in the order of the scores, divided by the best order's; items with equal scores share their places. Queries without anything
 * relevant score 0.
 * @param relevance queries × items, 0 or more
 * @param scores of the same shape
 * @param options.k how many places count. Default all
 * @param options.sampleWeight how much each query counts. Default all alike
 * @throws ParameterError for shapes that differ, relevance below 0, scores that are no finite numbers, and without queries
 */
export function ndcgScore(relevance: Features, scores: Features, options: { k?: number } & WeightOptions = {}): number {
  const { k = Infinity } = options;
  if (!(k === Infinity || (Number.isInteger(k) && k >= 1))) {
    throw new ParameterError(`k must be a whole number from 1, not ${k}.`);
  }
  const truth = toMatrix(relevance);
  const given = toMatrix(scores);
  if (truth.rows !== given.rows || truth.columns !== given.columns) {
    throw new ParameterError(
      `relevance is ${truth.rows} × ${truth.columns}, but scores are ${given.rows} × ${given.columns}.`,
    );
  }
  if (truth.data.length === 0) throw new ParameterError("There are no queries to judge.");
  const bad = truth.data.findIndex((value) => !(value >= 0 && value < Infinity));
  if (bad >= 0) throw new ParameterError(`Relevance must be 0 or more; row ${Math.floor(bad / truth.columns)} is not.`);
  const strange = given.data.findIndex((value) => !Number.isFinite(value));
  if (strange >= 0) {
    const row = Math.floor(strange / truth.columns);
    throw new ParameterError(`Scores must be finite numbers; row ${row} holds ${given.data[strange]}.`);
  }
  const gains = Array.from({ length: truth.rows }, (_, row) => {
    const best = gain(truth.row(row), truth.row(row), k);
    return best > 0 ? gain(truth.row(row), given.row(row), k) / best : 0;
  });
  return weighedMean(gains, checkWeights(options.sampleWeight, truth.rows));
}

/** Places are dealt by falling score; equal scores get the mean of the discounts of their places. */
function gain(relevance: Float64Array, scores: Float64Array, k: number): number {
  const order = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  let sum = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    let discounts = 0;
    let relevant = 0;
    for (; end < order.length && scores[order[end]!] === scores[order[start]!]; end++) {
      if (end < k) discounts += 1 / Math.log2(end + 2);
      relevant += relevance[order[end]!]!;
    }
    sum += (discounts * relevant) / (end - start);
    start = end;
  }
  return sum;
}
