import type { Matrix } from "../../data/index.ts";
import type { RandomSource } from "../../compute/index.ts";
import { conv1dLayer } from "./conv1d-layer.ts";
import { denseLayer } from "./dense-layer.ts";
import type { LayerKind, LayerSpec, Shape, Weights } from "./layer.ts";
import { lstmLayer } from "./lstm-layer.ts";
import { maxOverStepsLayer, stepsLayer } from "./step-layers.ts";

/** A network as plain JSON: it can be kept, sent, and asked wherever JavaScript runs, without TensorFlow.js. */
export interface Network {
  readonly inputs: number;
  readonly layers: readonly LayerSpec[];
  /** One list for each layer. */
  readonly weights: readonly (readonly Weights[])[];
}

const kinds: { readonly [Type in LayerSpec["type"]]: LayerKind<Extract<LayerSpec, { type: Type }>> } = {
  steps: stepsLayer,
  dense: denseLayer,
  lstm: lstmLayer,
  conv1d: conv1dLayer,
  maxOverSteps: maxOverStepsLayer,
};

const kindOf = (spec: LayerSpec) => kinds[spec.type] as LayerKind<LayerSpec>;

/** The shape of what goes into each layer, and last the shape of what comes out. */
function shapes(inputs: number, layers: readonly LayerSpec[]): Shape[] {
  return layers.reduce<Shape[]>((list, spec) => [...list, kindOf(spec).outputShape(spec, list.at(-1)!)], [[inputs]]);
}

/** A network that has learnt nothing. */
export function initialNetwork(inputs: number, layers: readonly LayerSpec[], random: RandomSource): Network {
  const inputShapes = shapes(inputs, layers);
  const weights = layers.map((spec, index) => kindOf(spec).initialise(spec, inputShapes[index]!, random));
  return { inputs, layers, weights };
}

/** The outputs of the last layer: rows × units, in double precision from single-precision weights. */
export function runNetwork({ inputs, layers, weights }: Network, { data, rows }: Matrix): Float64Array {
  const inputShapes = shapes(inputs, layers);
  return layers.reduce(
    (values, spec, index) => kindOf(spec).forward(spec, weights[index]!, values, rows, inputShapes[index]!),
    data,
  );
}
