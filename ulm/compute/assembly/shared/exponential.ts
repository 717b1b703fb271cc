/** Added and taken away again it rounds to a whole number, which then stands in the lowest bits: 1.5 · 2^52. */
const rounder: f64 = 6755399441055744;

/** e^x for two x from −708 to 709, smaller ones count as −708; to two units in the last place (Cody & Waite's reduction, then Taylor). */
export function exponential(x: v128): v128 {
  const held = f64x2.pmax(x, f64x2.splat(-708));
  const shifted = f64x2.add(f64x2.mul(held, f64x2.splat(1.4426950408889634)), f64x2.splat(rounder));
  const n = f64x2.sub(shifted, f64x2.splat(rounder));
  // ln 2 in two parts, of which the first has so few digits that n times it is exact.
  const rest = f64x2.sub(held, f64x2.mul(n, f64x2.splat(0.6931471803691238)));
  const r = f64x2.sub(rest, f64x2.mul(n, f64x2.splat(1.9082149292705877e-10)));
  // Pairs of terms, then pairs of pairs (Estrin): they do not have to wait for each other.
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  const low = twoTerms(
    twoTerms(f64x2.splat(1), f64x2.splat(1), r),
    twoTerms(f64x2.splat(1 / 2.0), f64x2.splat(1 / 6.0), r),
    r2,
  );
  const middle = twoTerms(
    twoTerms(f64x2.splat(1 / 24.0), f64x2.splat(1 / 120.0), r),
    twoTerms(f64x2.splat(1 / 720.0), f64x2.splat(1 / 5040.0), r),
    r2,
  );
  const upper = twoTerms(
    twoTerms(f64x2.splat(1 / 40320.0), f64x2.splat(1 / 362880.0), r),
    twoTerms(f64x2.splat(1 / 3628800.0), f64x2.splat(1 / 39916800.0), r),
    r2,
  );
  const last = twoTerms(upper, f64x2.splat(1 / 479001600.0), r4);
  const sum = twoTerms(low, twoTerms(middle, last, r4), r4);
  // Times 2^n: n is added to the exponent.
  return i64x2.add(sum, i64x2.shl(shifted, 52));
}

/** a + b · x */
function twoTerms(a: v128, b: v128, x: v128): v128 {
  return f64x2.add(a, f64x2.mul(b, x));
}
