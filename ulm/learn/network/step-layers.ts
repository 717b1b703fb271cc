import type { LayerKind, LayerSpec } from "./layer.ts";

/** Gives rows the shape [steps, features]; values stay where they are. */
export const stepsLayer: LayerKind<Extract<LayerSpec, { type: "steps" }>> = {
  outputShape: ({ steps }, [columns]) => [steps, columns! / steps],
  initialise: () => [],
  forward: (_spec, _weights, input) => input,
};

export const maxOverStepsLayer: LayerKind<Extract<LayerSpec, { type: "maxOverSteps" }>> = {
  outputShape: (_spec, [, channels]) => [channels!],
  initialise: () => [],

  forward(_spec, _weights, input, rows, [steps, channels]) {
    const output = new Float64Array(rows * channels!).fill(-Infinity);
    for (let place = 0; place < rows * steps!; place++) {
      const row = Math.floor(place / steps!);
      for (let channel = 0; channel < channels!; channel++) {
        const at = row * channels! + channel;
        output[at] = Math.max(output[at]!, input[place * channels! + channel]!);
      }
    }
    return output;
  },
};
