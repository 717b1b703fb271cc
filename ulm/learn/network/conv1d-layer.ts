import { activations } from "./activation.ts";
import { constant, glorotUniform } from "./layer.ts";
import type { LayerKind, LayerSpec } from "./layer.ts";

/** Every step sees itself and its neighbours. Weights: kernel [kernelSize, inputs, filters], bias [filters]. */
export const conv1dLayer: LayerKind<Extract<LayerSpec, { type: "conv1d" }>> = {
  outputShape: ({ filters }, [steps]) => [steps!, filters],

  initialise({ filters, kernelSize }, [, inputs], random) {
    const shape = [kernelSize, inputs!, filters];
    return [glorotUniform(shape, kernelSize * inputs!, kernelSize * filters, random), constant(filters, 0)];
  },

  forward({ filters, kernelSize, activation }, [kernel, bias], input, rows, [steps, inputs]) {
    const activate = activations[activation];
    const before = Math.floor((kernelSize - 1) / 2);
    const output = new Float64Array(rows * steps! * filters);
    for (let place = 0; place < rows * steps!; place++) {
      const sums = output.subarray(place * filters, (place + 1) * filters).fill(0);
      sums.set(bias!.values);
      const step = place % steps!;
      for (let tap = Math.max(0, before - step); tap < Math.min(kernelSize, steps! + before - step); tap++) {
        for (let channel = 0; channel < inputs!; channel++) {
          const value = input[(place + tap - before) * inputs! + channel]!;
          const from = (tap * inputs! + channel) * filters;
          for (let filter = 0; filter < filters; filter++) sums[filter]! += value * kernel!.values[from + filter]!;
        }
      }
      for (let filter = 0; filter < filters; filter++) sums[filter] = activate(sums[filter]!);
    }
    return output;
  },
};
