import type { Matrix } from "../../data/index.ts";

/** How fast rows become unlike with distance: 1 / (columns · variance of all values), 1 / columns, or a number. */
export type Gamma = "scale" | "auto" | number;

export function gammaFor(gamma: Gamma, { data, columns }: Matrix): number {
  if (typeof gamma === "number") return gamma;
  if (gamma === "auto") return 1 / columns;
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
  return variance === 0 ? 1 : 1 / (columns * variance);
}
