import type { LayerKind, LayerSpec } from "./layer.ts";

/** Gives rows the shape [steps, features]; values stay as they are. */
export const stepsLayer: LayerKind<Extract<LayerSpec, { type: "steps" }>> = {
  outputShape: ({ steps }, [columns]) => [steps, columns! / steps],
  initialise: () => [],
  plan: ({ steps }, [columns]) => ({ units: columns! / steps, window: 1, activation: 0, stateSize: 0 }),

  forward({ inputs, input, output }, { rows, scratch }) {
    scratch.copyWithin(output, input, input + rows * inputs);
  },

  backward({ inputs, inputGradient, outputGradient }, { rows, scratch }) {
    if (inputGradient >= 0) scratch.copyWithin(inputGradient, outputGradient, outputGradient + rows * inputs);
  },
};
