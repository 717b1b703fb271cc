import { exponential } from "./shared/exponential";
import { logOnePlus } from "./shared/log-one-plus";
import { addTileSums, multiplyTile, sumLanes, tileBytes } from "./shared/tile";

/** Twin: ulm/learn/logistic/logistic-tiles.ts. Two rows at a time. */
export function logisticTiles(
  tiles: usize,
  factors: usize,
  targets: usize,
  weights: usize,
  curvatures: usize,
  sums: usize,
  totals: usize,
  scratch: usize,
  stride: i32,
  blockTiles: i32,
  start: i32,
  end: i32,
): void {
  const block = <usize>(start / blockTiles);
  const slopes = sums + ((block * <usize>stride) << 3);
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  let losses = zero;
  let wrong = zero;
  for (let tile = start; tile < end; tile++) {
    const own = tiles + <usize>tile * <usize>stride * tileBytes;
    multiplyTile(own, factors, scratch, stride);
    const first = <usize>tile * tileBytes;
    for (let offset: usize = 0; offset < tileBytes; offset += 16) {
      const place = first + offset;
      const predictor = v128.load(scratch + offset);
      const target = v128.load(targets + place);
      const weight = v128.load(weights + place);
      const margin = f64x2.mul(predictor, f64x2.sub(f64x2.add(target, target), one));
      const power = exponential(f64x2.neg(f64x2.abs(margin)));
      const share = f64x2.div(one, f64x2.add(one, power));
      const rest = f64x2.mul(power, share);
      const loss = f64x2.add(logOnePlus(power), f64x2.max(zero, f64x2.neg(margin)));
      losses = f64x2.add(losses, f64x2.mul(weight, loss));
      const isWrong = v128.andnot(f64x2.gt(weight, zero), f64x2.gt(margin, zero));
      wrong = f64x2.add(wrong, v128.and(isWrong, one));
      const probability = v128.bitselect(share, rest, f64x2.gt(predictor, zero));
      v128.store(scratch + offset, f64x2.mul(weight, f64x2.sub(probability, target)));
      v128.store(curvatures + place, f64x2.mul(weight, f64x2.mul(rest, share)));
    }
    addTileSums(own, scratch, slopes, stride);
  }
  store<f64>(totals + (block << 4), sumLanes(losses));
  store<f64>(totals + (block << 4), sumLanes(wrong), 8);
}

/** Twin: ulm/learn/logistic/softmax-rows.ts. */
export function softmaxRows(
  predictors: usize,
  targets: usize,
  weights: usize,
  residuals: usize,
  totals: usize,
  classCount: i32,
  stride: i32,
  blockRows: i32,
  start: i32,
  end: i32,
): void {
  const width = (<usize>stride) << 3;
  let loss: f64 = 0;
  let wrong: f64 = 0;
  for (let row = start; row < end; row++) {
    const place = (<usize>row) << 3;
    const own = predictors + place;
    const weight = load<f64>(weights + place);
    const target = <usize>load<f64>(targets + place);
    let largest: f64 = -Infinity;
    for (let k = 0; k < classCount; k++) largest = max(largest, load<f64>(own + <usize>k * width));
    const margin = load<f64>(own + target * width);
    let sum: f64 = 0;
    let rivals = 0;
    for (let k = 0; k < classCount; k++) {
      const predictor = load<f64>(own + <usize>k * width);
      const exponential = Math.exp(predictor - largest);
      rivals += i32(predictor >= margin);
      store<f64>(own + <usize>k * width, exponential);
      sum += exponential;
    }
    loss += weight * (Math.log(sum) + largest - margin);
    wrong += f64(weight > 0 && rivals > 1);
    for (let k = 0; k < classCount; k++) {
      const probability = load<f64>(own + <usize>k * width) / sum;
      store<f64>(own + <usize>k * width, probability);
      store<f64>(residuals + place + <usize>k * width, weight * (probability - f64(<usize>k == target)));
    }
  }
  const result = totals + ((<usize>(start / blockRows)) << 4);
  store<f64>(result, loss);
  store<f64>(result, wrong, 8);
}

/** Twin: ulm/learn/logistic/softmax-rows.ts. */
export function softmaxCurvatures(
  first: usize,
  second: usize,
  weights: usize,
  curvatures: usize,
  isSame: i32,
  start: i32,
  end: i32,
): void {
  for (let row = start; row < end; row++) {
    const place = (<usize>row) << 3;
    const rest = f64(isSame) - load<f64>(second + place);
    store<f64>(curvatures + place, load<f64>(weights + place) * load<f64>(first + place) * rest);
  }
}
