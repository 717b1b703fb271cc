import { kindOf, layerKinds } from "./layer-kinds.ts";
import type { LayerPlan, Shape } from "./layer.ts";
import type { Network } from "./network.ts";

/** Where everything stands when a network works on blocks of rows. */
export interface NetworkPlan {
  readonly layers: readonly LayerPlan[];
  /** How many numbers a block of rows needs; its inputs stand first. */
  readonly scratchSize: number;
  readonly weightCount: number;
  /** Numbers of a row that come out, … */
  readonly outputs: number;
  /** … and where those of a block, and their gradients, stand. */
  readonly output: number;
  readonly outputGradient: number;
}

/** @param rows that a block has at most */
export function planNetwork({ inputs, layers, weights }: Network, rows: number): NetworkPlan {
  let shape: Shape = [inputs];
  let [input, inputGradient, weightCount] = [0, -1, 0];
  let scratchSize = rows * inputs;
  const take = (size: number) => (scratchSize += size) - size;
  const plans = layers.map((spec, index): LayerPlan => {
    const kind = kindOf(spec);
    const { stateSize, ...own } = kind.plan(spec, shape, rows);
    const [features, steps] = [shape.at(-1)!, shape.length === 1 ? 1 : shape[0]!];
    shape = kind.outputShape(spec, shape);
    const outputSize = rows * shape.reduce((product, size) => product * size);
    const [output, outputGradient, state] = [take(outputSize), take(outputSize), take(stateSize)];
    const places = { weights: weightCount, input, inputGradient, output, outputGradient, state };
    weightCount += weights[index]!.reduce((sum, { values }) => sum + values.length, 0);
    input = output;
    // Nobody asks for the gradients by what no weight has touched.
    inputGradient = weightCount === 0 ? -1 : outputGradient;
    return { kind: layerKinds.indexOf(kind), steps, inputs: features, ...own, ...places };
  });
  const outputs = shape.reduce((product, size) => product * size);
  return {
    layers: plans,
    scratchSize,
    weightCount,
    outputs,
    output: input,
    outputGradient: plans.at(-1)!.outputGradient,
  };
}
