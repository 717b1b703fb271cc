/** Twin: ulm/learn/boosting/loss-gradients.ts. */
export function lossGradients(
  raw: usize,
  targets: usize,
  weights: usize,
  records: usize,
  sums: usize,
  blockRows: i32,
  rows: i32,
  classCount: i32,
  own: i32,
  start: i32,
  end: i32,
): void {
  let sum = f64x2.splat(0);
  for (let row = start; row < end; row++) {
    const place = (<usize>row) << 3;
    const record = records + (place << 1);
    const weight = load<f64>(weights + place);
    const target = load<f64>(targets + place);
    let gradient: f64;
    let hessian: f64 = 1;
    if (classCount == 1) gradient = load<f64>(raw + place) - target;
    else {
      const probability =
        classCount == 2
          ? 1 / (1 + Math.exp(-load<f64>(raw + place)))
          : classProbability(raw + place, (<usize>rows) << 3, classCount, own);
      gradient = probability - (classCount == 2 ? target : <f64>(target == <f64>own));
      hessian = probability * (1 - probability);
    }
    store<f32>(record, <f32>(weight * gradient));
    store<f32>(record, <f32>(weight * hessian), 4);
    store<i32>(record, row, 8);
    sum = f64x2.add(sum, f64x2.promote_low_f32x4(v128.load64_zero(record)));
  }
  v128.store(sums + ((<usize>(start / blockRows)) << 4), sum);
}

/** @param step bytes from the predictor of one class to that of the next */
function classProbability(raw: usize, step: usize, classCount: i32, own: i32): f64 {
  let largest = -Infinity;
  for (let k: usize = 0; k < <usize>classCount; k++) largest = max(largest, load<f64>(raw + k * step));
  let sum: f64 = 0;
  for (let k: usize = 0; k < <usize>classCount; k++) sum += Math.exp(load<f64>(raw + k * step) - largest);
  return Math.exp(load<f64>(raw + <usize>own * step) - largest) / sum;
}
