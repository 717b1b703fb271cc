import { hypergeometric2F1, logBeta, logGamma } from "../compute/index.ts";
import { betaGeoLikelihood } from "./likelihood/beta-geo-likelihood.ts";
import { maximiseLikelihood } from "./likelihood/maximise-likelihood.ts";
import { HistoryError } from "./history-error.ts";
import { LikelihoodFitter } from "./likelihood-fitter.ts";
import { toNumberList } from "./number-list.ts";
import type { NumberList } from "./number-list.ts";
import { purchaseHistories } from "./purchase-histories.ts";
import type { HistoryArguments, WeightedHistoryArguments } from "./purchase-histories.ts";

/**
 * BG/NBD, how often customers come back and when they have gone for good: lifetimes' `BetaGeoFitter`. While a customer is with the shop,
 * purchases are a Poisson process whose rate is Gamma(r, rate α) among customers; after each repeat purchase the customer leaves with a
 * probability that is Beta(a, b) among customers. (P. S. Fader, B. G. S. Hardie, K. L. Lee, "Counting your customers the easy way: an
 * alternative to the Pareto/NBD model", Marketing Science 24, 2005; M30; equation numbers below are theirs.)
 *
 * Newton's method with exact derivatives finds the maximum of the likelihood to 1e-9 standard errors, where lifetimes' BFGS stops at
 * a slope of 1e-7 of the mean likelihood.
 */
export class BetaGeoFitter extends LikelihoodFitter<"r" | "alpha" | "a" | "b"> {
  readonly type = "BetaGeoFitter";
  readonly parameterNames = ["r", "alpha", "a", "b"] as const;
  protected readonly title = { en: "BG/NBD: repeat buying and drop-out", "zh-CN": "BG/NBD：重复购买与流失" };

  /**
   * `fit(summary)` or `fit(frequency, recency, T)`, see `HistoryArguments`.
   * @throws HistoryError for histories that cannot be; ConvergenceError where they do not determine the parameters
   */
  async fit(...history: WeightedHistoryArguments): Promise<this> {
    this.fitted = undefined;
    const { frequency, recency, T, weights } = purchaseHistories(history);
    const longest = T.reduce((most, age) => Math.max(most, age), 0);
    if (longest === 0)
      throw new HistoryError("T is 0 for every customer: nobody was observed after their first purchase.");
    if (frequency.every((x) => x === 0))
      throw new HistoryError("Nobody made a repeat purchase: there is nothing to learn.");
    // Time in the longest T, so that α is near 1 as the other parameters are.
    const scaled = {
      frequency,
      weights,
      recency: recency.map((age) => age / longest),
      T: T.map((age) => age / longest),
    };
    const customers = weights?.reduce((sum, weight) => sum + weight, 0) ?? frequency.length;
    const options = { type: this.type, penalty: this.params.penalizerCoef * customers };
    const fit = await maximiseLikelihood(betaGeoLikelihood(scaled), [1, 1, 1, 1], options);
    const purchases = frequency.reduce((sum, x, row) => sum + x * (weights?.[row] ?? 1), 0);
    const unscale = [1, longest, 1, 1];
    this.fitted = {
      customers,
      parameters: fit.parameters.map((value, index) => value * unscale[index]!),
      covariance: fit.covariance.map((value, place) => value * unscale[place >> 2]! * unscale[place & 3]!),
      // A density for each repeat purchase, in the unit of T.
      logLikelihood: fit.logLikelihood - purchases * Math.log(longest),
      nIter: fit.nIter,
    };
    return this;
  }

  /**
   * How many purchases each customer is expected to make in the next `t` (units of T), given the history (10).
   * @throws HistoryError for histories that cannot be
   */
  conditionalExpectedNumberOfPurchasesUpToTime(t: number, ...history: HistoryArguments): number[] {
    const { frequency, T } = purchaseHistories(history);
    const { r, alpha, a, b } = this.parameters;
    const alive = this.conditionalProbabilityAlive(...history);
    return alive.map((probability, row) => {
      const x = frequency[row]!;
      return probability * expectedPurchases(t, { r: r + x, alpha: alpha + T[row]!, a, b: b + x });
    });
  }

  /** The same as `conditionalExpectedNumberOfPurchasesUpToTime`, as lifetimes has it. */
  predict(t: number, ...history: HistoryArguments): number[] {
    return this.conditionalExpectedNumberOfPurchasesUpToTime(t, ...history);
  }

  /**
   * The probability that each customer has not left, given the history; 1 without a repeat purchase, since only those end a
   * customer's time (Hardie's note 021).
   * @throws HistoryError for histories that cannot be
   */
  conditionalProbabilityAlive(...history: HistoryArguments): number[] {
    const { frequency, recency, T } = purchaseHistories(history);
    const { r, alpha, a, b } = this.parameters;
    return Array.from(frequency, (x, row) => {
      if (x === 0) return 1;
      const odds = (r + x) * Math.log((alpha + T[row]!) / (alpha + recency[row]!)) + Math.log(a / (b + x - 1));
      return 1 / (1 + Math.exp(odds));
    });
  }

  /** How many repeat purchases a customer of whom nothing is known makes in the first `t` after the first purchase (9), for each t. */
  expectedNumberOfPurchasesUpToTime(t: NumberList): number[] {
    return Array.from(toNumberList(t, "t"), (time) => expectedPurchases(time, this.parameters));
  }

  /** The probability that a customer of whom nothing is known makes exactly n repeat purchases in the first `t` (8). */
  probabilityOfNPurchasesUpToTime(t: number, n: number): number {
    const { r, alpha, a, b } = this.parameters;
    const share = t / (alpha + t);
    const logNegativeBinomial = (j: number) =>
      logGamma(r + j) - logGamma(r) - logGamma(j + 1) + r * Math.log(1 - share) + (j === 0 ? 0 : j * Math.log(share));
    const stays = Math.exp(logBeta(a, b + n) - logBeta(a, b) + logNegativeBinomial(n));
    if (n === 0) return stays;
    let fewer = 0;
    for (let j = 0; j < n; j++) fewer += Math.exp(logNegativeBinomial(j));
    return stays + Math.exp(logBeta(a + 1, b + n - 1) - logBeta(a, b)) * Math.max(0, 1 - fewer);
  }
}

interface PurchaseLaw {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** Nearer to 1, a is interpolated over: the formula has 0/0 there, and its digits cancel. */
const besideOne = 1e-5;

/** E[purchases in t] of somebody who is alive (9); after a purchase history with r + x, α + T and b + x (10). */
function expectedPurchases(t: number, law: PurchaseLaw): number {
  if (t <= 0) return 0;
  const share = (law.a - 1 + besideOne) / (2 * besideOne);
  if (!(share > 0 && share < 1)) return purchasesByEuler(t, law);
  const below = purchasesByEuler(t, { ...law, a: 1 - besideOne });
  return below + share * (purchasesByEuler(t, { ...law, a: 1 + besideOne }) - below);
}

/**
 * (a + b − 1) / (a − 1) · [1 − (α / (α + t))ʳ ₂F₁(r, b; a + b − 1; t / (α + t))] with ₂F₁ after Euler's transformation, so that nothing overflows
 * for frequent customers.
 */
function purchasesByEuler(t: number, { r, alpha, a, b }: PurchaseLaw): number {
  const z = t / (alpha + t);
  const rest = (alpha / (alpha + t)) ** (a - 1) * hypergeometric2F1(a + b - 1 - r, a - 1, a + b - 1, z);
  return ((a + b - 1) / (a - 1)) * (1 - rest);
}
