import { alignColumns, badValueError, FeatureError, Table, TableError, toMatrix } from "../data/index.ts";
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
  const matrix = alignedMatrix(features, type, names);
  if (names === undefined && matrix.rows === 0) throw new FeatureError(`${type}: There are no rows to learn from.`);
  if (names === undefined && matrix.columns === 0) throw new FeatureError(`${type}: X has no columns to learn from.`);
  if (!allFinite(matrix.data)) {
    const bad = matrix.data.findIndex(missing === "taken" ? isInfinite : isNotFinite);
    if (bad < 0) return matrix;
    throw badValueError(type, matrix.names[bad % matrix.columns]!, Math.floor(bad / matrix.columns), matrix.data[bad]);
  }
  return matrix;
}

function alignedMatrix(features: Features, type: string, names: readonly string[] | undefined): Matrix {
  try {
    if (names === undefined) return toMatrix(features);
    if (features instanceof Table) return alignColumns(features, names, type).toMatrix();
    const matrix = toMatrix(features);
    if (matrix.columns === names.length) return matrix;
    throw new TableError(
      `it was fitted on ${names.length} columns (${names.join(", ")}), but X has ${matrix.columns}.`,
    );
  } catch (cause) {
    if (cause instanceof FeatureError) throw cause;
    if (cause instanceof TableError) throw new FeatureError(`${type}: ${cause.message}`, { cause });
    throw cause;
  }
}

/** Whether all values are finite, without asking each: 0 · ∞ and 0 · NaN are NaN, which stays in the sum. */
function allFinite(values: Float64Array): boolean {
  let zero = 0;
  for (let index = 0; index < values.length; index++) zero += 0 * values[index]!;
  return zero === 0;
}

function isNotFinite(value: number): boolean {
  return !Number.isFinite(value);
}

function isInfinite(value: number): boolean {
  return value === Infinity || value === -Infinity;
}
