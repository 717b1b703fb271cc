import { pcgInteger, pcgStart } from "./shared/pcg32";

/** Twin: ulm/learn/svm/descend-hinge.ts. */
export function descendHinge(
  points: usize,
  signs: usize,
  limits: usize,
  lengths: usize,
  alphas: usize,
  order: usize,
  weights: usize,
  state: usize,
  width: i32,
  tol: f64,
  seed: f64,
  start: i32,
  end: i32,
): void {
  const bytes = (<usize>width) << 3;
  const rows = <i32>load<f64>(state);
  let active = <i32>load<f64>(state, 8);
  let most = load<f64>(state, 16);
  let least = load<f64>(state, 24);
  for (let round = start; round < end; round++) {
    if (load<f64>(state, 40) == 1) return;
    shuffle(order, active, <u64>seed, <u64>round);
    let highest: f64 = -Infinity;
    let lowest: f64 = Infinity;
    for (let place = 0; place < active; place++) {
      const row = <usize>load<i32>(order + ((<usize>place) << 2));
      const point = points + row * bytes;
      const sign = load<f64>(signs + (row << 3));
      const slope = sign * dot(weights, point, bytes) - 1;
      const alpha = load<f64>(alphas + (row << 3));
      const limit = load<f64>(limits + (row << 3));
      const isLow = alpha == 0;
      const isHigh = alpha == limit;
      if ((isLow && slope > most) || (isHigh && slope < least)) {
        active--;
        store<i32>(order + ((<usize>place) << 2), load<i32>(order + ((<usize>active) << 2)));
        store<i32>(order + ((<usize>active) << 2), <i32>row);
        place--;
        continue;
      }
      const projected: f64 = (isLow && slope > 0) || (isHigh && slope < 0) ? 0 : slope;
      if (projected > highest) highest = projected;
      if (projected < lowest) lowest = projected;
      if (projected == 0) continue;
      const next = min(limit, max<f64>(0, alpha - slope / load<f64>(lengths + (row << 3))));
      store<f64>(alphas + (row << 3), next);
      addTimes(weights, point, (next - alpha) * sign, bytes);
    }
    const isDone = highest - lowest <= tol || active == 0;
    if (isDone && active == rows) store<f64>(state, 1, 40);
    most = !isDone && highest > 0 ? highest : Infinity;
    least = !isDone && lowest < 0 ? lowest : -Infinity;
    if (isDone) active = rows;
    store<f64>(state, <f64>active, 8);
    store<f64>(state, most, 16);
    store<f64>(state, least, 24);
    store<f64>(state, <f64>(round + 1), 32);
  }
}

function shuffle(order: usize, active: i32, seed: u64, stream: u64): void {
  pcgStart(seed, stream);
  for (let last = active - 1; last > 0; last--) {
    const other = order + ((<usize>pcgInteger(<u32>(last + 1))) << 2);
    const own = order + ((<usize>last) << 2);
    const held = load<i32>(own);
    store<i32>(own, load<i32>(other));
    store<i32>(other, held);
  }
}

/** Four sums at a time: a step need not wait for the one before. */
function dot(weights: usize, point: usize, bytes: usize): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let offset: usize = 0; offset < bytes; offset += 32) {
    low = f64x2.add(low, f64x2.mul(v128.load(weights + offset), v128.load(point + offset)));
    high = f64x2.add(high, f64x2.mul(v128.load(weights + offset, 16), v128.load(point + offset, 16)));
  }
  const pair = f64x2.add(low, high);
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

function addTimes(weights: usize, point: usize, factor: f64, bytes: usize): void {
  const factors = f64x2.splat(factor);
  for (let offset: usize = 0; offset < bytes; offset += 16) {
    v128.store(weights + offset, f64x2.add(v128.load(weights + offset), f64x2.mul(factors, v128.load(point + offset))));
  }
}
