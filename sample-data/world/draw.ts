import type { Random } from "../random.mjs";
import { log, power } from "./portable-math.ts";

/** Standard normal, by Marsaglia's polar method; Math.sqrt is exact by IEEE 754. */
export function drawNormal(random: Random): number {
  for (;;) {
    const x = 2 * random.uniform() - 1;
    const y = 2 * random.uniform() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * log(square)) / square);
  }
}

/** Exponential with this rate. */
export function drawExponential(random: Random, rate: number): number {
  return -log(1 - random.uniform()) / rate;
}

/** Gamma with this shape and rate (Marsaglia & Tsang 2000; below shape 1 by their boost). */
export function drawGamma(random: Random, shape: number, rate: number): number {
  if (shape < 1) return drawGamma(random, shape + 1, rate) * power(1 - random.uniform(), 1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const root = 1 + c * x;
    const v = root * root * root;
    if (v > 0 && log(1 - random.uniform()) < (x * x) / 2 + d - d * v + d * log(v)) return (d * v) / rate;
  }
}

/** Beta with these shapes. */
export function drawBeta(random: Random, a: number, b: number): number {
  const x = drawGamma(random, a, 1);
  return x / (x + drawGamma(random, b, 1));
}

export function drawOne<T>(random: Random, values: readonly T[]): T {
  return values[random.below(values.length)];
}

/** An index, with probabilities in proportion to the weights. */
export function drawIndex(random: Random, weights: readonly number[]): number {
  let remaining = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(
    0,
    weights.findIndex((weight) => (remaining -= weight) < 0),
  );
}
