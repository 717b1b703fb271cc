import { ParameterError } from "../../data/index.ts";

/** What is recommended: a product, a campaign. */
export type Item = string | number;

/** For each user, items in the order in which they are recommended, best first. An item that comes again counts once. */
export type Rankings = readonly (readonly Item[])[];

/** For each user, the items that turned out right, in any order. */
export type RelevantItems = readonly Iterable<Item>[];

/** All ranking metrics of one set of recommendations. */
export interface RankingScores {
  /** How many items of each list count. */
  k: number;
  /** Users with something relevant; the others say nothing of the order and are left out. */
  users: number;
  /** See `hitRateAtK`. */
  hitRate: number;
  /** See `precisionAtK`. */
  precision: number;
  /** See `recallAtK`. */
  recall: number;
  /** See `ndcgAtK`. */
  ndcg: number;
  /** See `meanAveragePrecisionAtK`. */
  meanAveragePrecision: number;
  /** See `meanReciprocalRank`. */
  meanReciprocalRank: number;
}

/** The share of users with at least one relevant item among the first k. */
export function hitRateAtK(recommended: Rankings, relevant: RelevantItems, k: number): number {
  return meanOverUsers(recommended, relevant, k, ({ hits }) => Number(hits.includes(true)));
}

/** The share of the k places that hold a relevant item, averaged over users. Places that a short list leaves empty count as misses. */
export function precisionAtK(recommended: Rankings, relevant: RelevantItems, k: number): number {
  return meanOverUsers(recommended, relevant, k, ({ hits }) => countTrue(hits) / k);
}

/** The share of a user's relevant items that are among the first k, averaged over users. */
export function recallAtK(recommended: Rankings, relevant: RelevantItems, k: number): number {
  return meanOverUsers(recommended, relevant, k, ({ hits, wanted }) => countTrue(hits) / wanted);
}

/**
 * Normalised discounted cumulative gain: hits count 1 / log₂(place + 1), divided by what the best order would give (Järvelin &
 * Kekäläinen 2002, https://doi.org/10.1145/582415.582418), averaged over users. For graded relevance see `ndcgScore`.
 */
export function ndcgAtK(recommended: Rankings, relevant: RelevantItems, k: number): number {
  return meanOverUsers(recommended, relevant, k, ({ hits, wanted }) => {
    const ideal = Array.from({ length: Math.min(k, wanted) }, () => true);
    return discountedGain(hits) / discountedGain(ideal);
  });
}

/**
 * Mean average precision: for each user the precision at each place with a hit, summed and divided by min(k, relevant items), so that
 * the best order scores 1.
 */
export function meanAveragePrecisionAtK(recommended: Rankings, relevant: RelevantItems, k: number): number {
  return meanOverUsers(recommended, relevant, k, ({ hits, wanted }) => {
    let found = 0;
    const precisions = hits.map((hit, place) => (hit ? ++found / (place + 1) : 0));
    return precisions.reduce((sum, value) => sum + value, 0) / Math.min(k, wanted);
  });
}

/** One divided by the place of the first hit (0 without one), averaged over users. @param k default the whole lists */
export function meanReciprocalRank(recommended: Rankings, relevant: RelevantItems, k = Infinity): number {
  return meanOverUsers(recommended, relevant, k, ({ hits }) => {
    const first = hits.indexOf(true);
    return first < 0 ? 0 : 1 / (first + 1);
  });
}

/** The share of the catalogue that is recommended to anybody among the first k. Items outside the catalogue do not count. */
export function catalogCoverage(recommended: Rankings, catalog: Iterable<Item>, k = Infinity): number {
  checkPlaces(k);
  const items = new Set(catalog);
  if (items.size === 0) throw new ParameterError("The catalogue is empty.");
  const shown = new Set(recommended.flatMap((list) => distinct(list, k)).filter((item) => items.has(item)));
  return shown.size / items.size;
}

/** All of them in one go. */
export function rankingScores(recommended: Rankings, relevant: RelevantItems, k: number): RankingScores {
  return {
    k,
    users: judgeUsers(recommended, relevant, k).length,
    hitRate: hitRateAtK(recommended, relevant, k),
    precision: precisionAtK(recommended, relevant, k),
    recall: recallAtK(recommended, relevant, k),
    ndcg: ndcgAtK(recommended, relevant, k),
    meanAveragePrecision: meanAveragePrecisionAtK(recommended, relevant, k),
    meanReciprocalRank: meanReciprocalRank(recommended, relevant, k),
  };
}

/** One user's list: which places hold something relevant, and how much is relevant at all. */
interface JudgedList {
  readonly hits: boolean[];
  readonly wanted: number;
}

function meanOverUsers(
  recommended: Rankings,
  relevant: RelevantItems,
  k: number,
  score: (list: JudgedList) => number,
): number {
  const lists = judgeUsers(recommended, relevant, k);
  return lists.reduce((sum, list) => sum + score(list), 0) / lists.length;
}

function judgeUsers(recommended: Rankings, relevant: RelevantItems, k: number): JudgedList[] {
  if (recommended.length !== relevant.length) {
    throw new ParameterError(
      `There are recommendations for ${recommended.length} users, but relevant items of ${relevant.length}.`,
    );
  }
  checkPlaces(k);
  const lists = recommended.map((list, user) => {
    const wanted = new Set(relevant[user]);
    return { hits: distinct(list, k).map((item) => wanted.has(item)), wanted: wanted.size };
  });
  const judged = lists.filter(({ wanted }) => wanted > 0);
  if (judged.length === 0) throw new ParameterError("No user has a relevant item: there is nothing to judge by.");
  return judged;
}

function checkPlaces(k: number): void {
  if (k >= 1 && (Number.isInteger(k) || k === Infinity)) return;
  throw new ParameterError(`k must be a whole number from 1, not ${k}.`);
}

function distinct(list: readonly Item[], k: number): Item[] {
  return [...new Set(list)].slice(0, k);
}

function countTrue(values: readonly boolean[]): number {
  return values.filter(Boolean).length;
}

function discountedGain(hits: readonly boolean[]): number {
  return hits.reduce((sum, hit, place) => sum + Number(hit) / Math.log2(place + 2), 0);
}
