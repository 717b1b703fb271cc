import { classCount, criterion, entropy, gini, width } from "./growth-plan";

// Twin: ulm/learn/trees/criterion.ts.

export function purity(summary: usize): f64 {
  if (classCount == 0) {
    const sum = load<f64>(summary, 8);
    return (sum * sum) / load<f64>(summary);
  }
  let weights: f64 = 0;
  let sum: f64 = 0;
  for (let k: usize = 0; k < <usize>width; k++) {
    const weight = load<f64>(summary + (k << 3));
    weights += weight;
    if (criterion == gini) sum += weight * weight;
    else if (weight > 0) sum += weight * Math.log2(weight);
  }
  return criterion == gini ? sum / weights : sum - weights * Math.log2(weights);
}

/** The purity of a left side and of what is left of all rows. */
export function purityOfSides(left: usize, total: usize): f64 {
  if (classCount == 0) {
    const leftSum = load<f64>(left, 8);
    const rightSum = load<f64>(total, 8) - leftSum;
    const leftWeight = load<f64>(left);
    return (leftSum * leftSum) / leftWeight + (rightSum * rightSum) / (load<f64>(total) - leftWeight);
  }
  if (criterion == entropy) return purity(left) + entropyPurityRight(left, total);
  let leftWeight: f64 = 0;
  let leftSquares: f64 = 0;
  let rightWeight: f64 = 0;
  let rightSquares: f64 = 0;
  for (let k: usize = 0; k < <usize>width; k++) {
    const own = load<f64>(left + (k << 3));
    const other = load<f64>(total + (k << 3)) - own;
    leftWeight += own;
    leftSquares += own * own;
    rightWeight += other;
    rightSquares += other * other;
  }
  return leftSquares / leftWeight + rightSquares / rightWeight;
}

function entropyPurityRight(left: usize, total: usize): f64 {
  let weights: f64 = 0;
  let sum: f64 = 0;
  for (let k: usize = 0; k < <usize>width; k++) {
    const weight = load<f64>(total + (k << 3)) - load<f64>(left + (k << 3));
    weights += weight;
    if (weight > 0) sum += weight * Math.log2(weight);
  }
  return sum - weights * Math.log2(weights);
}
