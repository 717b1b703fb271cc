import { activate, activations, deactivate } from "./activation.ts";
import type { Numbers } from "./arithmetic.ts";
import { constant, glorotUniform } from "./layer.ts";
import type { LayerKind, LayerPlan, LayerSpec, Pass } from "./layer.ts";
import { addRows, fillRows, multiplyAdd, transpose } from "./multiply-add.ts";
import { slices } from "./slices.ts";

/** Every output is an activation of a weighted sum of all inputs. Weights: kernel [inputs, units], bias [units]. */
export const denseLayer: LayerKind<Extract<LayerSpec, { type: "dense" }>> = {
  outputShape: ({ units }) => [units],

  initialise({ units }, [inputs], random) {
    return [glorotUniform([inputs!, units], inputs!, units, random), constant(units, 0)];
  },

  plan({ units, activation }, [inputs]) {
    return { units, window: 1, activation: activations.indexOf(activation), stateSize: inputs! * units };
  },

  forward(layer, pass) {
    const { arithmetic, rows } = pass;
    const { inputs, units } = layer;
    const [kernel, bias] = slices(pass.weights, layer.weights, [inputs * units, units]);
    const [input] = slices(pass.scratch, layer.input, [rows * inputs]);
    const [output] = slices(pass.scratch, layer.output, [rows * units]);
    fillRows(output, bias);
    multiplyAdd(arithmetic, [rows, inputs, units], input, { row: inputs, column: 1 }, kernel, output);
    activate(arithmetic, layer.activation, output);
  },

  backward(layer, pass) {
    const { arithmetic, rows } = pass;
    const { inputs, units } = layer;
    const [kernelGradient, biasGradient] = slices(pass.gradients, layer.weights, [inputs * units, units]);
    const [input] = slices(pass.scratch, layer.input, [rows * inputs]);
    const [output] = slices(pass.scratch, layer.output, [rows * units]);
    const [gradient] = slices(pass.scratch, layer.outputGradient, [rows * units]);
    deactivate(arithmetic, layer.activation, output, gradient);
    multiplyAdd(arithmetic, [inputs, rows, units], input, { row: 1, column: inputs }, gradient, kernelGradient);
    addRows(gradient, biasGradient);
    if (layer.inputGradient >= 0) passBack(layer, pass, gradient);
  },
};

function passBack(layer: LayerPlan, { arithmetic, rows, weights, scratch }: Pass, gradient: Numbers): void {
  const { inputs, units } = layer;
  const [kernel] = slices(weights, layer.weights, [inputs * units]);
  const [turned] = slices(scratch, layer.state, [inputs * units]);
  const [inputGradient] = slices(scratch, layer.inputGradient, [rows * inputs]);
  transpose(kernel, inputs, units, turned);
  inputGradient.fill(0);
  multiplyAdd(arithmetic, [rows, units, inputs], gradient, { row: units, column: 1 }, turned, inputGradient);
}
