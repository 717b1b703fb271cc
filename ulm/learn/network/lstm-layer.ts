import { activations } from "./activation.ts";
import { constant, glorotUniform } from "./layer.ts";
import type { LayerKind, LayerSpec } from "./layer.ts";

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

  forward({ units }, [kernel, recurrent, bias], input, rows, [steps, inputs]) {
    const output = new Float64Array(rows * units);
    const gates = new Float64Array(4 * units);
    const cell = new Float64Array(units);
    for (let row = 0; row < rows; row++) {
      const hidden = output.subarray(row * units, (row + 1) * units);
      cell.fill(0);
      for (let step = 0; step < steps!; step++) {
        const start = (row * steps! + step) * inputs!;
        gates.set(bias!.values);
        addProduct(gates, input.subarray(start, start + inputs!), kernel!.values);
        addProduct(gates, hidden, recurrent!.values);
        advance(gates, cell, hidden);
      }
    }
    return output;
  },
};

/** sums += vector · matrix */
function addProduct(sums: Float64Array, vector: Float64Array, matrix: readonly number[]): void {
  const width = sums.length;
  vector.forEach((value, from) => {
    for (let to = 0; to < width; to++) sums[to]! += value * matrix[from * width + to]!;
  });
}

/** One time step: the cell forgets and learns, the hidden state shows part of it. */
function advance(gates: Float64Array, cell: Float64Array, hidden: Float64Array): void {
  const units = cell.length;
  const { logistic } = activations;
  for (let unit = 0; unit < units; unit++) {
    const learn = logistic(gates[unit]!);
    const keep = logistic(gates[units + unit]!);
    const candidate = Math.tanh(gates[2 * units + unit]!);
    const show = logistic(gates[3 * units + unit]!);
    cell[unit] = keep * cell[unit]! + learn * candidate;
    hidden[unit] = show * Math.tanh(cell[unit]!);
  }
}
