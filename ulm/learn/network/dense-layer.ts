import { activations } from "./activation.ts";
import { constant, glorotUniform } from "./layer.ts";
import type { LayerKind, LayerSpec } from "./layer.ts";

/** Every output is an activation of a weighted sum of all inputs. Weights: kernel [inputs, units], bias [units]. */
export const denseLayer: LayerKind<Extract<LayerSpec, { type: "dense" }>> = {
  outputShape: ({ units }) => [units],

  initialise({ units }, [inputs], random) {
    return [glorotUniform([inputs!, units], inputs!, units, random), constant(units, 0)];
  },

  forward({ units, activation }, [kernel, bias], input, rows, [inputs]) {
    const activate = activations[activation];
    const output = new Float64Array(rows * units);
    for (let row = 0; row < rows; row++) {
      const sums = output.subarray(row * units, (row + 1) * units);
      sums.set(bias!.values);
      for (let from = 0; from < inputs!; from++) {
        const value = input[row * inputs! + from]!;
        for (let unit = 0; unit < units; unit++) sums[unit]! += value * kernel!.values[from * units + unit]!;
      }
      for (let unit = 0; unit < units; unit++) sums[unit] = activate(sums[unit]!);
    }
    return output;
  },
};
