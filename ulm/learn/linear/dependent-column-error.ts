import { FeatureError } from "../check-features.ts";

/**
 * Columns that depend on each other have no coefficients of their own.
 * @param column `undefined` for the intercept
 * @param remedy what takes such columns: "use Ridge"
 */
export function dependentColumnError(
  type: string,
  column: string | undefined,
  remedy: string,
  cause: unknown,
): FeatureError {
  const what = column === undefined ? "the intercept" : `column "${column}"`;
  return new FeatureError(
    `${type}: ${what} can be computed from the others (is it constant, or a one-hot column too many?). ` +
      `Drop one (OneHotEncoder: drop "first"), or ${remedy}.`,
    { cause },
  );
}
