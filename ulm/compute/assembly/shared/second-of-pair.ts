const smallestCurvature: f64 = 1e-12;

/** What `secondOfPair` has found: the variable, −1 if none gains; and the most that lowering one gains. */
export let second: i32 = -1;
export let largestSlope: f64 = 0;

/**
 * As ulm/learn/svm/second-of-pair.ts. Two variables at a time; of equal gains the first wins, as there. Gains, descent² / curvature, are
 * compared without dividing: a / b > c / d where a · d > c · b.
 */
export function secondOfPair(
  gradient: usize,
  fallCost: usize,
  line: usize,
  diagonal: usize,
  first: i32,
  slope: f64,
  start: i32,
  end: i32,
): void {
  const place = (<usize>first) << 3;
  const own = load<f64>(diagonal + place);
  let bestSquare = f64x2.splat(0);
  let bestCurvature = f64x2.splat(1);
  let seconds = f64x2.splat(-1);
  let largest = f64x2.splat(-Infinity);
  let indices = f64x2.replace_lane(f64x2.splat(<f64>start), 1, <f64>(start + 1));
  let index = start;
  for (; index + 1 < end; index += 2) {
    const offset = (<usize>index) << 3;
    const open = f64x2.sub(v128.load(gradient + offset), v128.load(fallCost + offset));
    largest = f64x2.pmax(largest, open);
    const descent = f64x2.pmax(f64x2.sub(open, f64x2.splat(slope)), f64x2.splat(0));
    const sum = f64x2.add(f64x2.splat(own), v128.load(diagonal + offset));
    const difference = f64x2.sub(sum, f64x2.mul(f64x2.splat(2), v128.load(line + offset)));
    const curvature = f64x2.pmax(f64x2.splat(smallestCurvature), difference);
    const square = f64x2.mul(descent, descent);
    const isBetter = f64x2.gt(f64x2.mul(square, bestCurvature), f64x2.mul(bestSquare, curvature));
    bestSquare = v128.bitselect(square, bestSquare, isBetter);
    bestCurvature = v128.bitselect(curvature, bestCurvature, isBetter);
    seconds = v128.bitselect(indices, seconds, isBetter);
    indices = f64x2.add(indices, f64x2.splat(2));
  }
  const gains = f64x2.div(bestSquare, bestCurvature);
  let bestGain = f64x2.extract_lane(gains, 0);
  let best = f64x2.extract_lane(seconds, 0);
  const otherGain = f64x2.extract_lane(gains, 1);
  const other = f64x2.extract_lane(seconds, 1);
  if (otherGain > bestGain || (otherGain == bestGain && other >= 0 && other < best)) {
    bestGain = otherGain;
    best = other;
  }
  let most = max(f64x2.extract_lane(largest, 0), f64x2.extract_lane(largest, 1));
  if (index < end) {
    const offset = (<usize>index) << 3;
    const open = load<f64>(gradient + offset) - load<f64>(fallCost + offset);
    most = max(most, open);
    const descent = max(open - slope, 0);
    const curvature = own + load<f64>(diagonal + offset) - 2 * load<f64>(line + offset);
    if ((descent * descent) / max(smallestCurvature, curvature) > bestGain) best = <f64>index;
  }
  second = <i32>best;
  largestSlope = most;
}
