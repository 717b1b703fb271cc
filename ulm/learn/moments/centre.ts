import type { Matrix } from "../../data/index.ts";

/** Rows from which a first centre is taken. */
const sampleRows = 16;
/** A squared distance, in variances, that costs a digit or two. */
const farOff = 100;

/** What sums of distances from a centre tell about columns. */
interface Moments {
  readonly rows: number;
  readonly mean: Float64Array;
}

/**
 * Moments from one pass over the rows, which takes distances from a centre that some rows suggest; from a second one, around the mean,
 * where that was too far off to keep all digits (T. F. Chan, G. H. Golub, R. J. LeVeque, "Algorithms for computing the sample variance",
 * The American Statistician 37, 1983).
 * @param targets one more column, if there is any
 * @param pass the moments from distances to a centre
 * @param squaresOf Σ (x − mean)² of a column
 */
export async function aroundGoodCentre<Result extends Moments>(
  matrix: Matrix,
  targets: Float64Array | undefined,
  pass: (centre: Float64Array) => Promise<Result>,
  squaresOf: (moments: Result, column: number) => number,
): Promise<Result> {
  const centre = centreOfSome(matrix, targets);
  const moments = await pass(centre);
  const { mean, rows } = moments;
  const isFarOff = (value: number, column: number) =>
    rows * (value - centre[column]!) ** 2 > farOff * squaresOf(moments, column);
  return mean.some(isFarOff) ? pass(mean) : moments;
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
