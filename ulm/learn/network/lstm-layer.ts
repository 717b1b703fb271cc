import { hyperbolicTangent, logistic } from "./arithmetic.ts";
import type { Arithmetic, Numbers } from "./arithmetic.ts";
import { constant, glorotUniform } from "./layer.ts";
import type { LayerKind, LayerPlan, LayerSpec, Pass } from "./layer.ts";
import { addRows, fillRows, multiplyAdd, transpose } from "./multiply-add.ts";
import { slices } from "./slices.ts";

/**
 * Long short-term memory (Hochreiter and Schmidhuber, 1997, with forget gates of Gers et al., 2000). The gates stand side by side in
 * the order input, forget, cell, output. Weights: kernel [inputs, 4 units], recurrent kernel [units, 4 units], bias [4 units].
 */
export const lstmLayer: LayerKind<Extract<LayerSpec, { type: "lstm" }>> = {
  outputShape: ({ units }) => [units],

  initialise({ units }, [, inputs], random) {
    const bias = constant(4 * units, 0);
    return [
      glorotUniform([inputs!, 4 * units], inputs!, units, random),
      glorotUniform([units, 4 * units], units, units, random),
      // A network that forgets nothing at first learns long spans sooner (Jozefowicz et al., 2015).
      { ...bias, values: bias.values.map((_, index) => (Math.floor(index / units) === 1 ? 1 : 0)) },
    ];
  },

  plan({ units }, [steps, inputs], rows) {
    const stateSize = stateSizes(steps!, inputs!, units, rows).reduce((sum, size) => sum + size);
    return { units, window: steps!, activation: 0, stateSize };
  },

  forward(layer, pass) {
    const { arithmetic, rows, scratch } = pass;
    const { steps, inputs, units } = layer;
    const { kernel, recurrent, bias } = parameters(layer, pass.weights);
    const [input] = slices(scratch, layer.input, [rows * steps * inputs]);
    const state = stateOf(layer, pass);
    state.hidden.fill(0, 0, rows * units);
    state.cells.fill(0, 0, rows * units);
    for (let step = 0; step < steps; step++) {
      const { gates, cell, nextCell, shown, hidden, nextHidden } = atStep(state, step, rows * units);
      const now = input.subarray(step * inputs);
      fillRows(gates, bias);
      multiplyAdd(arithmetic, [rows, inputs, 4 * units], now, { row: steps * inputs, column: 1 }, kernel, gates);
      multiplyAdd(arithmetic, [rows, units, 4 * units], hidden, { row: units, column: 1 }, recurrent, gates);
      advance(arithmetic, units, gates, cell, nextCell, shown, nextHidden);
    }
    scratch.set(atStep(state, steps, rows * units).hidden, layer.output);
  },

  backward(layer, pass) {
    const { arithmetic, rows, scratch } = pass;
    const { steps, inputs, units } = layer;
    const gradients = parameters(layer, pass.gradients);
    const [input] = slices(scratch, layer.input, [rows * steps * inputs]);
    const state = stateOf(layer, pass);
    transpose(parameters(layer, pass.weights).recurrent, units, 4 * units, state.turned);
    state.hiddenGradient.set(slices(scratch, layer.outputGradient, [rows * units])[0]);
    state.cellGradient.fill(0);
    for (let step = steps - 1; step >= 0; step--) {
      const { gates, cell, shown, hidden } = atStep(state, step, rows * units);
      const now = input.subarray(step * inputs);
      retreat(arithmetic, units, gates, cell, shown, state.hiddenGradient, state.cellGradient);
      multiplyAdd(
        arithmetic,
        [inputs, rows, 4 * units],
        now,
        { row: 1, column: steps * inputs },
        gates,
        gradients.kernel,
      );
      multiplyAdd(arithmetic, [units, rows, 4 * units], hidden, { row: 1, column: units }, gates, gradients.recurrent);
      addRows(gates, gradients.bias);
      const shape = [rows, 4 * units, units] as const;
      state.hiddenGradient.fill(0);
      multiplyAdd(arithmetic, shape, gates, { row: 4 * units, column: 1 }, state.turned, state.hiddenGradient);
    }
    if (layer.inputGradient >= 0) passBack(layer, pass, state);
  },
};

function parameters({ inputs, units, weights }: LayerPlan, numbers: Numbers) {
  const [kernel, recurrent, bias] = slices(numbers, weights, [4 * inputs * units, 4 * units * units, 4 * units]);
  return { kernel, recurrent, bias };
}

/** For each step its gates, the cells and hidden values before it, and the tangents of the cells after it; then what `backward` works with. */
function stateSizes(steps: number, inputs: number, units: number, rows: number) {
  const one = rows * units;
  return [
    4 * steps * one,
    (steps + 1) * one,
    (steps + 1) * one,
    steps * one,
    one,
    one,
    4 * units * Math.max(inputs, units),
    rows * inputs,
  ] as const;
}

function stateOf({ steps, inputs, units, state }: LayerPlan, { rows, scratch }: Pass) {
  const parts = slices(scratch, state, stateSizes(steps, inputs, units, rows));
  const [gates, hidden, cells, shown, hiddenGradient, cellGradient, turned, inputGradient] = parts;
  return { gates, hidden, cells, shown, hiddenGradient, cellGradient, turned, inputGradient };
}

/** @param size of the hidden values of a block */
function atStep({ gates, hidden, cells, shown }: ReturnType<typeof stateOf>, step: number, size: number) {
  const part = (numbers: Numbers, place: number, length = size) =>
    numbers.subarray(place * length, (place + 1) * length);
  return {
    gates: part(gates, step, 4 * size),
    hidden: part(hidden, step),
    nextHidden: part(hidden, step + 1),
    cell: part(cells, step),
    nextCell: part(cells, step + 1),
    shown: part(shown, step),
  };
}

/** One time step: the cell forgets and learns, the hidden values show part of it. The gates' sums become the gates. */
function advance(
  arithmetic: Arithmetic,
  units: number,
  gates: Numbers,
  cell: Numbers,
  nextCell: Numbers,
  shown: Numbers,
  nextHidden: Numbers,
): void {
  const { round } = arithmetic;
  for (let index = 0; index < cell.length; index++) {
    const at = 3 * units * Math.floor(index / units) + index;
    const learn = (gates[at] = logistic(arithmetic, gates[at]!));
    const keep = (gates[at + units] = logistic(arithmetic, gates[at + units]!));
    const candidate = (gates[at + 2 * units] = hyperbolicTangent(arithmetic, gates[at + 2 * units]!));
    const show = (gates[at + 3 * units] = logistic(arithmetic, gates[at + 3 * units]!));
    nextCell[index] = round(keep * cell[index]!) + round(learn * candidate);
    shown[index] = hyperbolicTangent(arithmetic, nextCell[index]!);
    nextHidden[index] = show * shown[index]!;
  }
}

/** The way back of one time step: the gates become the gradients by their sums. */
function retreat(
  { round }: Arithmetic,
  units: number,
  gates: Numbers,
  cell: Numbers,
  shown: Numbers,
  hiddenGradient: Numbers,
  cellGradient: Numbers,
): void {
  for (let index = 0; index < cell.length; index++) {
    const at = 3 * units * Math.floor(index / units) + index;
    const [learn, keep] = [gates[at]!, gates[at + units]!];
    const [candidate, show] = [gates[at + 2 * units]!, gates[at + 3 * units]!];
    const [tangent, byHidden] = [shown[index]!, hiddenGradient[index]!];
    const slope = round(1 - round(tangent * tangent));
    const byCell = round(cellGradient[index]! + round(round(byHidden * show) * slope));
    gates[at] = round(byCell * candidate) * round(learn * round(1 - learn));
    gates[at + units] = round(byCell * cell[index]!) * round(keep * round(1 - keep));
    gates[at + 2 * units] = round(byCell * learn) * round(1 - round(candidate * candidate));
    gates[at + 3 * units] = round(byHidden * tangent) * round(show * round(1 - show));
    cellGradient[index] = byCell * keep;
  }
}

/** From the gradients by the sums of the gates to those by the inputs. */
function passBack(
  layer: LayerPlan,
  { arithmetic, rows, weights, scratch }: Pass,
  state: ReturnType<typeof stateOf>,
): void {
  const { steps, inputs, units } = layer;
  const turned = transpose(parameters(layer, weights).kernel, inputs, 4 * units, state.turned);
  for (let step = 0; step < steps; step++) {
    const { gates } = atStep(state, step, rows * units);
    state.inputGradient.fill(0);
    const shape = [rows, 4 * units, inputs] as const;
    multiplyAdd(arithmetic, shape, gates, { row: 4 * units, column: 1 }, turned, state.inputGradient);
    for (let row = 0; row < rows; row++) {
      const gradient = state.inputGradient.subarray(row * inputs, (row + 1) * inputs);
      scratch.set(gradient, layer.inputGradient + (row * steps + step) * inputs);
    }
  }
}
