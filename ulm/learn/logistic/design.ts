import type { Matrix } from "../../data/index.ts";

/**
 * Features prepared for fitting: columns scaled to standard deviation 1, centred when there is an intercept, and a last column of
 * ones for it. Only the numerical conditioning changes: what is fitted is put back into the units of the data, exactly.
 */
export interface Design {
  /** rows × width, row-major. */
  readonly values: Float64Array;
  readonly rows: number;
  readonly width: number;
  readonly hasIntercept: boolean;
  readonly centre: Float64Array;
  readonly scale: Float64Array;
}

export function prepareDesign(matrix: Matrix, hasIntercept: boolean): Design {
  const { rows, columns, data } = matrix;
  const width = columns + Number(hasIntercept);
  const centre = new Float64Array(columns);
  const scale = new Float64Array(columns).fill(1);
  const values = new Float64Array(rows * width).fill(1);
  for (let column = 0; column < columns; column++) {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += data[row * columns + column]!;
    const mean = sum / rows;
    let squares = 0;
    for (let row = 0; row < rows; row++) squares += (data[row * columns + column]! - mean) ** 2;
    const deviation = Math.sqrt(squares / rows);
    if (hasIntercept) centre[column] = mean;
    // What remains of a constant column is rounding: left alone, it shows as singular instead of being blown up.
    if (deviation > 1e-13 * Math.abs(mean)) scale[column] = deviation;
    else if (hasIntercept) centre[column] = data[column]!;
    for (let row = 0; row < rows; row++) {
      values[row * width + column] = (data[row * columns + column]! - centre[column]!) / scale[column]!;
    }
  }
  return { values, rows, width, hasIntercept, centre, scale };
}

/** Coefficients of the prepared features in the units of the data; the intercept, if any, stays last. */
export function restoreUnits(design: Design, fitted: Float64Array): Float64Array {
  const { centre, scale, hasIntercept } = design;
  const restored = Float64Array.from(fitted);
  for (let column = 0; column < scale.length; column++) {
    restored[column]! /= scale[column]!;
    if (hasIntercept) restored[scale.length]! -= restored[column]! * centre[column]!;
  }
  return restored;
}

/** The covariance matrix of the coefficients in the units of the data. */
export function restoreCovariance(design: Design, covariance: Float64Array): Float64Array {
  // restoreUnits is linear: apply it to the rows and then to the columns.
  const { width } = design;
  const transpose = (matrix: Float64Array) =>
    matrix.map((_, index) => matrix[(index % width) * width + Math.floor(index / width)]!);
  const restoreRows = (matrix: Float64Array) => {
    const restored = new Float64Array(matrix.length);
    for (let row = 0; row < width; row++) {
      restored.set(restoreUnits(design, matrix.subarray(row * width, (row + 1) * width)), row * width);
    }
    return restored;
  };
  return restoreRows(transpose(restoreRows(covariance)));
}
