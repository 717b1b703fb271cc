import type { Kernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { placeInRanks } from "./place-in-ranks.ts";
import { distinctValues, sortedColumns } from "./sort-columns.ts";

/** Codes are 16 bits wide, and the code after the last rank means missing. */
const mostRanks = 2 ** 16 - 1;

/**
 * Features as ranks: growing a tree needs only the order of values. A column of up to 65 535 different values loses nothing; one
 * with more is cut into as many groups of neighbours.
 */
export interface RankedColumns {
  readonly rows: number;
  readonly columns: number;
  /** Column-major: the rank of row r in column c is codes[c · rows + r]. */
  readonly codes: Uint16Array;
  /** For each column the smallest value of each rank, ascending; a missing value has the rank after the last. */
  readonly lowest: readonly Float64Array[];
  /** For each column the largest value of each rank. */
  readonly highest: readonly Float64Array[];
}

/** Replaces the values of each column by their ranks. NaN is missing. @returns codes in the memory of `kernels` */
export async function rankColumns(kernels: Kernels, matrix: Matrix): Promise<RankedColumns> {
  const { rows, columns } = matrix;
  const codes = kernels.uint16(rows * columns);
  const edgeCounts = kernels.int32(columns);
  const lowest: Float64Array[] = [];
  const highest: Float64Array[] = [];
  for await (const { first, count, values, sorted, present } of sortedColumns(kernels, matrix)) {
    present.forEach((ascending, index) => {
      const groups = groupValues(ascending);
      lowest.push(groups.lowest);
      highest.push(groups.highest);
      edgeCounts[index] = groups.highest.length;
      // There are no more of them than values, which are not needed any more.
      sorted.set(groups.highest, index * rows);
    });
    await kernels.run(placeInRanks, [values, sorted, edgeCounts, codes.subarray(first * rows), rows, rows], {
      items: count,
      block: 1,
    });
  }
  return { rows, columns, codes, lowest, highest };
}

function groupValues(ascending: Float64Array): { lowest: Float64Array; highest: Float64Array } {
  const distinct = distinctValues(ascending)!;
  if (distinct.length <= mostRanks) return { lowest: distinct, highest: distinct };
  const starts = Array.from({ length: mostRanks }, (_, rank) => Math.floor((rank * distinct.length) / mostRanks));
  return {
    lowest: Float64Array.from(starts, (start) => distinct[start]!),
    highest: Float64Array.from(starts, (_, rank) => distinct[(starts[rank + 1] ?? distinct.length) - 1]!),
  };
}

/** The threshold between two neighbouring ranks: half-way, as in scikit-learn. */
export function thresholdBetween(columns: RankedColumns, column: number, left: number, right: number): number {
  const below = columns.highest[column]![left]!;
  const above = columns.lowest[column]![right];
  if (above === undefined) return Infinity;
  const middle = below / 2 + above / 2;
  // Half-way between neighbouring floating-point numbers there is none; −0 would not survive JSON.
  return middle < above ? middle + 0 : below + 0;
}
