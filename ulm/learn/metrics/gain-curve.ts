import type { Label, Labels } from "../../data/index.ts";
import { checkScored } from "./checked-labels.ts";
import type { Scores } from "./checked-labels.ts";
import { thresholdCounts } from "./threshold-counts.ts";

/** What contacting the highest scores first would find. */
export interface GainCurve {
  /** The share of all rows contacted, rising from 0 to 1; one entry for each distinct score. */
  contacted: number[];
  /** The share of all positives found among them: cumulative gain. */
  found: number[];
  /** How many times more positives than among as many rows at random; starts with the second entry of the others. */
  lift: number[];
  /** The share of positives. */
  prevalence: number;
  positive: Label;
}

/**
 * Cumulative gain and lift. Rows of one score cannot be told apart and come together.
 * @param options.positive the class that scores speak for. Default the larger of the two
 */
export function gainCurve(yTrue: Labels, scores: Scores, options: { positive?: Label } = {}): GainCurve {
  const rows = checkScored(yTrue, scores, options);
  const { isPositive, positive } = rows;
  const counts = thresholdCounts(rows);
  const total = counts.truePositives.at(-1)!;
  const contacted = counts.truePositives.map(
    (hits, index) => (hits + counts.falsePositives[index]!) / isPositive.length,
  );
  const found = counts.truePositives.map((hits) => hits / total);
  return {
    contacted: [0, ...contacted],
    found: [0, ...found],
    lift: found.map((share, index) => share / contacted[index]!),
    prevalence: total / isPositive.length,
    positive,
  };
}

/**
 * How many times more positives than average there are among the rows with the highest scores.
 * @param share of all rows, 0 … 1; of rows with one score as many as are needed count in proportion
 */
export function liftAt(yTrue: Labels, scores: Scores, share: number, options: { positive?: Label } = {}): number {
  const { contacted, found } = gainCurve(yTrue, scores, options);
  const end = Math.max(
    1,
    contacted.findIndex((value) => value >= share),
  );
  const width = contacted[end]! - contacted[end - 1]!;
  const part = (share - contacted[end - 1]!) / width;
  return (found[end - 1]! + part * (found[end]! - found[end - 1]!)) / share;
}
