import { addBlockSums, withKernels } from "../../compute/index.ts";
import type { Kernels } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { checkFinite } from "../check-features.ts";
import { aroundGoodCentre } from "./centre.ts";
import { forEachPiece } from "./row-pieces.ts";
import type { RowPiece } from "./row-pieces.ts";
import { scatterAroundMean } from "./scatter-around-mean.ts";
import { scatterRows } from "./scatter-rows.ts";

/** Rows that the kernel takes at a time. */
const kernelRows = 64;
/** Products in a block, about: a tenth of a millisecond's work. */
const blockProducts = 2 ** 20;
/** Sums that are held for the blocks of a piece, at most, unless two have more. */
const mostSums = 2 ** 24;
/** In place of what is not looked at. */
const none = new Float64Array(0);

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
 * @throws FeatureError for missing or infinite values
 */
export async function columnMoments(rows: MomentRows, type: string): Promise<ColumnMoments> {
  const { matrix, targets } = rows;
  const moments = await aroundGoodCentre(
    matrix,
    targets,
    (centre) => momentsAround(centre, rows, type),
    ({ mean, scatter }, column) => scatter[column * (mean.length + 1)]!,
  );
  // What is not finite stays in the sums.
  if (!moments.mean.every(Number.isFinite)) checkFinite(matrix, type);
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
  const total = kernels.float64(width * width);
  const mostBlocks = Math.max(2, Math.floor(mostSums / width ** 2));
  const addPiece = async ({ kernels: temporary, points, fetch, start, end }: RowPiece) => {
    const copyPiece = (values: Float64Array | undefined) => temporary.copy(values?.subarray(start, end) ?? none);
    const blocks = Math.ceil((end - start) / block);
    const parts = temporary.float64(blocks * width * width);
    const args = [
      points,
      copyPiece(targets),
      copyPiece(weights),
      temporary.copy(centre),
      temporary.perThread(() => temporary.float64(kernelRows * 4 * Math.ceil(width / 4))),
      parts,
      matrix.columns,
      Number(targets !== undefined),
      Number(weights !== undefined),
      block,
    ] as const;
    await temporary.run(scatterRows, args, { items: end - start, block, prepare: fetch });
    temporary.call(addBlockSums, [parts, total, blocks, width * width], 0, width * width);
  };
  await forEachPiece(matrix, block, type, addPiece, mostBlocks);
  return total;
}
