import { conv1dBackward, conv1dForward } from "./shared/network/conv1d";
import { denseBackward, denseForward } from "./shared/network/dense";
import { at, Layer } from "./shared/network/layer";
import { lstmBackward, lstmForward } from "./shared/network/lstm";
import { maxOverStepsBackward, maxOverStepsForward } from "./shared/network/max-over-steps";
import { rowLoss } from "./shared/network/row-loss";

/** Twin: ulm/learn/network/train-rows.ts. */
export function trainRows(
  plan: usize,
  layerCount: i32,
  X: usize,
  columns: i32,
  targets: usize,
  outputs: i32,
  rowWeights: usize,
  order: usize,
  loss: i32,
  factor: f64,
  weights: usize,
  weightCount: i32,
  gradients: usize,
  lossSums: usize,
  scratch: usize,
  blockRows: i32,
  start: i32,
  end: i32,
): void {
  const block = start / blockRows;
  const rows = end - start;
  const own = at(gradients, block * weightCount);
  const rowBytes = (<usize>columns) << 2;
  memory.fill(own, 0, (<usize>weightCount) << 2);
  for (let index = 0; index < rows; index++) {
    const row = load<i32>(at(order, start + index));
    memory.copy(scratch + <usize>index * rowBytes, X + <usize>row * rowBytes, rowBytes);
  }
  for (let index = 0; index < layerCount; index++) forward(layerAt(plan, index), rows, weights, scratch);
  const last = layerAt(plan, layerCount - 1);
  let sum: f64 = 0;
  for (let index = 0; index < rows; index++) {
    const row = load<i32>(at(order, start + index));
    const weight = load<f64>(rowWeights + ((<usize>row) << 3));
    const output = at(scratch, last.output + index * outputs);
    const gradient = at(scratch, last.outputGradient + index * outputs);
    sum += weight * rowLoss(loss, output, at(targets, row * outputs), outputs, factor * weight, gradient);
  }
  store<f64>(lossSums + ((<usize>block) << 3), sum);
  for (let index = layerCount - 1; index >= 0; index--) {
    backward(layerAt(plan, index), rows, weights, own, scratch);
  }
}

function layerAt(plan: usize, index: i32): Layer {
  return changetype<Layer>(plan + <usize>index * offsetof<Layer>());
}

/** Kinds are numbered as in ulm/learn/network/layer-kinds.ts. */
function forward(layer: Layer, rows: i32, weights: usize, scratch: usize): void {
  switch (layer.kind) {
    case 0:
      passThrough(layer.input, layer.output, rows * layer.inputs, scratch);
      break;
    case 1:
      denseForward(layer, rows, weights, scratch);
      break;
    case 2:
      lstmForward(layer, rows, weights, scratch);
      break;
    case 3:
      conv1dForward(layer, rows, weights, scratch);
      break;
    default:
      maxOverStepsForward(layer, rows, scratch);
  }
}

function backward(layer: Layer, rows: i32, weights: usize, gradients: usize, scratch: usize): void {
  switch (layer.kind) {
    case 0:
      if (layer.inputGradient >= 0)
        passThrough(layer.outputGradient, layer.inputGradient, rows * layer.inputs, scratch);
      break;
    case 1:
      denseBackward(layer, rows, weights, gradients, scratch);
      break;
    case 2:
      lstmBackward(layer, rows, weights, gradients, scratch);
      break;
    case 3:
      conv1dBackward(layer, rows, weights, gradients, scratch);
      break;
    default:
      maxOverStepsBackward(layer, rows, scratch);
  }
}

/** Values whose shape alone changes. */
function passThrough(from: i32, to: i32, count: i32, scratch: usize): void {
  memory.copy(at(scratch, to), at(scratch, from), (<usize>count) << 2);
}
