/* eslint-disable no-loss-of-precision -- coefficients stand as their authors printed them */
/** Rational approximations of the standard normal distribution, accurate to about 1e-15 relative, far tails included. */

/**
 * P(Z > z). Exact in the tail, where 1 − P(Z ≤ z) has no digits left.
 * Source: W. J. Cody, "Rational Chebyshev approximations for the error function", Math. Comp. 23 (1969).
 */
export function normalUpperTail(z: number): number {
  const distance = Math.abs(z);
  if (Number.isNaN(z)) return NaN;
  if (distance <= 0.67448975) return 0.5 - centralArea(z);
  const tail = distance <= Math.sqrt(32) ? middleTail(distance) : farTail(distance);
  return z > 0 ? tail : 1 - tail;
}

/** P(Z ≤ z). */
export function normalCumulative(z: number): number {
  return normalUpperTail(-z);
}

/**
 * The z with P(Z ≤ z) = probability; ±Infinity at 0 and 1.
 * Source: M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37 (1988).
 */
export function normalQuantile(probability: number): number {
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`A probability lies between 0 and 1; ${probability} does not.`);
  }
  const offset = probability - 0.5;
  if (Math.abs(offset) <= 0.425) {
    const r = 0.180625 - offset * offset;
    return (offset * polynomial(quantileCentre, r)) / polynomial(quantileCentreBelow, r);
  }
  const r = Math.sqrt(-Math.log(Math.min(probability, 1 - probability)));
  if (r === Infinity) return offset < 0 ? -Infinity : Infinity;
  const distance =
    r <= 5
      ? polynomial(quantileTail, r - 1.6) / polynomial(quantileTailBelow, r - 1.6)
      : polynomial(quantileFar, r - 5) / polynomial(quantileFarBelow, r - 5);
  return offset < 0 ? -distance : distance;
}

/** P(0 < Z ≤ z) for small z. */
function centralArea(z: number): number {
  const squared = z * z;
  return (z * polynomial(centre, squared)) / polynomial(centreBelow, squared);
}

function middleTail(distance: number): number {
  return (density(distance) * polynomial(middle, distance)) / polynomial(middleBelow, distance);
}

function farTail(distance: number): number {
  const inverseSquared = 1 / (distance * distance);
  const correction = (inverseSquared * polynomial(far, inverseSquared)) / polynomial(farBelow, inverseSquared);
  return (density(distance) * (1 / Math.sqrt(2 * Math.PI) - correction)) / distance;
}

/** exp(−z²/2) with z split in two, so that squaring it loses no digits. */
function density(z: number): number {
  const coarse = Math.trunc(z * 16) / 16;
  const rest = (z - coarse) * (z + coarse);
  return Math.exp(-0.5 * coarse * coarse) * Math.exp(-0.5 * rest);
}

/** Coefficients from the constant term upward. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}

const centre = [
  18154.981253343561249, 1067.6894854603709582, 161.02823106855587881, 2.2352520354606839287, 0.065682337918207449113,
];
const centreBelow = [45507.789335026729956, 10260.932208618978205, 976.09855173777669322, 47.20258190468824187, 1];
const middle = [
  9842.7148383839780218, 11602.651437647350124, 6848.1904505362823326, 2494.5375852903726711, 597.27027639480026226,
  93.506656132177855979, 8.8831497943883759412, 0.39894151208813466764, 1.0765576773720192317e-8,
];
const middleBelow = [
  19685.429676859990727, 38912.003286093271411, 34900.952721145977266, 18615.571640885098091, 6485.558298266760755,
  1519.377599407554805, 235.38790178262499861, 22.266688044328115691, 1,
];
const far = [
  2.9112874951168792e-5, 0.001421619193227893466, 0.022235277870649807, 0.1274011611602473639, 0.21589853405795699,
  0.02307344176494017303,
];
const farBelow = [
  7.29751555083966205e-5, 0.00378239633202758244, 0.0659881378689285515, 0.468238212480865118, 1.28426009614491121, 1,
];
const quantileCentre = [
  3.387132872796366608, 133.14166789178437745, 1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
  67265.770927008700853, 33430.575583588128105, 2509.0809287301226727,
];
const quantileCentreBelow = [
  1, 42.313330701600911252, 687.1870074920579083, 5394.1960214247511077, 21213.794301586595867, 39307.89580009271061,
  28729.085735721942674, 5226.495278852854561,
];
const quantileTail = [
  1.42343711074968357734, 4.6303378461565452959, 5.7694972214606914055, 3.64784832476320460504, 1.27045825245236838258,
  0.24178072517745061177, 0.0227238449892691845833, 7.7454501427834140764e-4,
];
const quantileTailBelow = [
  1, 2.05319162663775882187, 1.6763848301838038494, 0.68976733498510000455, 0.14810397642748007459,
  0.0151986665636164571966, 5.475938084995344946e-4, 1.05075007164441684324e-9,
];
const quantileFar = [
  6.6579046435011037772, 5.4637849111641143699, 1.7848265399172913358, 0.29656057182850489123, 0.026532189526576123093,
  0.0012426609473880784386, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
];
const quantileFarBelow = [
  1, 0.59983220655588793769, 0.13692988092273580531, 0.0148753612908506148525, 7.868691311456132591e-4,
  1.8463183175100546818e-5, 1.4215117583164458887e-7, 2.04426310338993978564e-15,
];
