/** Where to look at a function between 0 and 1, and how much each place counts. */
export interface Quadrature {
  /** Ascending. */
  readonly points: Float64Array;
  /** They sum to 1. */
  readonly weights: Float64Array;
}

/**
 * Gauss–Legendre quadrature from 0 to 1: Σ weight · f(point) is ∫ f for every polynomial of a degree below 2 · `count`. The points are the
 * zeros of the Legendre polynomial, by Newton's method from Tricomi's estimates (NIST Digital Library of Mathematical Functions, §3.5(v)
 * and §18.16).
 * @param count at least 1
 */
export function gaussLegendre(count: number): Quadrature {
  const points = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    let x = -Math.cos((Math.PI * (index + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let step = 0; step < mostSteps; step++) {
      const polynomial = legendre(count, x);
      slope = polynomial.slope;
      const move = polynomial.value / slope;
      x -= move;
      if (Math.abs(move) < 1e-16) break;
    }
    points[index] = (1 + x) / 2;
    weights[index] = 1 / ((1 - x * x) * slope * slope);
  }
  return { points, weights };
}

/** Newton's method doubles the digits with each step. */
const mostSteps = 10;

/** (k + 1) Pₖ₊₁ = (2k + 1) x Pₖ − k Pₖ₋₁, and the slope from the last two. */
function legendre(degree: number, x: number): { value: number; slope: number } {
  let before = 1;
  let value = x;
  for (let k = 1; k < degree; k++) [before, value] = [value, ((2 * k + 1) * x * value - k * before) / (k + 1)];
  return { value, slope: (degree * (x * value - before)) / (x * x - 1) };
}
