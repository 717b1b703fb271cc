import { activate, activations, deactivate } from "./activation.ts";
import type { Numbers } from "./arithmetic.ts";
import { constant, glorotUniform } from "./layer.ts";
import type { LayerKind, LayerPlan, LayerSpec, Pass } from "./layer.ts";
import { addRows, fillRows, multiplyAdd, transpose } from "./multiply-add.ts";
import { slices } from "./slices.ts";

/** Every step sees itself and its neighbours. Weights: kernel [kernelSize, inputs, filters], bias [filters]. */
export const conv1dLayer: LayerKind<Extract<LayerSpec, { type: "conv1d" }>> = {
  outputShape: ({ filters }, [steps]) => [steps!, filters],

  initialise({ filters, kernelSize }, [, inputs], random) {
    const shape = [kernelSize, inputs!, filters];
    return [glorotUniform(shape, kernelSize * inputs!, kernelSize * filters, random), constant(filters, 0)];
  },

  plan({ filters, kernelSize, activation }, [steps, inputs], rows) {
    const stateSize = stateSizes(steps!, inputs!, filters, kernelSize, rows).reduce((sum, size) => sum + size);
    return { units: filters, window: kernelSize, activation: activations.indexOf(activation), stateSize };
  },

  forward(layer, pass) {
    const { arithmetic, rows, scratch } = pass;
    const { steps, inputs, units, window } = layer;
    const [kernel, bias] = slices(pass.weights, layer.weights, [window * inputs * units, units]);
    const [input] = slices(scratch, layer.input, [rows * steps * inputs]);
    const [output] = slices(scratch, layer.output, [rows * steps * units]);
    const { padded } = stateOf(layer, pass);
    pad(layer, input, padded);
    fillRows(output, bias);
    for (let row = 0; row < rows; row++) {
      // Windows overlap: one starts `inputs` numbers after the other.
      const windows = padded.subarray(row * paddedSize(layer));
      const [own] = slices(output, row * steps * units, [steps * units]);
      multiplyAdd(arithmetic, [steps, window * inputs, units], windows, { row: inputs, column: 1 }, kernel, own);
    }
    activate(arithmetic, layer.activation, output);
  },

  backward(layer, pass) {
    const { arithmetic, rows, scratch } = pass;
    const { steps, inputs, units, window } = layer;
    const [kernelGradient, biasGradient] = slices(pass.gradients, layer.weights, [window * inputs * units, units]);
    const [output] = slices(scratch, layer.output, [rows * steps * units]);
    const [gradient] = slices(scratch, layer.outputGradient, [rows * steps * units]);
    const { padded } = stateOf(layer, pass);
    deactivate(arithmetic, layer.activation, output, gradient);
    for (let row = 0; row < rows; row++) {
      const windows = padded.subarray(row * paddedSize(layer));
      const [own] = slices(gradient, row * steps * units, [steps * units]);
      multiplyAdd(
        arithmetic,
        [window * inputs, steps, units],
        windows,
        { row: 1, column: inputs },
        own,
        kernelGradient,
      );
    }
    addRows(gradient, biasGradient);
    if (layer.inputGradient >= 0) passBack(layer, pass, gradient);
  },
};

/** The padded inputs of all rows; the gradients by the windows of one; the kernel turned. */
function stateSizes(steps: number, inputs: number, units: number, window: number, rows: number) {
  return [rows * paddedSize({ steps, inputs, window }), steps * window * inputs, units * window * inputs] as const;
}

/** Of a row whose every step has a whole window. */
function paddedSize({ steps, inputs, window }: Pick<LayerPlan, "steps" | "inputs" | "window">): number {
  return (steps + window - 1) * inputs;
}

function stateOf({ steps, inputs, units, window, state }: LayerPlan, { rows, scratch }: Pass) {
  const [padded, byWindows, turned] = slices(scratch, state, stateSizes(steps, inputs, units, window, rows));
  return { padded, byWindows, turned };
}

/** How many numbers of padding stand before the first step: of an odd number of steps, the larger part comes after the last. */
function paddingBefore({ inputs, window }: LayerPlan): number {
  return Math.floor((window - 1) / 2) * inputs;
}

function pad(layer: LayerPlan, input: Numbers, padded: Numbers): void {
  const size = layer.steps * layer.inputs;
  padded.fill(0);
  for (let row = 0; row * size < input.length; row++) {
    padded.set(input.subarray(row * size, (row + 1) * size), row * paddedSize(layer) + paddingBefore(layer));
  }
}

/** Every step collects the gradients from all windows that see it. */
function passBack(layer: LayerPlan, pass: Pass, gradient: Numbers): void {
  const { arithmetic, rows, scratch } = pass;
  const { steps, inputs, units, window } = layer;
  const seen = window * inputs;
  const [kernel] = slices(pass.weights, layer.weights, [seen * units]);
  const { byWindows, turned } = stateOf(layer, pass);
  transpose(kernel, seen, units, turned);
  const before = paddingBefore(layer);
  for (let row = 0; row < rows; row++) {
    const [own] = slices(gradient, row * steps * units, [steps * units]);
    const [inputGradient] = slices(scratch, layer.inputGradient + row * steps * inputs, [steps * inputs]);
    byWindows.fill(0);
    multiplyAdd(arithmetic, [steps, units, seen], own, { row: units, column: 1 }, turned, byWindows);
    inputGradient.fill(0);
    for (let step = 0; step < steps; step++) {
      const start = step * inputs - before;
      for (let place = Math.max(0, -start); place < Math.min(seen, steps * inputs - start); place++) {
        inputGradient[start + place]! += byWindows[step * seen + place]!;
      }
    }
  }
}
