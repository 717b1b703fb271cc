import type { Matrix } from "../../data/index.ts";
import type { RandomSource } from "../../compute/index.ts";
import { doublePrecision } from "./arithmetic.ts";
import { kindOf, layerKinds } from "./layer-kinds.ts";
import type { LayerSpec, Shape, Weights } from "./layer.ts";
import { planNetwork } from "./plan-network.ts";

/** A network as plain JSON: it can be kept, sent, and asked wherever JavaScript runs, without TensorFlow.js. */
export interface Network {
  /** Features of a row. */
  readonly inputs: number;
  /** First to last. */
  readonly layers: readonly LayerSpec[];
  /** One list for each layer. */
  readonly weights: readonly (readonly Weights[])[];
}

/** A network that has learnt nothing. */
export function initialNetwork(inputs: number, layers: readonly LayerSpec[], random: RandomSource): Network {
  let shape: Shape = [inputs];
  const weights = layers.map((spec) => {
    const arrays = kindOf(spec).initialise(spec, shape, random);
    shape = kindOf(spec).outputShape(spec, shape);
    return arrays;
  });
  return { inputs, layers, weights };
}

/** All weights, layer by layer. */
export function flatWeights({ weights }: Network): number[] {
  return weights.flat().flatMap(({ values }) => values);
}

export function isFiniteNetwork({ weights }: Network): boolean {
  return weights.flat().every(({ values }) => values.every(Number.isFinite));
}

/** The network with other weights. @param values as `flatWeights` gives them */
export function withFlatWeights(network: Network, values: ArrayLike<number>): Network {
  let next = 0;
  const weights = network.weights.map((list) =>
    list.map(({ shape, values: { length } }) => ({ shape, values: Array.from({ length }, () => values[next++]!) })),
  );
  return { ...network, weights };
}

/** Enough rows to spread what a block costs, few enough for the cache. */
const blockRows = 64;

/** The outputs of the last layer: rows × units, in double precision from single-precision weights. */
export function runNetwork(network: Network, { data, rows }: Matrix): Float64Array {
  const size = Math.min(blockRows, rows);
  const { layers, scratchSize, outputs, output } = planNetwork(network, size);
  const weights = Float64Array.from(flatWeights(network));
  const scratch = new Float64Array(scratchSize);
  const results = new Float64Array(rows * outputs);
  for (let start = 0; start < rows; start += size) {
    const end = Math.min(rows, start + size);
    scratch.set(data.subarray(start * network.inputs, end * network.inputs));
    const pass = { arithmetic: doublePrecision, rows: end - start, weights, gradients: weights, scratch };
    for (const layer of layers) layerKinds[layer.kind]!.forward(layer, pass);
    results.set(scratch.subarray(output, output + (end - start) * outputs), start * outputs);
  }
  return results;
}
