import { poissonDeviance } from "../metrics/tweedie-deviance.ts";

/** Counts beside the rates that a model gives them. */
export interface RatedCounts {
  readonly counts: Float64Array;
  readonly exposures: Float64Array;
  /** How much each row counts; `undefined` for all alike. */
  readonly weights: Float64Array | undefined;
  /** Expected counts for an exposure of 1. */
  readonly rates: readonly number[];
}

/** How far counts are from their expectation; sums over all rows, weighted. */
export interface FitQuality {
  readonly deviance: number;
  /** When every row has the same rate. */
  readonly nullDeviance: number;
  /** Pearson's Σ (y − μ)² / μ. */
  readonly pearson: number;
}

export function judgeFit({ counts, exposures, weights, rates }: RatedCounts): FitQuality {
  let [events, exposed] = [0, 0];
  for (let row = 0; row < counts.length; row++) {
    const weight = weights?.[row] ?? 1;
    events += weight * counts[row]!;
    exposed += weight * exposures[row]!;
  }
  let [deviance, nullDeviance, pearson] = [0, 0, 0];
  for (let row = 0; row < counts.length; row++) {
    const weight = weights?.[row] ?? 1;
    const mean = exposures[row]! * rates[row]!;
    deviance += weight * poissonDeviance(counts[row]!, mean);
    nullDeviance += weight * poissonDeviance(counts[row]!, (exposures[row]! * events) / exposed);
    pearson += (weight * (counts[row]! - mean) ** 2) / mean;
  }
  return { deviance, nullDeviance, pearson };
}
