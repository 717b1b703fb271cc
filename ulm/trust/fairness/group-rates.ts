import type { Label } from "../../data/index.ts";
import { proportion } from "../../compute/index.ts";
import type { Proportion } from "../../compute/index.ts";

/** What is compared between groups. */
export type RateName = "selectionRate" | "truePositiveRate" | "falsePositiveRate" | "precision";

/** In the order in which they are shown. */
export const rateNames: readonly RateName[] = ["selectionRate", "truePositiveRate", "falsePositiveRate", "precision"];

/** How a model treats one group. */
export interface GroupRates extends Readonly<Record<RateName, Proportion>> {
  /** Its name. */
  readonly group: Label;
  /** Rows of the group. */
  readonly count: number;
}

/** Rows of one group: how many there are of each true and predicted class. */
export interface GroupCounts {
  /** Its name. */
  readonly group: Label;
  /** Positive, and selected. */
  truePositives: number;
  /** Negative, but selected. */
  falsePositives: number;
  /** Negative, and not selected. */
  trueNegatives: number;
  /** Positive, but not selected. */
  falseNegatives: number;
}

/** @param level confidence of the intervals */
export function groupRates(counts: GroupCounts, level: number): GroupRates {
  const { group, truePositives, falsePositives, trueNegatives, falseNegatives } = counts;
  const selected = truePositives + falsePositives;
  const positives = truePositives + falseNegatives;
  const negatives = falsePositives + trueNegatives;
  return {
    group,
    count: positives + negatives,
    selectionRate: proportion(selected, positives + negatives, level),
    truePositiveRate: proportion(truePositives, positives, level),
    falsePositiveRate: proportion(falsePositives, negatives, level),
    precision: proportion(truePositives, selected, level),
  };
}

/** Counts rows by group, groups in the given order. */
export function countGroups(
  isPositive: readonly boolean[],
  isSelected: readonly boolean[],
  groups: readonly Label[],
  order: readonly Label[],
): GroupCounts[] {
  const empty = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
  const counts = new Map(order.map((group): [Label, GroupCounts] => [group, { group, ...empty }]));
  groups.forEach((group, row) => {
    const own = counts.get(group)!;
    if (isSelected[row]) own[isPositive[row] ? "truePositives" : "falsePositives"] += 1;
    else own[isPositive[row] ? "falseNegatives" : "trueNegatives"] += 1;
  });
  return [...counts.values()];
}
