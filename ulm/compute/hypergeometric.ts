/** How far towards 1 one step goes, as a share of the distance. */
const stride = 0.4;
const mostTerms = 1_000_000;

/**
 * Gauss's hypergeometric function ₂F₁(a, b; c; z) for real parameters and 0 ≤ z < 1, to about 1e-13 relative wherever its value is not the small
 * difference of large terms. Where Euler's transformation (NIST DLMF 15.8.1) makes a and b smaller, it is used; away from 1 the power series
 * is summed (15.2.1). From there the hypergeometric equation (15.10.1) is continued towards 1 by Taylor series in steps that shrink with the
 * distance, which needs no cases for c − a − b near whole numbers. Infinite where the value exceeds the range of numbers; NaN for other z
 * and for c = 0, −1, −2, …
 */
export function hypergeometric2F1(a: number, b: number, c: number, z: number): number {
  if (!(z >= 0 && z < 1) || (c <= 0 && Number.isInteger(c))) return NaN;
  if (difficulty(c - a) + difficulty(c - b) < difficulty(a) + difficulty(b)) {
    return (1 - z) ** (c - a - b) * sumOrContinue(c - a, c - b, c, z);
  }
  return sumOrContinue(a, b, c, z);
}

/** Large parameters make for many terms, negative ones for terms that cancel. */
function difficulty(parameter: number): number {
  return parameter < 0 ? -4 * parameter : parameter;
}

function sumOrContinue(a: number, b: number, c: number, z: number): number {
  // With large parameters the other solution, singular at 0, would drown a continuation from afar.
  let at = 1 - Math.min(0.5, 5 / Math.max(Math.abs(a), Math.abs(b), Math.abs(c)));
  // With a large c − a − b the power series converges quickly at 1 too.
  if (z <= at || c - a - b > 20) return powerSeries(a, b, c, z);
  let value = powerSeries(a, b, c, at);
  let slope = ((a * b) / c) * powerSeries(a + 1, b + 1, c + 1, at);
  while (at < z) {
    const next = Math.min(z, at + stride * (1 - at));
    ({ value, slope } = continueTo(next - at, { a, b, c, at, value, slope }));
    at = next;
  }
  return value;
}

/** Σ (a)ₙ (b)ₙ / (c)ₙ zⁿ / n! */
function powerSeries(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 0; n < mostTerms; n++) {
    term *= (((a + n) * (b + n)) / ((c + n) * (n + 1))) * z;
    sum += term;
    if (term === 0 || (Math.abs(term) < 1e-17 * Math.abs(sum) && n > -Math.min(a, b, c))) break;
  }
  return sum;
}

/** Value and slope of the solution at `at + step`: its Taylor coefficients follow from the equation z(1 − z) w″ + (c − (a + b + 1) z) w′ = a b w. */
function continueTo(
  step: number,
  solution: { a: number; b: number; c: number; at: number; value: number; slope: number },
): { value: number; slope: number } {
  const { a, b, c, at } = solution;
  // Coefficients times powers of the step.
  let before = solution.value;
  let coefficient = solution.slope * step;
  let value = before + coefficient;
  let slope = coefficient;
  const curvature = at * (1 - at);
  for (let k = 0; k < mostTerms; k++) {
    const drift = (1 - 2 * at) * k + c - (a + b + 1) * at;
    const next =
      ((k + a) * (k + b) * before * step * step - (k + 1) * drift * coefficient * step) /
      (curvature * (k + 2) * (k + 1));
    before = coefficient;
    coefficient = next;
    value += coefficient;
    slope += (k + 2) * coefficient;
    const isSmall = (k + 2) * (Math.abs(coefficient) + Math.abs(before)) < 1e-17 * (Math.abs(value) + Math.abs(slope));
    if (isSmall || !Number.isFinite(value)) break;
  }
  return { value, slope: slope / step };
}
