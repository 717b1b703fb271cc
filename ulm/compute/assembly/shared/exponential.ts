/** e^x for two x from −708 to 0, smaller ones count as −708; about one unit in the last place (Cody & Waite's reduction, then Taylor). */
export function exponential(x: v128): v128 {
  const held = f64x2.max(x, f64x2.splat(-708));
  const n = f64x2.nearest(f64x2.mul(held, f64x2.splat(1.4426950408889634)));
  // ln 2 in two parts, of which the first has so few digits that n times it is exact.
  const high = f64x2.sub(held, f64x2.mul(n, f64x2.splat(0.6931471803691238)));
  const r = f64x2.sub(high, f64x2.mul(n, f64x2.splat(1.9082149292705877e-10)));
  let sum = f64x2.splat(1 / 479001600.0);
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1 / 39916800.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1 / 3628800.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1 / 362880.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1 / 40320.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1 / 5040.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1 / 720.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1 / 120.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1 / 24.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1 / 6.0));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(0.5));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1));
  sum = f64x2.add(f64x2.mul(sum, r), f64x2.splat(1));
  // 2^n by its bits: the exponent is n + 1023.
  const whole = i32x4.trunc_sat_f64x2_s_zero(n);
  const power = i64x2.shl(i64x2.add(i64x2.extend_low_i32x4_s(whole), i64x2.splat(1023)), 52);
  return f64x2.mul(sum, power);
}
