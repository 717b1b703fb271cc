import { loadLanes, storeLanes } from "./shared/network/lanes";

/** Twin: ulm/learn/network/optimiser-steps.ts. */
export function collectGradients(
  gradients: usize,
  blocks: i32,
  weights: usize,
  weightCount: i32,
  penalties: usize,
  factor: f64,
  penaltySums: usize,
  blockWeights: i32,
  start: i32,
  end: i32,
): void {
  const strength = f32x4.splat(<f32>factor);
  const blockBytes = (<usize>weightCount) << 2;
  let penaltySum: f64 = 0;
  for (let index = start; index < end; index += 4) {
    const lanes = end - index;
    const offset = (<usize>index) << 2;
    const penalty = loadLanes(penalties + offset, lanes);
    const weight = loadLanes(weights + offset, lanes);
    let sum = loadLanes(gradients + offset, lanes);
    for (let block: usize = 1; block < <usize>blocks; block++) {
      sum = f32x4.add(sum, loadLanes(gradients + block * blockBytes + offset, lanes));
    }
    sum = f32x4.add(sum, f32x4.mul(f32x4.mul(penalty, strength), weight));
    storeLanes(gradients + offset, sum, lanes);
    for (let place = offset; place < offset + ((<usize>min(lanes, 4)) << 2); place += 4) {
      const own = <f64>load<f32>(weights + place);
      penaltySum += <f64>load<f32>(penalties + place) * own * own;
    }
  }
  store<f64>(penaltySums + ((<usize>(start / blockWeights)) << 3), penaltySum);
}

/** Twin: ulm/learn/network/optimiser-steps.ts. */
export function adamSteps(
  weights: usize,
  gradients: usize,
  means: usize,
  squares: usize,
  rate: f64,
  start: i32,
  end: i32,
): void {
  const size = f32x4.splat(<f32>rate);
  for (let index = start; index < end; index += 4) {
    const lanes = end - index;
    const offset = (<usize>index) << 2;
    const gradient = loadLanes(gradients + offset, lanes);
    const oldMean = f32x4.mul(f32x4.splat(0.9), loadLanes(means + offset, lanes));
    const mean = f32x4.add(oldMean, f32x4.mul(f32x4.splat(0.1), gradient));
    const oldSquare = f32x4.mul(f32x4.splat(0.999), loadLanes(squares + offset, lanes));
    const square = f32x4.add(oldSquare, f32x4.mul(f32x4.splat(0.001), f32x4.mul(gradient, gradient)));
    storeLanes(means + offset, mean, lanes);
    storeLanes(squares + offset, square, lanes);
    const spread = f32x4.add(f32x4.sqrt(square), f32x4.splat(1e-8));
    const step = f32x4.div(f32x4.mul(size, mean), spread);
    storeLanes(weights + offset, f32x4.sub(loadLanes(weights + offset, lanes), step), lanes);
  }
}

/** Twin: ulm/learn/network/optimiser-steps.ts. */
export function momentumSteps(
  weights: usize,
  gradients: usize,
  velocities: usize,
  rate: f64,
  momentum: f64,
  nesterov: i32,
  start: i32,
  end: i32,
): void {
  const size = f32x4.splat(<f32>rate);
  const inertia = f32x4.splat(<f32>momentum);
  for (let index = start; index < end; index += 4) {
    const lanes = end - index;
    const offset = (<usize>index) << 2;
    const push = f32x4.mul(size, loadLanes(gradients + offset, lanes));
    let velocity = f32x4.sub(f32x4.mul(inertia, loadLanes(velocities + offset, lanes)), push);
    storeLanes(velocities + offset, velocity, lanes);
    if (nesterov) velocity = f32x4.sub(f32x4.mul(inertia, velocity), push);
    storeLanes(weights + offset, f32x4.add(loadLanes(weights + offset, lanes), velocity), lanes);
  }
}
