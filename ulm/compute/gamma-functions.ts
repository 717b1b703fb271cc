/* eslint-disable no-loss-of-precision -- coefficients stand with more digits than they need */
/** Where Stirling's series are exact to rounding. */
const far = 15;

/**
 * ln Γ(x) for x > 0, to about 1e-15 relative, next to its zeros at 1 and 2 too: there by the Taylor series NIST DLMF 5.7.3, to which
 * other moderate x are moved by Γ(x + 1) = x Γ(x); for large x by Stirling's series (5.11.1). Infinite at 0, NaN below.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Infinity : NaN;
  if (x === Infinity) return Infinity;
  if (x < 0.5) return nearTwo(x) - Math.log1p(x) - Math.log(x);
  if (x < 1.5) return nearTwo(x - 1) - Math.log1p(x - 1);
  if (x < far) {
    let product = 1;
    let small = x;
    while (small > 2.5) product *= --small;
    return nearTwo(small - 2) + Math.log(product);
  }
  const inverse = 1 / x;
  const squared = inverse * inverse;
  const series =
    inverse * (1 / 12 - squared * (1 / 360 - squared * (1 / 1260 - squared * (1 / 1680 - squared / 1188))));
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series;
}

/** ln B(a, b). */
export function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

/** ψ(x), the derivative of ln Γ, for x > 0 (NIST DLMF 5.5.2, 5.11.2). NaN for x ≤ 0. */
export function digamma(x: number): number {
  if (!(x > 0)) return NaN;
  let large = x;
  let sum = 0;
  for (; large < far; large++) sum -= 1 / large;
  const squared = 1 / large / large;
  const series =
    squared *
    (1 / 12 -
      squared * (1 / 120 - squared * (1 / 252 - squared * (1 / 240 - squared * (5 / 660 - squared * (691 / 32760))))));
  return sum + Math.log(large) - 0.5 / large - series;
}

/** ψ′(x), the second derivative of ln Γ, for x > 0 (NIST DLMF 5.15.5, 5.15.8). NaN for x ≤ 0. */
export function trigamma(x: number): number {
  if (!(x > 0)) return NaN;
  let large = x;
  let sum = 0;
  for (; large < far; large++) sum += 1 / (large * large);
  const inverse = 1 / large;
  const squared = inverse * inverse;
  const series =
    squared *
    (1 / 6 -
      squared * (1 / 30 - squared * (1 / 42 - squared * (1 / 30 - squared * (5 / 66 - squared * (691 / 2730))))));
  return sum + inverse * (1 + 0.5 * inverse + series);
}

/** ln Γ(2 + z) = (1 − γ) z + Σ (−1)ᵏ (ζ(k) − 1) zᵏ / k for |z| ≤ ½. */
function nearTwo(z: number): number {
  return z * aroundTwo.reduceRight((sum, coefficient) => sum * z + coefficient, 0);
}

/** 1 − γ, then (−1)ᵏ (ζ(k) − 1) / k for k = 2, 3, … */
const aroundTwo = [
  0.42278433509846713939, 0.32246703342411321824, -0.067352301053198095133, 0.020580808427784547879,
  -0.0073855510286739852663, 0.0028905103307415232858, -0.0011927539117032609771, 0.00050966952474304242234,
  -0.00022315475845357937976, 0.000099457512781808533715, -0.0000449262367381331417, 0.000020507212775670691553,
  -9.439488275268395904e-6, 4.3748667899074878042e-6, -2.0392157538013662368e-6, 9.5514121304074198329e-7,
  -4.4924691987645660433e-7, 2.1207184805554665869e-7, -1.0043224823968099609e-7, 4.7698101693639805658e-8,
  -2.271109460894316491e-8, 1.0838659214896954091e-8, -5.1834750419700466551e-9, 2.4836745438024783172e-9,
  -1.1921401405860912074e-9, 5.7313672416788620133e-10, -2.7595228851242331452e-10, 1.3304764374244489481e-10,
  -6.4229645638381000221e-11, 3.1044247747322272762e-11,
];
