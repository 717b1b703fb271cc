import { checkpoint, withKernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { checkFinite } from "../check-features.ts";
import { addBlocks } from "../clustering/row-blocks.ts";
import { scatterRows } from "./scatter-rows.ts";

/** Rows that the kernel takes at a time. */
const kernelRows = 64;
/** Products in a block, about: a tenth of a millisecond's work. */
const blockProducts = 2 ** 20;
/** Numbers in a piece of the rows, about: it stays in the cache that all cores share, and its memory is used again by the next. */
const pieceNumbers = 2 ** 19;
/** Rows from which the first centre is taken. */
const sampleRows = 64;
/** A squared distance, in variances, that costs a digit or two. */
const farOff = 100;

/** Where rows lie, and how their columns vary together. */
export interface ColumnMoments {
  readonly rows: number;
  /** Of each column, then of the targets if there are any. */
  readonly mean: Float64Array;
  /** Σ (x − mean)(x − mean)ᵀ over all rows, as wide as `mean` is long, row-major; only its lower triangle is filled. */
  readonly scatter: Float64Array;
}

/**
 * The moments of all columns in one pass over the rows, which go through the kernels piece by piece: the whole is never copied. Distances
 * are taken from a centre that some rows suggest, and from the mean in a second pass where that was too far off to keep all digits
 * (T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for computing the sample variance", The American Statistician 37, 1983).
 * @param matrix need not have been checked
 * @param targets one more column of finite numbers, if there is any
 * @param type the model, for messages and progress
 * @throws FeatureError for missing or infinite values
 */
export async function columnMoments(
  matrix: Matrix,
  targets: Float64Array | undefined,
  type: string,
): Promise<ColumnMoments> {
  const centre = centreOfSome(matrix, targets);
  const moments = momentsFrom(centre, await scatterAround(centre, matrix, targets, type));
  const { mean, scatter, rows } = moments;
  // What is not finite stays in the sums.
  if (!mean.every(Number.isFinite)) checkFinite(matrix, type);
  const isFarOff = (value: number, index: number) =>
    rows * (value - centre[index]!) ** 2 > farOff * scatter[index * (mean.length + 1)]!;
  if (!mean.some(isFarOff)) return moments;
  return momentsFrom(mean, await scatterAround(mean, matrix, targets, type));
}

/** A point among the rows. In a column whose values are all equal it is that value exactly. */
function centreOfSome({ data, rows, columns }: Matrix, targets: Float64Array | undefined): Float64Array {
  const centre = new Float64Array(columns + Number(targets !== undefined));
  const count = Math.min(sampleRows, rows);
  for (let index = 0; index < count; index++) {
    const row = Math.floor((index * rows) / count);
    for (let column = 0; column < columns; column++) {
      centre[column]! += (data[row * columns + column]! - data[column]!) / count;
    }
    if (targets !== undefined) centre[columns]! += (targets[row]! - targets[0]!) / count;
  }
  for (let column = 0; column < columns; column++) centre[column]! += data[column]!;
  if (targets !== undefined) centre[columns]! += targets[0]!;
  return centre;
}

/** What `scatterRows` adds up over all rows: Σ z zᵀ. */
async function scatterAround(
  centre: Float64Array,
  { data, rows, columns }: Matrix,
  targets: Float64Array | undefined,
  type: string,
): Promise<Float64Array> {
  const width = centre.length + 1;
  const block = kernelRows * Math.ceil(Math.max((2 * blockProducts) / width ** 2, width / 2) / kernelRows);
  const piece = block * Math.max(4, Math.ceil(pieceNumbers / columns / block));
  const total = new Float64Array(width * width);
  for (let start = 0; start < rows; start += piece) {
    await checkpoint(start, rows, type);
    const end = Math.min(rows, start + piece);
    await withKernels(type, async (kernels) => {
      const parts = kernels.float64(Math.ceil((end - start) / block) * width * width);
      const args = [
        kernels.copy(data.subarray(start * columns, end * columns)),
        kernels.copy(targets?.subarray(start, end) ?? new Float64Array(0)),
        kernels.copy(centre),
        kernels.perThread(() => kernels.float64(kernelRows * 4 * Math.ceil(width / 4))),
        parts,
        columns,
        Number(targets !== undefined),
        block,
      ] as const;
      await kernels.run(scatterRows, args, { items: end - start, block });
      addBlocks(parts, width * width).forEach((sum, index) => (total[index]! += sum));
    });
  }
  return total;
}

/** The moments around the mean: Σ (x − mean)(x − mean)ᵀ = Σ z zᵀ − (Σ z)(Σ z)ᵀ / rows. */
function momentsFrom(centre: Float64Array, sums: Float64Array): ColumnMoments {
  const size = centre.length;
  const width = size + 1;
  const last = sums.subarray(size * width);
  const rows = last[size]!;
  const scatter = new Float64Array(size * size);
  for (let upper = 0; upper < size; upper++) {
    for (let lower = 0; lower <= upper; lower++) {
      scatter[upper * size + lower] = sums[upper * width + lower]! - (last[upper]! * last[lower]!) / rows;
    }
  }
  return { rows, mean: centre.map((value, index) => value + last[index]! / rows), scatter };
}
