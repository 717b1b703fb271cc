import { checkpoint } from "./checkpoint.ts";
import { normalCumulative, normalQuantile } from "./normal-distribution.ts";
import { Pcg32 } from "./pcg32.ts";

export interface BootstrapOptions {
  /** How many samples are drawn. Default 1000. */
  nResamples?: number;
  /** How much of the distribution the interval covers. Default 0.95. */
  level?: number;
  /**
   * "percentile" cuts the tails of the resampled values; "bca" corrects for their bias and skew (Efron 1987, "Better Bootstrap
   * Confidence Intervals", https://doi.org/10.1080/01621459.1987.10478410), which needs a jackknife too. Default "bca".
   */
  method?: "percentile" | "bca";
  /** Default 0. */
  randomState?: number;
  /** Draw within each of these groups, so that each keeps its size: the group of each row. Default all rows are one. */
  groups?: ArrayLike<number>;
}

/** An estimate, the interval around it, and the values that it was found from. */
export interface BootstrapInterval {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  /** The standard deviation of the resampled values. */
  readonly standardError: number;
  /** The resampled values, ascending. */
  readonly distribution: Float64Array;
  /** Samples in which the statistic could not be computed, for example of a single class; they were drawn anew. */
  readonly redrawn: number;
}

/** The statistic says nothing of most samples. */
export class BootstrapError extends Error {
  override readonly name = "BootstrapError";
}

/** Up to so many rows are left out one by one for the jackknife; of more, so many blocks of equal size. */
const jackknifeBlocks = 500;

/**
 * A confidence interval for any statistic of rows, by drawing rows with replacement (Efron & Tibshirani, "An Introduction to the
 * Bootstrap", 1993).
 * @param statistic of the given rows, each possibly several times; may throw or give NaN for samples that make no sense
 * @param rows how many there are
 * @throws BootstrapError when the statistic fails for most samples
 */
export async function bootstrap(
  statistic: (rows: Int32Array) => number,
  rows: number,
  options: BootstrapOptions = {},
): Promise<BootstrapInterval> {
  const { nResamples = 1000, level = 0.95, method = "bca", randomState = 0, groups } = options;
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const estimate = statistic(all);
  const members = groups === undefined ? [all] : rowsOfGroups(groups);
  const random = new Pcg32(randomState);
  const distribution = new Float64Array(nResamples);
  let redrawn = 0;
  for (let sample = 0; sample < nResamples;) {
    await checkpoint(sample, nResamples, "Bootstrap");
    const value = valueOrNaN(statistic, drawRows(members, random));
    if (!Number.isNaN(value)) distribution[sample++] = value;
    else if (++redrawn > nResamples) {
      throw new BootstrapError(
        "The statistic cannot be computed for most bootstrap samples: there are too few rows of some class.",
      );
    }
  }
  distribution.sort();
  const jackknife = method === "bca" ? await jackknifeValues(statistic, all, random) : undefined;
  const [lower, upper] = bootstrapLimits(distribution, estimate, level, jackknife);
  return { estimate, lower, upper, level, standardError: standardDeviation(distribution), distribution, redrawn };
}

/**
 * The limits of a bootstrap interval: of a jackknife corrected for bias and skew (BCa), else the percentiles.
 * @param distribution resampled values, ascending
 * @param jackknife the statistic with each row (or block of rows) left out
 */
export function bootstrapLimits(
  distribution: Float64Array,
  estimate: number,
  level: number,
  jackknife?: ArrayLike<number>,
): [lower: number, upper: number] {
  const tails: [number, number] = [(1 - level) / 2, (1 + level) / 2];
  const shares = jackknife === undefined ? tails : correctedShares(distribution, estimate, tails, jackknife);
  return shares.map((share) => interpolate(distribution, share)) as [number, number];
}

function correctedShares(
  distribution: Float64Array,
  estimate: number,
  tails: readonly number[],
  jackknife: ArrayLike<number>,
): number[] {
  // The share of resampled values below the estimate, ties counting half: the bias on the normal scale.
  const below = distribution.filter((value) => value < estimate).length;
  const notAbove = distribution.filter((value) => value <= estimate).length;
  const bias = normalQuantile((below + notAbove) / (2 * distribution.length));
  const acceleration = skewOf(jackknife);
  return tails.map((tail) => {
    const shifted = bias + normalQuantile(tail);
    const share = normalCumulative(bias + shifted / (1 - acceleration * shifted));
    // Where all resampled values lie on one side of the estimate the correction has no meaning.
    return Number.isFinite(bias) && Number.isFinite(share) ? share : tail;
  });
}

/** Efron's acceleration: a sixth of the skewness of the influence of rows. */
function skewOf(jackknife: ArrayLike<number>): number {
  const values = Array.from(jackknife);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const cubes = values.reduce((sum, value) => sum + (mean - value) ** 3, 0);
  const squares = values.reduce((sum, value) => sum + (mean - value) ** 2, 0);
  return squares === 0 ? 0 : cubes / (6 * squares ** 1.5);
}

/** The statistic without each row, or without each of some hundred random blocks; samples that make no sense are left out. */
async function jackknifeValues(
  statistic: (rows: Int32Array) => number,
  all: Int32Array,
  random: Pcg32,
): Promise<number[]> {
  const blocks = Math.min(jackknifeBlocks, all.length);
  const order = blocks === all.length ? all : random.permutation(all.length);
  const block = new Int32Array(all.length);
  order.forEach((row, position) => (block[row] = Math.floor((position * blocks) / all.length)));
  const values: number[] = [];
  for (let left = 0; left < blocks; left++) {
    await checkpoint(left, blocks, "Jackknife");
    values.push(
      valueOrNaN(
        statistic,
        all.filter((row) => block[row] !== left),
      ),
    );
  }
  return values.filter((value) => !Number.isNaN(value));
}

function valueOrNaN(statistic: (rows: Int32Array) => number, rows: Int32Array): number {
  try {
    return statistic(rows);
  } catch {
    return NaN;
  }
}

function rowsOfGroups(groups: ArrayLike<number>): Int32Array[] {
  const members = new Map<number, number[]>();
  Array.from(groups).forEach((group, row) => {
    const rows = members.get(group);
    if (rows === undefined) members.set(group, [row]);
    else rows.push(row);
  });
  return [...members.values()].map((rows) => Int32Array.from(rows));
}

function drawRows(members: readonly Int32Array[], random: Pcg32): Int32Array {
  const drawn = new Int32Array(members.reduce((sum, rows) => sum + rows.length, 0));
  let place = 0;
  for (const rows of members) {
    for (let count = 0; count < rows.length; count++) drawn[place++] = rows[random.integer(rows.length)]!;
  }
  return drawn;
}

/** NumPy's default quantile of sorted values. */
function interpolate(sorted: Float64Array, share: number): number {
  const position = (sorted.length - 1) * share;
  const low = Math.floor(position);
  const weight = position - low;
  return sorted[low]! + weight * (sorted[Math.min(low + 1, sorted.length - 1)]! - sorted[low]!);
}

function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
