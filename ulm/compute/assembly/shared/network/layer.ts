/** A layer as ulm/learn/network/layer.ts lays it down: a view on 32-bit integers, never created here. */
export class Layer {
  kind: i32 = 0;
  steps: i32 = 0;
  inputs: i32 = 0;
  units: i32 = 0;
  window: i32 = 0;
  activation: i32 = 0;
  weights: i32 = 0;
  input: i32 = 0;
  inputGradient: i32 = 0;
  output: i32 = 0;
  outputGradient: i32 = 0;
  state: i32 = 0;
}

/** What stands `place` numbers behind an address. */
export function at(numbers: usize, place: i32): usize {
  return numbers + ((<usize>place) << 2);
}
