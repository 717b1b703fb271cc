import { checkpoint } from "../../compute/index.ts";
import { Matrix } from "../../data/index.ts";
import { standardisation } from "./design.ts";

/**
 * Rows that are fewer than their columns span a space of as many dimensions as there are rows. Coefficients under an L2 penalty lie in it:
 * what is at right angles to all rows changes no prediction and costs (Hastie, Tibshirani & Friedman, "The Elements of Statistical
 * Learning", 2nd ed., section 18.3.5). So they are fitted to coordinates in an orthonormal basis of that space, where lengths and with them
 * the penalty are the same, and brought back: the cost grows with the columns, not with their cube.
 */
export class RowSpace {
  /** The rows, less the mean row where there is an intercept, in the coordinates of the basis: rows × rows, lower triangular. */
  readonly coordinates: Matrix;
  /** What was subtracted from the columns. */
  private readonly centre: Float64Array;
  private readonly reflectors: readonly Reflector[];

  private constructor(coordinates: Matrix, centre: Float64Array, reflectors: readonly Reflector[]) {
    this.coordinates = coordinates;
    this.centre = centre;
    this.reflectors = reflectors;
  }

  /**
   * The basis by Householder reflections of the rows (Golub & Van Loan, "Matrix Computations", 4th ed., algorithm 5.2.1), which takes
   * 2 · columns · rows² operations.
   * @param matrix fewer rows than columns; need not have been checked
   * @param type the model, for messages and progress
   * @throws FeatureError for missing or infinite values, and columns of numbers that have no square
   */
  static async of(matrix: Matrix, hasIntercept: boolean, type: string): Promise<RowSpace> {
    const { rows } = matrix;
    const { centre } = await standardisation(matrix, type);
    if (!hasIntercept) centre.fill(0);
    const left = Array.from({ length: rows }, (_, row) =>
      matrix.row(row).map((value, column) => value - centre[column]!),
    );
    const triangle = new Float64Array(rows * rows);
    const reflectors: Reflector[] = [];
    for (const [index, own] of left.entries()) {
      await checkpoint(index, rows, type);
      triangle.set(own.subarray(0, index), index * rows);
      const [rest, length] = [norm(own, index), norm(own, 0)];
      // What depends on the rows before has no direction of its own but its rounding.
      if (!(rest > Number.EPSILON * length)) continue;
      // The sign that avoids cancellation.
      const pivot = own[index]! > 0 ? -rest : rest;
      triangle[index * (rows + 1)] = pivot;
      own[index]! -= pivot;
      const reflector = { start: index, vector: own, factor: 1 / (pivot * own[index]!) };
      reflectors.push(reflector);
      for (const other of left.slice(index + 1)) reflect(reflector, other);
    }
    return new RowSpace(new Matrix(triangle, rows, rows), centre, reflectors);
  }

  /** What was fitted to the coordinates, as coefficients of the columns. */
  restore(fitted: { readonly coef: readonly number[]; readonly intercept: number }): {
    coef: number[];
    intercept: number;
  } {
    const coef = new Float64Array(this.centre.length);
    coef.set(fitted.coef);
    for (const reflector of this.reflectors.toReversed()) reflect(reflector, coef);
    const shift = coef.reduce((sum, value, column) => sum + value * this.centre[column]!, 0);
    return { coef: Array.from(coef), intercept: fitted.intercept - shift };
  }
}

/** x ↦ x + factor · (vᵀx) · v, where v is `vector` from `start` on. */
interface Reflector {
  readonly start: number;
  readonly vector: Float64Array;
  readonly factor: number;
}

function reflect({ start, vector, factor }: Reflector, other: Float64Array): void {
  let product = 0;
  for (let place = start; place < vector.length; place++) product += vector[place]! * other[place]!;
  const step = product * factor;
  for (let place = start; place < vector.length; place++) other[place]! += step * vector[place]!;
}

function norm(vector: Float64Array, start: number): number {
  let squares = 0;
  for (let place = start; place < vector.length; place++) squares += vector[place]! ** 2;
  return Math.sqrt(squares);
}
