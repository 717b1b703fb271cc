/** Numbers as layers compute with them. */
export type Numbers = Float32Array | Float64Array;

/** The same formulas in single and in double precision. */
export interface Arithmetic {
  /** To the nearest number that there is. */
  round(value: number): number;
  /** e^x for x up to 0. */
  exponential(x: number): number;
}

/** What trained networks answer in. */
export const doublePrecision: Arithmetic = { round: (value) => value, exponential: Math.exp };

/** What kernels train in: operation by operation what ulm/compute/assembly/shared/network/ does, to the last bit. */
export const singlePrecision: Arithmetic = { round: Math.fround, exponential: singleExponential };

/** Added and taken away again it rounds to a whole number: 1.5 · 2^23. */
const rounder = 12_582_912;
/** A polynomial for (e^r − 1 − r) / r² where |r| is at most ln 2 / 2: Moshier's `expf` of the Cephes library. */
const coefficients = [
  1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 5.0000001201e-1,
].map(Math.fround);
const perLogOfTwo = Math.fround(1.4426950408889634);
/** ln 2 in two parts, of which the first has so few digits that a whole number times it is exact. */
const logOfTwo = [0.693359375, Math.fround(-2.1219444e-4)] as const;

/** e^x to one unit in the last place; below −86 it counts as e^−86. */
function singleExponential(x: number): number {
  const round = Math.fround;
  const held = Math.max(x, -86);
  const n = round(round(round(held * perLogOfTwo) + rounder) - rounder);
  const r = round(round(held - round(n * logOfTwo[0])) - round(n * logOfTwo[1]));
  let sum = coefficients[0]!;
  for (let term = 1; term < coefficients.length; term++) sum = round(round(sum * r) + coefficients[term]!);
  return round(round(round(round(sum * round(r * r)) + r) + 1) * 2 ** n);
}

/** 1 / (1 + e^−x) */
export function logistic({ round, exponential }: Arithmetic, x: number): number {
  const power = exponential(-Math.abs(x));
  const share = round(1 / round(1 + power));
  return x > 0 ? share : round(power * share);
}

export function hyperbolicTangent({ round, exponential }: Arithmetic, x: number): number {
  const power = exponential(round(-2 * Math.abs(x)));
  const size = round(round(1 - power) / round(1 + power));
  return x < 0 ? -size : size;
}
