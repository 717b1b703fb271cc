/**
 * log(1 + x) for two x from 0 to 1, to about one unit in the last place: 2 artanh(s) as a series, where 1 + x = (1 + s) / (1 − s), or that
 * of half of it and log 2, so that |s| stays below 0.172.
 */
export function logOnePlus(x: v128): v128 {
  const isLarge = f64x2.gt(x, f64x2.splat(0.41421356237309503));
  const one = f64x2.splat(1);
  const above = f64x2.sub(x, v128.and(isLarge, one));
  const below = f64x2.add(f64x2.add(x, f64x2.splat(2)), v128.and(isLarge, one));
  const s = f64x2.div(above, below);
  const z = f64x2.mul(s, s);
  const z2 = f64x2.mul(z, z);
  const z4 = f64x2.mul(z2, z2);
  // Pairs of terms, which do not have to wait for each other (Estrin).
  const low = twoTerms(
    twoTerms(f64x2.splat(1 / 3.0), f64x2.splat(1 / 5.0), z),
    twoTerms(f64x2.splat(1 / 7.0), f64x2.splat(1 / 9.0), z),
    z2,
  );
  const high = twoTerms(
    twoTerms(f64x2.splat(1 / 11.0), f64x2.splat(1 / 13.0), z),
    twoTerms(f64x2.splat(1 / 15.0), f64x2.splat(1 / 17.0), z),
    z2,
  );
  const rest = twoTerms(low, twoTerms(high, twoTerms(f64x2.splat(1 / 19.0), f64x2.splat(1 / 21.0), z), z4), z4);
  const double = f64x2.add(s, s);
  const log = f64x2.add(double, f64x2.mul(f64x2.mul(double, z), rest));
  return f64x2.add(log, v128.and(isLarge, f64x2.splat(0.6931471805599453)));
}

/** a + b · x */
function twoTerms(a: v128, b: v128, x: v128): v128 {
  return f64x2.add(a, f64x2.mul(b, x));
}
