import { normalQuantile, normalUpperTail } from "../../compute/index.ts";

/** Coefficients divided by their standard errors: nearly standard normal where the true ones are 0 (A. Wald, 1943). */
export function waldScores(coefficients: readonly number[], standardErrors: readonly number[]): number[] {
  return coefficients.map((value, index) => value / standardErrors[index]!);
}

/** Two-sided: how probable so large a z would be if the coefficient were 0. */
export function waldPValues(zValues: readonly number[]): number[] {
  return zValues.map((z) => 2 * normalUpperTail(Math.abs(z)));
}

/** [lower, upper] for each coefficient. */
export function waldIntervals(
  coefficients: readonly number[],
  standardErrors: readonly number[],
  level: number,
): [number, number][] {
  const reach = normalQuantile(0.5 + level / 2);
  return coefficients.map((value, index) => {
    const distance = reach * standardErrors[index]!;
    return [value - distance, value + distance];
  });
}

/** The rows of a summary, each with its coefficient, and with what its standard error says of it. */
export function withWald<Row extends { readonly coefficient: number }>(
  rows: readonly Row[],
  standardErrors: readonly number[],
) {
  const coefficients = rows.map(({ coefficient }) => coefficient);
  const zValues = waldScores(coefficients, standardErrors);
  const pValues = waldPValues(zValues);
  const intervals = waldIntervals(coefficients, standardErrors, 0.95);
  return rows.map((row, index) => {
    const [lower95, upper95] = intervals[index]!;
    return {
      ...row,
      standardError: standardErrors[index]!,
      z: zValues[index]!,
      pValue: pValues[index]!,
      lower95,
      upper95,
    };
  });
}
