import { ParameterError, toLabels } from "../../data/index.ts";
import type { Label, Labels } from "../../data/index.ts";

/** How many rows two divisions of the same rows have in common, for metrics that do not care what groups are called. */
export interface Contingency {
  readonly rows: number;
  /** Rows of each group of the first and of the second division. */
  readonly first: readonly number[];
  readonly second: readonly number[];
  /** Pairs of groups that share rows. */
  readonly cells: readonly { readonly first: number; readonly second: number; readonly count: number }[];
}

/** @throws ParameterError unless both divide the same number of rows, one at least */
export function contingency(labelsTrue: Labels, labelsPredicted: Labels): Contingency {
  const [one, other] = [toLabels(labelsTrue, "labelsTrue"), toLabels(labelsPredicted, "labelsPredicted")];
  if (one.length !== other.length) {
    throw new ParameterError(`labelsTrue has ${one.length} rows, but labelsPredicted has ${other.length}.`);
  }
  if (one.length === 0) throw new ParameterError("There are no rows to compare.");
  const [first, second] = [groupCodes(one), groupCodes(other)];
  const counts = new Map<number, number>();
  first.codes.forEach((code, row) => {
    const cell = code * second.sizes.length + second.codes[row]!;
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  });
  const cells = [...counts].map(([cell, count]) => ({
    first: Math.floor(cell / second.sizes.length),
    second: cell % second.sizes.length,
    count,
  }));
  return { rows: one.length, first: first.sizes, second: second.sizes, cells };
}

/** −Σ p ln p of the shares of groups, in nats. */
export function entropy(sizes: readonly number[], rows: number): number {
  if (sizes.length === 1) return 0;
  return sizes.reduce((sum, size) => sum - (size / rows) * (Math.log(size) - Math.log(rows)), 0);
}

function groupCodes(labels: readonly Label[]): { codes: Int32Array; sizes: number[] } {
  const codeOf = new Map<Label, number>();
  const sizes: number[] = [];
  const codes = Int32Array.from(labels, (label) => {
    let code = codeOf.get(label);
    if (code === undefined) codeOf.set(label, (code = sizes.push(0) - 1));
    sizes[code]! += 1;
    return code;
  });
  return { codes, sizes };
}
