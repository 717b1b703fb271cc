import { activate, deactivate } from "./activation";
import { at, Layer } from "./layer";
import { addRows, fillRows, multiplyAdd, transpose } from "./multiply-add";

/** Twin: ulm/learn/network/dense-layer.ts. */
export function denseForward(layer: Layer, rows: i32, weights: usize, scratch: usize): void {
  const inputs = layer.inputs;
  const units = layer.units;
  const kernel = at(weights, layer.weights);
  const input = at(scratch, layer.input);
  const output = at(scratch, layer.output);
  fillRows(output, rows, units, at(kernel, inputs * units));
  multiplyAdd(rows, inputs, units, input, inputs, 1, kernel, output);
  activate(layer.activation, output, rows * units);
}

export function denseBackward(layer: Layer, rows: i32, weights: usize, gradients: usize, scratch: usize): void {
  const inputs = layer.inputs;
  const units = layer.units;
  const kernelGradient = at(gradients, layer.weights);
  const gradient = at(scratch, layer.outputGradient);
  deactivate(layer.activation, at(scratch, layer.output), gradient, rows * units);
  multiplyAdd(inputs, rows, units, at(scratch, layer.input), 1, inputs, gradient, kernelGradient);
  addRows(gradient, rows, units, at(kernelGradient, inputs * units));
  if (layer.inputGradient < 0) return;
  const turned = at(scratch, layer.state);
  const inputGradient = at(scratch, layer.inputGradient);
  transpose(at(weights, layer.weights), inputs, units, turned);
  memory.fill(inputGradient, 0, (<usize>(rows * inputs)) << 2);
  multiplyAdd(rows, units, inputs, gradient, units, 1, turned, inputGradient);
}
