import { activate, deactivate } from "./activation";
import { at, Layer } from "./layer";
import { addRows, fillRows, multiplyAdd, transpose } from "./multiply-add";

/** Twin: ulm/learn/network/conv1d-layer.ts. */
export function conv1dForward(layer: Layer, rows: i32, weights: usize, scratch: usize): void {
  const steps = layer.steps;
  const inputs = layer.inputs;
  const units = layer.units;
  const seen = layer.window * inputs;
  const kernel = at(weights, layer.weights);
  const output = at(scratch, layer.output);
  const padded = at(scratch, layer.state);
  pad(layer, rows, at(scratch, layer.input), padded);
  fillRows(output, rows * steps, units, at(kernel, seen * units));
  for (let row = 0; row < rows; row++) {
    const windows = at(padded, row * paddedSize(layer));
    multiplyAdd(steps, seen, units, windows, inputs, 1, kernel, at(output, row * steps * units));
  }
  activate(layer.activation, output, rows * steps * units);
}

export function conv1dBackward(layer: Layer, rows: i32, weights: usize, gradients: usize, scratch: usize): void {
  const steps = layer.steps;
  const inputs = layer.inputs;
  const units = layer.units;
  const seen = layer.window * inputs;
  const kernelGradient = at(gradients, layer.weights);
  const gradient = at(scratch, layer.outputGradient);
  const padded = at(scratch, layer.state);
  deactivate(layer.activation, at(scratch, layer.output), gradient, rows * steps * units);
  for (let row = 0; row < rows; row++) {
    const windows = at(padded, row * paddedSize(layer));
    multiplyAdd(seen, steps, units, windows, 1, inputs, at(gradient, row * steps * units), kernelGradient);
  }
  addRows(gradient, rows * steps, units, at(kernelGradient, seen * units));
  if (layer.inputGradient >= 0) passBack(layer, rows, weights, scratch);
}

/** Of a row whose every step has a whole window. */
function paddedSize(layer: Layer): i32 {
  return (layer.steps + layer.window - 1) * layer.inputs;
}

function paddingBefore(layer: Layer): i32 {
  return ((layer.window - 1) >> 1) * layer.inputs;
}

function pad(layer: Layer, rows: i32, input: usize, padded: usize): void {
  const size = layer.steps * layer.inputs;
  memory.fill(padded, 0, (<usize>(rows * paddedSize(layer))) << 2);
  for (let row = 0; row < rows; row++) {
    const target = at(padded, row * paddedSize(layer) + paddingBefore(layer));
    memory.copy(target, at(input, row * size), (<usize>size) << 2);
  }
}

/** Every step collects the gradients from all windows that see it. */
function passBack(layer: Layer, rows: i32, weights: usize, scratch: usize): void {
  const units = layer.units;
  const size = layer.steps * layer.inputs;
  const seen = layer.window * layer.inputs;
  const byWindows = at(scratch, layer.state + rows * paddedSize(layer));
  const turned = at(byWindows, layer.steps * seen);
  transpose(at(weights, layer.weights), seen, units, turned);
  for (let row = 0; row < rows; row++) {
    const gradient = at(scratch, layer.outputGradient + row * layer.steps * units);
    const inputGradient = at(scratch, layer.inputGradient + row * size);
    memory.fill(byWindows, 0, (<usize>(layer.steps * seen)) << 2);
    multiplyAdd(layer.steps, units, seen, gradient, units, 1, turned, byWindows);
    memory.fill(inputGradient, 0, (<usize>size) << 2);
    for (let step = 0; step < layer.steps; step++) {
      const first = step * layer.inputs - paddingBefore(layer);
      for (let place = max(0, -first); place < min(seen, size - first); place++) {
        const target = at(inputGradient, first + place);
        store<f32>(target, load<f32>(target) + load<f32>(at(byWindows, step * seen + place)));
      }
    }
  }
}
