import { loadLanes, storeLanes } from "./lanes";

/** As ulm/learn/network/arithmetic.ts, four numbers at a time, operation by operation. */
const rounder: f32 = 12582912;

/** e^x for x up to 0; below −86 it counts as e^−86. */
export function exponential(x: v128): v128 {
  const held = f32x4.pmax(x, f32x4.splat(-86));
  const shifted = f32x4.add(f32x4.mul(held, f32x4.splat(1.4426950408889634)), f32x4.splat(rounder));
  const n = f32x4.sub(shifted, f32x4.splat(rounder));
  const rest = f32x4.sub(held, f32x4.mul(n, f32x4.splat(0.693359375)));
  const r = f32x4.sub(rest, f32x4.mul(n, f32x4.splat(-2.1219444e-4)));
  let sum = f32x4.splat(1.98756915e-4);
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.3981999507e-3));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(8.3334519073e-3));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(4.1665795894e-2));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.6666665459e-1));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(5.0000001201e-1));
  sum = f32x4.add(f32x4.add(f32x4.mul(sum, f32x4.mul(r, r)), r), f32x4.splat(1));
  // Times 2^n: n, which stands in the lowest bits, is added to the exponent.
  return i32x4.add(sum, i32x4.shl(shifted, 23));
}

/** 1 / (1 + e^−x) */
export function logistic(x: v128): v128 {
  const one = f32x4.splat(1);
  const power = exponential(f32x4.neg(f32x4.abs(x)));
  const share = f32x4.div(one, f32x4.add(one, power));
  return v128.bitselect(share, f32x4.mul(power, share), f32x4.gt(x, f32x4.splat(0)));
}

export function hyperbolicTangent(x: v128): v128 {
  const one = f32x4.splat(1);
  const power = exponential(f32x4.mul(f32x4.splat(-2), f32x4.abs(x)));
  const size = f32x4.div(f32x4.sub(one, power), f32x4.add(one, power));
  return v128.bitselect(f32x4.neg(size), size, f32x4.lt(x, f32x4.splat(0)));
}

/** Each value becomes its activation. Twin: ulm/learn/network/activation.ts, whose list `code` is a place in. */
export function activate(code: i32, values: usize, count: i32): void {
  if (code == 0) return;
  for (let index = 0; index < count; index += 4) {
    const place = values + ((<usize>index) << 2);
    const x = loadLanes(place, count - index);
    const y = code == 1 ? logistic(x) : code == 2 ? hyperbolicTangent(x) : f32x4.max(f32x4.splat(0), x);
    storeLanes(place, y, count - index);
  }
}

/** From gradients by activations, whose values are `outputs`, to those by what was activated. */
export function deactivate(code: i32, outputs: usize, gradients: usize, count: i32): void {
  if (code == 0) return;
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  for (let index = 0; index < count; index += 4) {
    const offset = (<usize>index) << 2;
    const output = loadLanes(outputs + offset, count - index);
    const gradient = loadLanes(gradients + offset, count - index);
    let result: v128;
    if (code == 1) result = f32x4.mul(gradient, f32x4.mul(output, f32x4.sub(one, output)));
    else if (code == 2) result = f32x4.mul(gradient, f32x4.sub(one, f32x4.mul(output, output)));
    else result = v128.bitselect(gradient, zero, f32x4.gt(output, zero));
    storeLanes(gradients + offset, result, count - index);
  }
}
