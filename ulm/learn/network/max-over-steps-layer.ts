import type { LayerKind, LayerSpec } from "./layer.ts";
import { slices } from "./slices.ts";

/** The largest value of each channel over all steps. */
export const maxOverStepsLayer: LayerKind<Extract<LayerSpec, { type: "maxOverSteps" }>> = {
  outputShape: (_spec, [, channels]) => [channels!],
  initialise: () => [],
  plan: (_spec, [steps, channels]) => ({ units: channels!, window: steps!, activation: 0, stateSize: 0 }),

  forward({ steps, units, ...layer }, { rows, scratch }) {
    const [input] = slices(scratch, layer.input, [rows * steps * units]);
    const [output] = slices(scratch, layer.output, [rows * units]);
    output.fill(-Infinity);
    for (let index = 0; index < input.length; index++) {
      const at = Math.floor(index / (steps * units)) * units + (index % units);
      output[at] = Math.max(output[at]!, input[index]!);
    }
  },

  /** The gradient goes to the first step that has the largest value. */
  backward({ steps, units, ...layer }, { rows, scratch }) {
    if (layer.inputGradient < 0) return;
    const [input, inputGradient] = [layer.input, layer.inputGradient].map(
      (place) => slices(scratch, place, [rows * steps * units])[0],
    );
    const [output] = slices(scratch, layer.output, [rows * units]);
    const [gradient] = slices(scratch, layer.outputGradient, [rows * units]);
    inputGradient!.fill(0);
    for (let at = 0; at < output.length; at++) {
      let index = Math.floor(at / units) * steps * units + (at % units);
      const end = index + steps * units;
      // A network that has diverged has no largest value.
      while (index < end && input![index] !== output[at]) index += units;
      if (index < end) inputGradient![index] = gradient[at]!;
    }
  },
};
