import type { Matrix } from "../../data/index.ts";

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

/** Replaces the values of each column by their ranks. NaN is missing. */
export function rankColumns(matrix: Matrix): RankedColumns {
  const { rows, columns } = matrix;
  const codes = new Uint16Array(rows * columns);
  const lowest: Float64Array[] = [];
  const highest: Float64Array[] = [];
  for (let column = 0; column < columns; column++) {
    const values = matrix.column(column);
    const groups = groupValues(values.slice().sort());
    lowest.push(groups.lowest);
    highest.push(groups.highest);
    for (let row = 0; row < rows; row++) codes[column * rows + row] = rankOf(values[row]!, groups.highest);
  }
  return { rows, columns, codes, lowest, highest };
}

/** @param sorted ascending, NaN at the end */
function groupValues(sorted: Float64Array): { lowest: Float64Array; highest: Float64Array } {
  const distinct = sorted.filter((value, index) => !Number.isNaN(value) && value !== sorted[index - 1]);
  if (distinct.length <= mostRanks) return { lowest: distinct, highest: distinct };
  const starts = Array.from({ length: mostRanks }, (_, rank) => Math.floor((rank * distinct.length) / mostRanks));
  return {
    lowest: Float64Array.from(starts, (start) => distinct[start]!),
    highest: Float64Array.from(starts, (_, rank) => distinct[(starts[rank + 1] ?? distinct.length) - 1]!),
  };
}

/** The first rank whose largest value reaches `value`. */
function rankOf(value: number, highest: Float64Array): number {
  if (Number.isNaN(value)) return highest.length;
  let low = 0;
  let high = highest.length - 1;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (highest[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
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
