import { alignColumns, badValueError, FeatureError, named, Table, toMatrix } from "../data/index.ts";
import type { Features, Matrix } from "../data/index.ts";

export { FeatureError };

/**
 * The features as a matrix of finite numbers.
 * @param type the model, for messages
 * @param names the columns it was fitted on: a table must have exactly these, in any order, a matrix as many
 * @param missing whether the model takes missing values, as NaN; "refused" by default
 * @throws FeatureError
 */
export function checkFeatures(
  features: Features,
  type: string,
  names?: readonly string[],
  missing: "refused" | "taken" = "refused",
): Matrix {
  const matrix = featureMatrix(features, type, names);
  checkFinite(matrix, type, missing);
  return matrix;
}

/** The same, for models that notice by their sums whether all values are finite: these are not looked at yet. */
export function featureMatrix(features: Features, type: string, names?: readonly string[]): Matrix {
  const matrix = alignedMatrix(features, type, names);
  if (names === undefined && matrix.rows === 0) throw new FeatureError(`${type}: There are no rows to learn from.`);
  if (names === undefined && matrix.columns === 0) throw new FeatureError(`${type}: X has no columns to learn from.`);
  return matrix;
}

/** @throws FeatureError that names the first value that is not finite */
export function checkFinite(matrix: Matrix, type: string, missing: "refused" | "taken" = "refused"): void {
  if (allFinite(matrix.data)) return;
  const bad = matrix.data.findIndex(missing === "taken" ? isInfinite : isNotFinite);
  if (bad < 0) return;
  throw badValueError(type, matrix.names[bad % matrix.columns]!, Math.floor(bad / matrix.columns), matrix.data[bad]);
}

function alignedMatrix(features: Features, type: string, names: readonly string[] | undefined): Matrix {
  return named(type, () => {
    if (names === undefined) return toMatrix(features);
    if (features instanceof Table) return alignColumns(features, names, type).toMatrix();
    const matrix = toMatrix(features);
    if (matrix.columns === names.length) return matrix;
    throw new FeatureError(
      `${type}: it was fitted on ${names.length} columns (${names.join(", ")}), but X has ${matrix.columns}.`,
    );
  });
}

/** Whether all values are finite, without asking each: 0 · ∞ and 0 · NaN are NaN, which stays in the sum. */
export function allFinite(values: Float64Array): boolean {
  // Four sums, which do not have to wait for each other.
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let index = 0;
  for (; index + 3 < values.length; index += 4) {
    a += 0 * values[index]!;
    b += 0 * values[index + 1]!;
    c += 0 * values[index + 2]!;
    d += 0 * values[index + 3]!;
  }
  for (; index < values.length; index++) a += 0 * values[index]!;
  return a + b + c + d === 0;
}

function isNotFinite(value: number): boolean {
  return !Number.isFinite(value);
}

function isInfinite(value: number): boolean {
  return value === Infinity || value === -Infinity;
}
