import { hyperbolicTangent, logistic } from "./activation";
import { loadLanes, storeLanes } from "./lanes";
import { at, Layer } from "./layer";
import { addRows, fillRows, multiplyAdd, transpose } from "./multiply-add";

/** Twin: ulm/learn/network/lstm-layer.ts, which says how the state is laid out. */
export function lstmForward(layer: Layer, rows: i32, weights: usize, scratch: usize): void {
  const steps = layer.steps;
  const inputs = layer.inputs;
  const units = layer.units;
  const size = rows * units;
  const kernel = at(weights, layer.weights);
  const recurrent = at(kernel, 4 * inputs * units);
  const bias = at(recurrent, 4 * units * units);
  const input = at(scratch, layer.input);
  const gates = at(scratch, layer.state);
  const hidden = at(gates, 4 * steps * size);
  const cells = at(hidden, (steps + 1) * size);
  const shown = at(cells, (steps + 1) * size);
  memory.fill(hidden, 0, (<usize>size) << 2);
  memory.fill(cells, 0, (<usize>size) << 2);
  for (let step = 0; step < steps; step++) {
    const own = at(gates, 4 * step * size);
    const before = at(hidden, step * size);
    fillRows(own, rows, 4 * units, bias);
    multiplyAdd(rows, inputs, 4 * units, at(input, step * inputs), steps * inputs, 1, kernel, own);
    multiplyAdd(rows, units, 4 * units, before, units, 1, recurrent, own);
    advance(rows, units, own, at(cells, step * size), at(shown, step * size), at(before, size));
  }
  memory.copy(at(scratch, layer.output), at(hidden, steps * size), (<usize>size) << 2);
}

export function lstmBackward(layer: Layer, rows: i32, weights: usize, gradients: usize, scratch: usize): void {
  const steps = layer.steps;
  const inputs = layer.inputs;
  const units = layer.units;
  const size = rows * units;
  const recurrent = at(weights, layer.weights + 4 * inputs * units);
  const kernelGradient = at(gradients, layer.weights);
  const recurrentGradient = at(kernelGradient, 4 * inputs * units);
  const biasGradient = at(recurrentGradient, 4 * units * units);
  const input = at(scratch, layer.input);
  const gates = at(scratch, layer.state);
  const hidden = at(gates, 4 * steps * size);
  const cells = at(hidden, (steps + 1) * size);
  const shown = at(cells, (steps + 1) * size);
  const hiddenGradient = at(shown, steps * size);
  const cellGradient = at(hiddenGradient, size);
  const turned = at(cellGradient, size);
  transpose(recurrent, units, 4 * units, turned);
  memory.copy(hiddenGradient, at(scratch, layer.outputGradient), (<usize>size) << 2);
  memory.fill(cellGradient, 0, (<usize>size) << 2);
  for (let step = steps - 1; step >= 0; step--) {
    const own = at(gates, 4 * step * size);
    retreat(rows, units, own, at(cells, step * size), at(shown, step * size), hiddenGradient, cellGradient);
    multiplyAdd(inputs, rows, 4 * units, at(input, step * inputs), 1, steps * inputs, own, kernelGradient);
    multiplyAdd(units, rows, 4 * units, at(hidden, step * size), 1, units, own, recurrentGradient);
    addRows(own, rows, 4 * units, biasGradient);
    memory.fill(hiddenGradient, 0, (<usize>size) << 2);
    multiplyAdd(rows, 4 * units, units, own, 4 * units, 1, turned, hiddenGradient);
  }
  if (layer.inputGradient >= 0) passBack(layer, rows, weights, scratch, turned);
}

/** One time step. The sums of the gates become the gates; the next cells stand behind the cells. */
function advance(rows: i32, units: i32, gates: usize, cells: usize, shown: usize, nextHidden: usize): void {
  const gateBytes = (<usize>units) << 2;
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit += 4) {
      const lanes = units - unit;
      const offset = (<usize>(row * units + unit)) << 2;
      const gate = at(gates, 4 * row * units + unit);
      const learn = logistic(loadLanes(gate, lanes));
      const keep = logistic(loadLanes(gate + gateBytes, lanes));
      const candidate = hyperbolicTangent(loadLanes(gate + 2 * gateBytes, lanes));
      const show = logistic(loadLanes(gate + 3 * gateBytes, lanes));
      storeLanes(gate, learn, lanes);
      storeLanes(gate + gateBytes, keep, lanes);
      storeLanes(gate + 2 * gateBytes, candidate, lanes);
      storeLanes(gate + 3 * gateBytes, show, lanes);
      const kept = f32x4.mul(keep, loadLanes(cells + offset, lanes));
      const next = f32x4.add(kept, f32x4.mul(learn, candidate));
      const tangent = hyperbolicTangent(next);
      storeLanes(cells + <usize>rows * gateBytes + offset, next, lanes);
      storeLanes(shown + offset, tangent, lanes);
      storeLanes(nextHidden + offset, f32x4.mul(show, tangent), lanes);
    }
  }
}

/** The way back of one time step: the gates become the gradients by their sums. */
function retreat(
  rows: i32,
  units: i32,
  gates: usize,
  cells: usize,
  shown: usize,
  hiddenGradient: usize,
  cellGradient: usize,
): void {
  const gateBytes = (<usize>units) << 2;
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit += 4) {
      const lanes = units - unit;
      const offset = (<usize>(row * units + unit)) << 2;
      const gate = at(gates, 4 * row * units + unit);
      const learn = loadLanes(gate, lanes);
      const keep = loadLanes(gate + gateBytes, lanes);
      const candidate = loadLanes(gate + 2 * gateBytes, lanes);
      const show = loadLanes(gate + 3 * gateBytes, lanes);
      const tangent = loadLanes(shown + offset, lanes);
      const byHidden = loadLanes(hiddenGradient + offset, lanes);
      const throughShow = f32x4.mul(f32x4.mul(byHidden, show), bend(tangent));
      const byCell = f32x4.add(loadLanes(cellGradient + offset, lanes), throughShow);
      const byKeep = f32x4.mul(byCell, loadLanes(cells + offset, lanes));
      storeLanes(gate, f32x4.mul(f32x4.mul(byCell, candidate), slope(learn)), lanes);
      storeLanes(gate + gateBytes, f32x4.mul(byKeep, slope(keep)), lanes);
      storeLanes(gate + 2 * gateBytes, f32x4.mul(f32x4.mul(byCell, learn), bend(candidate)), lanes);
      storeLanes(gate + 3 * gateBytes, f32x4.mul(f32x4.mul(byHidden, tangent), slope(show)), lanes);
      storeLanes(cellGradient + offset, f32x4.mul(byCell, keep), lanes);
    }
  }
}

/** Derivative of the logistic function, by its value. */
function slope(value: v128): v128 {
  return f32x4.mul(value, f32x4.sub(f32x4.splat(1), value));
}

/** Derivative of the hyperbolic tangent, by its value. */
function bend(value: v128): v128 {
  return f32x4.sub(f32x4.splat(1), f32x4.mul(value, value));
}

/** From the gradients by the sums of the gates to those by the inputs. */
function passBack(layer: Layer, rows: i32, weights: usize, scratch: usize, turned: usize): void {
  const steps = layer.steps;
  const inputs = layer.inputs;
  const units = layer.units;
  const gates = at(scratch, layer.state);
  const ofStep = at(turned, 4 * units * max(inputs, units));
  transpose(at(weights, layer.weights), inputs, 4 * units, turned);
  for (let step = 0; step < steps; step++) {
    memory.fill(ofStep, 0, (<usize>(rows * inputs)) << 2);
    multiplyAdd(rows, 4 * units, inputs, at(gates, 4 * step * rows * units), 4 * units, 1, turned, ofStep);
    for (let row = 0; row < rows; row++) {
      const target = at(scratch, layer.inputGradient + (row * steps + step) * inputs);
      memory.copy(target, at(ofStep, row * inputs), (<usize>inputs) << 2);
    }
  }
}
