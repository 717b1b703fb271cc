import { at, Layer } from "./layer";
import { loadLanes, storeLanes } from "./lanes";

/** Twin: ulm/learn/network/max-over-steps-layer.ts. */
export function maxOverStepsForward(layer: Layer, rows: i32, scratch: usize): void {
  const units = layer.units;
  for (let row = 0; row < rows; row++) {
    const input = at(scratch, layer.input + row * layer.steps * units);
    const output = at(scratch, layer.output + row * units);
    for (let unit = 0; unit < units; unit += 4) {
      let largest = f32x4.splat(-Infinity);
      for (let step = 0; step < layer.steps; step++) {
        largest = f32x4.max(largest, loadLanes(at(input, step * units + unit), units - unit));
      }
      storeLanes(at(output, unit), largest, units - unit);
    }
  }
}

export function maxOverStepsBackward(layer: Layer, rows: i32, scratch: usize): void {
  if (layer.inputGradient < 0) return;
  const units = layer.units;
  const size = layer.steps * units;
  memory.fill(at(scratch, layer.inputGradient), 0, (<usize>(rows * size)) << 2);
  for (let row = 0; row < rows; row++) {
    const input = at(scratch, layer.input + row * size);
    const inputGradient = at(scratch, layer.inputGradient + row * size);
    for (let unit = 0; unit < units; unit++) {
      const largest = load<f32>(at(scratch, layer.output + row * units + unit));
      let place = unit;
      // A network that has diverged has no largest value.
      while (place < size && load<f32>(at(input, place)) != largest) place += units;
      if (place >= size) continue;
      store<f32>(at(inputGradient, place), load<f32>(at(scratch, layer.outputGradient + row * units + unit)));
    }
  }
}
