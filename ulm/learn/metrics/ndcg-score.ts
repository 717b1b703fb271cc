import { ParameterError, toMatrix } from "../../data/index.ts";
import type { Features } from "../../data/index.ts";

/**
 * Normalised discounted cumulative gain of graded relevance, scikit-learn's `ndcg_score`: each query (row) sums relevance / log₂(place
 * + 1) in the order of the scores, divided by the best order's; items with equal scores share their places. Queries without anything
 * relevant score 0.
 * @param relevance queries × items, 0 or more
 * @param scores of the same shape
 * @param options.k how many places count. Default all
 */
export function ndcgScore(relevance: Features, scores: Features, options: { k?: number } = {}): number {
  const { k = Infinity } = options;
  const truth = toMatrix(relevance);
  const given = toMatrix(scores);
  if (truth.rows !== given.rows || truth.columns !== given.columns) {
    throw new ParameterError(
      `relevance is ${truth.rows} × ${truth.columns}, but scores are ${given.rows} × ${given.columns}.`,
    );
  }
  const bad = truth.data.findIndex((value) => !(value >= 0));
  if (bad >= 0) throw new ParameterError(`Relevance must be 0 or more; row ${Math.floor(bad / truth.columns)} is not.`);
  let sum = 0;
  for (let row = 0; row < truth.rows; row++) {
    const best = gain(truth.row(row), truth.row(row), k);
    if (best > 0) sum += gain(truth.row(row), given.row(row), k) / best;
  }
  return sum / truth.rows;
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
