import { Table } from "../../data/index.ts";
import { valueText } from "../../data/params-text.ts";
import type { Trial } from "./trial.ts";

/** One row for each trial: parameters, then means, spreads, ranks and folds of each score. */
export function cvResults(trials: readonly Trial[]): Table {
  const [first] = trials;
  const columns = (["test", "train"] as const).flatMap((part) =>
    Object.keys(first?.[part] ?? {}).map((name) => {
      const scores = trials.map((trial) => trial[part][name]!);
      return (index: number) => scoreCells(scores, index, part, name);
    }),
  );
  return Table.fromObjects(
    trials.map(({ params }, index) => ({
      ...cellsOf(params),
      ...Object.assign({}, ...columns.map((cells) => cells(index))),
    })),
  );
}

/** Parameters as cells of a table. */
export function cellsOf(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, cellOf(value)]));
}

/** NaN is worse than every score. */
export function isBetter(score: number, other: number): boolean {
  return score > other || (Number.isNaN(other) && !Number.isNaN(score));
}

function cellOf(value: unknown): unknown {
  return (typeof value === "object" && value !== null) || typeof value === "function" ? valueText(value) : value;
}

function scoreCells(
  scores: readonly (readonly number[])[],
  index: number,
  part: "test" | "train",
  name: string,
): Record<string, number> {
  const suffix = `${part === "test" ? "Test" : "Train"}_${name}`;
  const own = scores[index]!;
  const mean = meanOf(own);
  const spread = Math.sqrt(meanOf(own.map((score) => (score - mean) ** 2)));
  // Only rows that were not learnt from rank candidates.
  const rank =
    part === "test" ? { [`rank${suffix}`]: 1 + scores.filter((other) => isBetter(meanOf(other), mean)).length } : {};
  const folds = Object.fromEntries(own.map((score, fold) => [`split${fold}${suffix}`, score]));
  return { [`mean${suffix}`]: mean, [`std${suffix}`]: spread, ...rank, ...folds };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
