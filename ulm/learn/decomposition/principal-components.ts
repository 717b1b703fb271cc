import { symmetricEigen } from "../../compute/index.ts";
import type { Matrix } from "../../data/index.ts";
import { checkFinite } from "../check-features.ts";
import { checkDistances, checkSquares } from "../check-squares.ts";
import { columnMoments } from "../moments/column-moments.ts";
import { rowProducts } from "./row-products.ts";

/** Smaller sums of squares have lost digits. */
const smallestSquares = 1e-290;

/** All principal components of some rows, those with the most variance first. */
export interface PrincipalComponents {
  readonly mean: Float64Array;
  /** min(rows, columns) unit vectors, one for each row, row-major; their signs are arbitrary. */
  readonly components: Float64Array;
  /** The sum of squares of the rows along each component: the squared singular values. */
  readonly squares: Float64Array;
}

/**
 * The eigenvectors of the scatter matrix of the columns or, where there are fewer rows than columns, those of the products of the rows
 * carried over to the columns.
 * @param type the model, for messages and progress
 * @throws FeatureError for missing or infinite values, and such as have no square
 */
export async function principalComponents(matrix: Matrix, type: string): Promise<PrincipalComponents> {
  const found = matrix.rows >= matrix.columns ? await byColumns(matrix, type) : await byRows(matrix, type);
  if (!(found.squares[0]! > smallestSquares)) checkDistances(matrix, type);
  return found;
}

async function byColumns(matrix: Matrix, type: string): Promise<PrincipalComponents> {
  const { mean, scatter } = await columnMoments({ matrix }, type);
  const { values, vectors } = symmetricEigen(scatter, matrix.columns);
  return { mean, components: vectors, squares: values.map((value) => Math.max(0, value)) };
}

/** If X Xᵀ u = λ u, then Xᵀ u is an eigenvector of Xᵀ X with the same value. */
async function byRows(matrix: Matrix, type: string): Promise<PrincipalComponents> {
  checkFinite(matrix, type);
  checkSquares(matrix, type);
  const { data, rows, columns } = matrix;
  const { mean, products } = await rowProducts(matrix, type);
  const { values, vectors } = symmetricEigen(products, rows);
  const components = new Float64Array(rows * columns);
  for (let index = 0; index < rows; index++) {
    const component = components.subarray(index * columns, (index + 1) * columns);
    for (let row = 0; row < rows; row++) {
      const share = vectors[index * rows + row]!;
      for (let column = 0; column < columns; column++) {
        component[column]! += share * (data[row * columns + column]! - mean[column]!);
      }
    }
    orthonormalise(components, index, columns);
  }
  return { mean, components, squares: values.map((value) => Math.max(0, value)) };
}

/** Components without variance come out as noise: each is made orthogonal to those before it, or to a unit vector that is. */
function orthonormalise(components: Float64Array, index: number, columns: number): void {
  const own = components.subarray(index * columns, (index + 1) * columns);
  for (let attempt = 0; ; attempt++) {
    const before = Math.hypot(...own);
    // Twice is enough (Kahan): the second time takes out what rounding has left.
    takeOut(components, index, columns);
    takeOut(components, index, columns);
    const after = Math.hypot(...own);
    if (after > 1e-8 * before && before > 0) {
      for (let column = 0; column < columns; column++) own[column]! /= after;
      return;
    }
    own.fill(0);
    own[attempt] = 1;
  }
}

function takeOut(components: Float64Array, index: number, columns: number): void {
  const own = components.subarray(index * columns, (index + 1) * columns);
  for (let earlier = 0; earlier < index; earlier++) {
    const other = components.subarray(earlier * columns, (earlier + 1) * columns);
    const product = own.reduce((sum, value, column) => sum + value * other[column]!, 0);
    for (let column = 0; column < columns; column++) own[column]! -= product * other[column]!;
  }
}
