/** Twin: ulm/learn/logistic/logistic-rows.ts. */
export function logisticRows(
  predictors: usize,
  targets: usize,
  weights: usize,
  residuals: usize,
  curvatures: usize,
  totals: usize,
  blockRows: i32,
  start: i32,
  end: i32,
): void {
  let loss: f64 = 0;
  let wrong: f64 = 0;
  for (let row = start; row < end; row++) {
    const place = (<usize>row) << 3;
    const predictor = load<f64>(predictors + place);
    const target = load<f64>(targets + place);
    const weight = load<f64>(weights + place);
    const margin = target == 1 ? predictor : -predictor;
    const exponential = Math.exp(-abs(margin));
    const share = 1 / (1 + exponential);
    loss += weight * (Math.log1p(exponential) + max<f64>(0, -margin));
    wrong += f64(weight > 0 && !(margin > 0));
    store<f64>(residuals + place, weight * ((predictor > 0 ? share : exponential * share) - target));
    store<f64>(curvatures + place, weight * exponential * share * share);
  }
  const own = totals + ((<usize>(start / blockRows)) << 4);
  store<f64>(own, loss);
  store<f64>(own, wrong, 8);
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
