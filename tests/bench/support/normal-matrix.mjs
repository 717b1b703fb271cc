// @ts-check
import { Matrix } from "ulm/data";

/**
 * Independent standard normal numbers.
 * @param {number} rows
 * @param {number} columns
 * @param {{normal(): number}} random
 */
export function normalMatrix(rows, columns, random) {
  return new Matrix(
    Float64Array.from({ length: rows * columns }, () => random.normal()),
    rows,
    columns,
  );
}
