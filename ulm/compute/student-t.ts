import { logBeta } from "./gamma-functions.ts";
import { incompleteBeta } from "./incomplete-beta.ts";
import { normalQuantile } from "./normal-distribution.ts";

/**
 * P(T > t) for Student's t: half of I_x(ν/2, 1/2) at x = ν / (ν + t²) (NIST DLMF 8.17; Abramowitz & Stegun 26.7.1).
 * @param degrees degrees of freedom ν, positive
 */
export function studentUpperTail(t: number, degrees: number): number {
  const tail = 0.5 * incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
  return t >= 0 ? tail : 1 - tail;
}

/** The t with P(T ≤ t) = probability; ±Infinity at 0 and 1. */
export function studentQuantile(probability: number, degrees: number): number {
  if (probability < 0.5) return -studentQuantile(1 - probability, degrees);
  if (probability === 1) return Infinity;
  const tail = 1 - probability;
  const logScale = -logBeta(degrees / 2, 0.5) - 0.5 * Math.log(degrees);
  // The tail is convex and the normal quantile lies below: Newton's method climbs from there without overshooting.
  let t = normalQuantile(probability);
  for (let step = 0; step < 500; step++) {
    const density = Math.exp(logScale - ((degrees + 1) / 2) * Math.log1p((t * t) / degrees));
    const next = t + (studentUpperTail(t, degrees) - tail) / density;
    if (!(Math.abs(next - t) > 1e-15 * Math.abs(next))) return next;
    t = next;
  }
  return t;
}

/** P(F > f) for Fisher's F (Abramowitz & Stegun 26.6.2). @param numerator, denominator degrees of freedom */
export function fisherUpperTail(f: number, numerator: number, denominator: number): number {
  if (f === Infinity) return 0;
  return incompleteBeta(denominator / (denominator + numerator * f), denominator / 2, numerator / 2);
}
