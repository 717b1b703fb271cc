import { defineKernel } from "../../compute/index.ts";
import type { Kernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";

/**
 * Sorts columns; what is not a number comes last. Items are columns.
 * @param values columns × rows
 * @param sorted likewise; written
 * @param scratch of `sortScratchBytes`; the kernel's working memory, of which the twin needs none
 */
export const sortColumns = defineKernel(
  "sortColumns",
  (values: Float64Array, sorted: Float64Array, _scratch: Uint8Array, rows: number, start: number, end: number) => {
    sorted.set(values.subarray(start * rows, end * rows), start * rows);
    for (let column = start; column < end; column++) sorted.subarray(column * rows, (column + 1) * rows).sort();
  },
);

/** ulm/compute/assembly/sort-columns.ts lays it out. */
export function sortScratchBytes(rows: number): number {
  return 8 * rows + 6 * 2048 * 4;
}

/** Some neighbouring columns of a matrix. */
export interface SortedColumns {
  /** The first one's place in the matrix. */
  readonly first: number;
  readonly count: number;
  /** count × rows. */
  readonly values: Float64Array;
  /** count × rows, ascending, missing values last. */
  readonly sorted: Float64Array;
  /** For each column its values that are not missing: views of `sorted`. */
  readonly present: readonly Float64Array[];
}

/** Columns are sorted in batches that need no more memory than this. */
const batchBytes = 16 * 2 ** 20;

/** Sorts the columns of a matrix, some at a time: the arrays of a batch are overwritten by the next. A batch begins with an even column. */
export async function* sortedColumns(kernels: Kernels, matrix: Matrix): AsyncGenerator<SortedColumns> {
  const { rows, columns } = matrix;
  const together = Math.min(columns, 2 * Math.max(1, Math.floor(batchBytes / (16 * rows))));
  const values = kernels.float64(together * rows);
  const sorted = kernels.float64(together * rows);
  const scratch = kernels.perThread(() => kernels.uint8(sortScratchBytes(rows)));
  for (let first = 0; first < columns; first += together) {
    const count = Math.min(together, columns - first);
    gather(matrix, first, count, values);
    await kernels.run(sortColumns, [values, sorted, scratch, rows], { items: count, block: 1 });
    yield {
      first,
      count,
      values,
      sorted,
      present: Array.from({ length: count }, (_, column) =>
        withoutMissing(sorted.subarray(column * rows, (column + 1) * rows)),
      ),
    };
  }
}

function gather({ data, rows, columns }: Matrix, first: number, count: number, values: Float64Array): void {
  for (let row = 0; row < rows; row++) {
    const start = row * columns + first;
    for (let column = 0; column < count; column++) values[column * rows + row] = data[start + column]!;
  }
}

function withoutMissing(sorted: Float64Array): Float64Array {
  let count = sorted.length;
  while (count > 0 && Number.isNaN(sorted[count - 1])) count--;
  return sorted.subarray(0, count);
}

/** The different values of an ascending list; `undefined` when there are more than `most`. */
export function distinctValues(sorted: Float64Array, most = Infinity): Float64Array | undefined {
  let count = 0;
  for (let index = 0; index < sorted.length; index++) {
    if (sorted[index] !== sorted[index - 1]) count++;
    if (count > most) return undefined;
  }
  const distinct = new Float64Array(count);
  count = 0;
  for (let index = 0; index < sorted.length; index++) {
    if (sorted[index] !== sorted[index - 1]) distinct[count++] = sorted[index]!;
  }
  return distinct;
}
