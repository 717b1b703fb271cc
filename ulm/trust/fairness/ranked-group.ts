import { ParameterError } from "../../data/index.ts";
import type { Label } from "../../data/index.ts";
import type { FairnessConstraint } from "./fair-thresholds.ts";

/** A place where the ranking of a group may be cut: who scores `threshold` or more is selected. */
export interface Cut {
  /** Infinity selects nobody. */
  readonly threshold: number;
  /** The rate of the constraint with this cut. */
  readonly rate: number;
  /** Rows that are decided rightly. */
  readonly correct: number;
}

/** All cuts of one group, from nobody to everybody. */
export type RankedGroup = readonly Cut[];

/** @throws ParameterError when the group has no rows that the rate is a share of */
export function rankGroup(
  group: Label,
  constraint: FairnessConstraint,
  scores: Float64Array,
  isPositive: readonly boolean[],
  members: readonly Label[],
): RankedGroup {
  const rows = [...scores.keys()].filter((row) => members[row] === group).sort((a, b) => scores[b]! - scores[a]!);
  const positives = rows.filter((row) => isPositive[row]).length;
  const base = { selectionRate: rows.length, truePositiveRate: positives, falsePositiveRate: rows.length - positives };
  if (base[constraint] === 0) {
    throw new ParameterError(`Group ${JSON.stringify(group)} has no rows of which a ${constraint} could be taken.`);
  }
  let hits = 0;
  const cuts: Cut[] = [{ threshold: Infinity, rate: 0, correct: rows.length - positives }];
  rows.forEach((row, index) => {
    if (isPositive[row]) hits += 1;
    // Equal scores cannot be told apart.
    if (index + 1 < rows.length && scores[rows[index + 1]!] === scores[row]) return;
    const misses = index + 1 - hits;
    const selected = { selectionRate: index + 1, truePositiveRate: hits, falsePositiveRate: misses };
    cuts.push({
      threshold: scores[row]!,
      rate: selected[constraint] / base[constraint],
      correct: hits + (rows.length - positives - misses),
    });
  });
  return cuts;
}
