/** What boosting minimises: half squared error, binary or multinomial log-loss, by the number of predictors (1) or classes. */
export interface BoostingTargets {
  /** Values, or class numbers. */
  readonly targets: Float64Array;
  readonly weights: Float64Array;
  /** 1 for a regression, 2 for two classes (which need one predictor), else the number of classes. */
  readonly classCount: number;
}

/** How many numbers the model predicts for each row. */
export function predictorCount({ classCount }: BoostingTargets): number {
  return classCount > 2 ? classCount : 1;
}

/** The best constant predictors: the mean, the log odds, or the log shares less their mean. */
export function baseline({ targets, weights, classCount }: BoostingTargets): number[] {
  const sums = new Float64Array(Math.max(2, classCount));
  let total = 0;
  let weighted = 0;
  targets.forEach((target, row) => {
    total += weights[row]!;
    weighted += weights[row]! * target;
    if (classCount > 2) sums[target]! += weights[row]!;
  });
  const mean = weighted / total;
  if (classCount === 1) return [mean];
  // A class that no row belongs to keeps a chance, however small.
  const clip = (share: number) => Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, share));
  if (classCount === 2) return [Math.log(clip(mean) / (1 - clip(mean)))];
  const logs = Array.from(sums, (sum) => Math.log(clip(sum / total)));
  const centre = logs.reduce((sum, log) => sum + log, 0) / classCount;
  return logs.map((log) => log - centre);
}

/** The weighted mean loss at the predictors `raw`, predictors × rows. */
export function meanLoss(raw: Float64Array, { targets, weights, classCount }: BoostingTargets): number {
  const rows = targets.length;
  let sum = 0;
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const target = targets[row]!;
    let loss: number;
    if (classCount === 1) loss = (raw[row]! - target) ** 2 / 2;
    else if (classCount === 2) loss = softplus(raw[row]!) - target * raw[row]!;
    else {
      let largest = -Infinity;
      for (let k = 0; k < classCount; k++) largest = Math.max(largest, raw[k * rows + row]!);
      let exponentials = 0;
      for (let k = 0; k < classCount; k++) exponentials += Math.exp(raw[k * rows + row]! - largest);
      loss = largest + Math.log(exponentials) - raw[target * rows + row]!;
    }
    sum += weights[row]! * loss;
    total += weights[row]!;
  }
  return sum / total;
}

/** log(1 + eˣ) without overflow. */
function softplus(value: number): number {
  return Math.max(0, value) + Math.log1p(Math.exp(-Math.abs(value)));
}
