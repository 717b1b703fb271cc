import { addBlockSums, withKernels } from "../../compute/index.ts";
import type { Kernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { checkFinite } from "../check-features.ts";
import { checkSquares } from "../check-squares.ts";
import { aroundGoodCentre } from "./centre.ts";
import { RowPieces } from "./row-pieces.ts";
import { scatterAroundMean } from "./scatter-around-mean.ts";
import { scatterRows } from "./scatter-rows.ts";

/** Rows that the kernel takes at a time. */
const kernelRows = 64;
/** Products in a block, about: a tenth of a millisecond's work. */
const blockProducts = 2 ** 20;
/** Sums that are held for the blocks of a piece, at most, unless two have more. */
const mostSums = 2 ** 24;

/** Rows, with what belongs to each of them. */
export interface MomentRows {
  /** Need not have been checked. */
  readonly matrix: Matrix;
  /** One more column of finite numbers, if there is any. */
  readonly targets?: Float64Array | undefined;
  /** How much each row counts, finite and from 0; `undefined` when all count alike. */
  readonly weights?: Float64Array | undefined;
}

/** Where rows lie, and how their columns vary together. */
export interface ColumnMoments {
  /** How many rows there are, or what they weigh together. */
  readonly rows: number;
  /** Of each column, then of the targets if there are any. */
  readonly mean: Float64Array;
  /** Σ w (x − mean)(x − mean)ᵀ over all rows, as wide as `mean` is long, row-major; only its lower triangle is filled. */
  readonly scatter: Float64Array;
}

/**
 * The moments of all columns together.
 * @param type the model, for messages and progress
 * @throws FeatureError for missing or infinite values, and such as have no square
 */
export async function columnMoments(rows: MomentRows, type: string): Promise<ColumnMoments> {
  const { matrix, targets } = rows;
  const moments = await aroundGoodCentre(
    matrix,
    targets,
    (centre) => momentsAround(centre, rows, type),
    ({ mean, scatter }, column) => scatter[column * (mean.length + 1)]!,
  );
  // What is not finite, or has no square, stays in the sums.
  if (!moments.mean.every(Number.isFinite) || !moments.scatter.every(Number.isFinite)) {
    checkFinite(matrix, type);
    checkSquares(matrix, type);
  }
  return moments;
}

/** The moments from distances to a centre. */
async function momentsAround(centre: Float64Array, rows: MomentRows, type: string): Promise<ColumnMoments> {
  const size = centre.length;
  return withKernels(type, async (kernels) => {
    const sums = await addUp(kernels, centre, rows, type);
    const scatter = kernels.float64(size * size);
    kernels.call(scatterAroundMean, [sums, scatter, size], 0, size);
    const last = sums.subarray(size * (size + 1));
    const weight = last[size]!;
    return {
      rows: weight,
      mean: centre.map((value, index) => value + last[index]! / weight),
      scatter: scatter.slice(),
    };
  });
}

/** What `scatterRows` adds up over all rows: Σ w z zᵀ. */
async function addUp(
  kernels: Kernels,
  centre: Float64Array,
  { matrix, targets, weights }: MomentRows,
  type: string,
): Promise<Float64Array> {
  const width = centre.length + 1;
  const block = kernelRows * Math.ceil(Math.max((2 * blockProducts) / width ** 2, width / 2) / kernelRows);
  const mostBlocks = Math.max(2, Math.floor(mostSums / width ** 2));
  const pieces = new RowPieces(kernels, matrix, block, mostBlocks);
  const place = (values: Float64Array | undefined) => kernels.space(values === undefined ? 0 : pieces.length);
  const [pieceTargets, pieceWeights] = [place(targets), place(weights)];
  const parts = kernels.float64(pieces.blocks * width * width);
  const args = [
    pieces.points,
    pieceTargets,
    pieceWeights,
    kernels.copy(centre),
    kernels.perThread(() => kernels.float64(kernelRows * 4 * Math.ceil(width / 4))),
    parts,
    matrix.columns,
    Number(targets !== undefined),
    Number(weights !== undefined),
    block,
  ] as const;
  await pieces.forEach(type, async ({ start, end, fetch }) => {
    if (targets !== undefined) pieceTargets.set(targets.subarray(start, end));
    if (weights !== undefined) pieceWeights.set(weights.subarray(start, end));
    await kernels.run(scatterRows, args, { items: end - start, block, prepare: fetch });
  });
  const total = kernels.float64(width * width);
  kernels.call(addBlockSums, [parts, total, pieces.blocks, width * width], 0, width * width);
  return total;
}
