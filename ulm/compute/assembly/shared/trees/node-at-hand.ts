import { centre, classCount, criterion, gini, rowCount, width } from "./growth-plan";
import { purity } from "./purity";

// The rows of the node at hand, with their targets and weights beside them; each thread has variables of its own.

/** For each row of all its class number or its value, and how much it counts. */
let targets: usize = 0;
let weights: usize = 0;

export let nodeRows: usize = 0;
export let nodeSize: i32 = 0;
export let nodeTargets: usize = 0;
export let nodeWeights: usize = 0;
/** The summary of all its rows. */
export let total: usize = 0;

/** @returns where working memory goes on */
export function layOutNode(scratch: usize, targetsAt: usize, weightsAt: usize): usize {
  targets = targetsAt;
  weights = weightsAt;
  nodeTargets = scratch;
  nodeWeights = nodeTargets + ((<usize>rowCount) << 3);
  total = nodeWeights + ((<usize>rowCount) << 3);
  return total + ((<usize>width) << 3);
}

/** Takes the rows of a node, and sums them up in `total`. */
export function loadNode(rows: usize, size: i32): void {
  nodeRows = rows;
  nodeSize = size;
  memory.fill(total, 0, (<usize>width) << 3);
  if (classCount > 0) {
    for (let index: usize = 0; index < <usize>nodeSize; index++) {
      const row = <usize>load<i32>(nodeRows + (index << 2));
      const target = <i32>load<f64>(targets + (row << 3));
      const weight = load<f64>(weights + (row << 3));
      store<i32>(nodeTargets + (index << 2), target);
      store<f64>(nodeWeights + (index << 3), weight);
      const sum = total + ((<usize>target) << 3);
      store<f64>(sum, load<f64>(sum) + weight);
    }
    return;
  }
  let allWeights: f64 = 0;
  let sum: f64 = 0;
  for (let index: usize = 0; index < <usize>nodeSize; index++) {
    const row = <usize>load<i32>(nodeRows + (index << 2));
    const weight = load<f64>(weights + (row << 3));
    const product = weight * (load<f64>(targets + (row << 3)) - centre);
    store<f64>(nodeTargets + (index << 3), product);
    store<f64>(nodeWeights + (index << 3), weight);
    allWeights += weight;
    sum += product;
  }
  store<f64>(total, allWeights);
  store<f64>(total, sum, 8);
}

/** Writes down what the node says, and its impurity. @returns how mixed it is */
export function describeNode(summary: usize): f64 {
  let impurity: f64;
  if (classCount > 0) {
    let weight: f64 = 0;
    for (let k: usize = 0; k < <usize>width; k++) {
      const own = load<f64>(total + (k << 3));
      store<f64>(summary + (k << 3), own);
      weight += own;
    }
    impurity = max(0, <f64>(criterion == gini ? 1 : 0) - purity(total) / weight);
  } else {
    const weight = load<f64>(total);
    let sum: f64 = 0;
    for (let index: usize = 0; index < <usize>nodeSize; index++) {
      const row = <usize>load<i32>(nodeRows + (index << 2));
      sum += load<f64>(nodeWeights + (index << 3)) * load<f64>(targets + (row << 3));
    }
    const mean = sum / weight;
    let squares: f64 = 0;
    for (let index: usize = 0; index < <usize>nodeSize; index++) {
      const row = <usize>load<i32>(nodeRows + (index << 2));
      const distance = load<f64>(targets + (row << 3)) - mean;
      squares += load<f64>(nodeWeights + (index << 3)) * (distance * distance);
    }
    store<f64>(summary, weight);
    store<f64>(summary, mean, 8);
    impurity = squares / weight;
  }
  store<f64>(summary + ((<usize>width) << 3), impurity);
  return impurity;
}
