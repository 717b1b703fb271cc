/** Up to this many steps the p value is counted exactly. */
const mostSteps = 4e6;

/** The largest distance between two empirical distribution functions, and how probable one so large is by chance. */
export interface KolmogorovSmirnov {
  readonly statistic: number;
  readonly pValue: number;
}

/**
 * The two-sample Kolmogorov–Smirnov test: whether two samples of numbers come from one distribution, two-sided. The p value is exact
 * (by counting lattice paths, J. L. Hodges, 1958) for samples whose sizes multiply to at most four million, else asymptotic. Ties make it
 * conservative.
 * @param a finite numbers, at least one; likewise `b`
 */
export function kolmogorovSmirnov(a: ArrayLike<number>, b: ArrayLike<number>): KolmogorovSmirnov {
  const statistic = largestDistance(Float64Array.from(a).sort(), Float64Array.from(b).sort());
  const pValue =
    a.length * b.length <= mostSteps
      ? exactUpperTail(statistic, a.length, b.length)
      : kolmogorovUpperTail(statistic * Math.sqrt((a.length * b.length) / (a.length + b.length)));
  return { statistic, pValue };
}

/** @param a ascending, likewise `b` */
function largestDistance(a: Float64Array, b: Float64Array): number {
  let distance = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    const value = Math.min(a[i]!, b[j]!);
    while (i < a.length && a[i] === value) i++;
    while (j < b.length && b[j] === value) j++;
    distance = Math.max(distance, Math.abs(i / a.length - j / b.length));
  }
  return distance;
}

/**
 * P(D ≥ d) without ties: one minus the share of the paths from (0, 0) to (m, n) that stay nearer than d to the diagonal. Shares instead of
 * counts, which would overflow.
 */
function exactUpperTail(d: number, m: number, n: number): number {
  // Distances are multiples of 1 / (m n); half a step absorbs rounding.
  const limit = (Math.ceil(d * m * n - 1e-7) - 0.5) / (m * n);
  const isInside = (i: number, j: number) => Math.abs(i / m - j / n) <= limit;
  const shares = Float64Array.from({ length: n + 1 }, (_, j) => (isInside(0, j) ? 1 : 0));
  for (let i = 1; i <= m; i++) {
    const weight = i / (i + n);
    shares[0] = isInside(i, 0) ? weight * shares[0]! : 0;
    for (let j = 1; j <= n; j++) shares[j] = isInside(i, j) ? weight * shares[j]! + shares[j - 1]! : 0;
  }
  return Math.min(1, Math.max(0, 1 - shares[n]!));
}

/** P(K ≥ t) of the Kolmogorov distribution, the limit of √(m n / (m + n)) · D. */
export function kolmogorovUpperTail(t: number): number {
  if (t <= 0) return 1;
  // Two series for the same function: one converges fast for large t, the other for small.
  if (t < 1.18) {
    const base = Math.exp((-Math.PI * Math.PI) / (8 * t * t));
    const sum = [1, 9, 25, 49].reduce((total, power) => total + base ** power, 0);
    return 1 - (Math.sqrt(2 * Math.PI) / t) * sum;
  }
  const sum = [1, 2, 3, 4].reduce((total, k) => total - (-1) ** k * Math.exp(-2 * k * k * t * t), 0);
  return Math.max(0, 2 * sum);
}
