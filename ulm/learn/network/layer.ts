import type { RandomSource } from "../../compute/index.ts";
import type { Activation } from "./activation.ts";

/** One layer of a network as plain JSON. Its weights are kept apart, in Keras' order and shapes. */
export type LayerSpec =
  /** Splits the columns into time steps: columns 0 … f − 1 are step 0, the next f are step 1, and so on. */
  | { readonly type: "steps"; readonly steps: number }
  | { readonly type: "dense"; readonly units: number; readonly activation: Activation }
  /** Long short-term memory over the steps; gives its output after the last one. */
  | { readonly type: "lstm"; readonly units: number }
  /** Convolution along the steps, padded with zeros so that there are as many steps after it. */
  | { readonly type: "conv1d"; readonly filters: number; readonly kernelSize: number; readonly activation: Activation }
  /** The largest value of each channel over all steps. */
  | { readonly type: "maxOverSteps" };

/** What flows between layers: [features] or [steps, features] for each row. */
export type Shape = readonly number[];

/** The weights of one array: values in row-major order. Single precision, as TensorFlow.js trains them. */
export interface Weights {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** What a kind of layer has to know beside its TensorFlow.js twin. */
export interface LayerKind<Spec extends LayerSpec> {
  outputShape(spec: Spec, input: Shape): Shape;
  /** Random starting weights. */
  initialise(spec: Spec, input: Shape, random: RandomSource): Weights[];
  /** The outputs for `rows` rows of `input`, from the trained weights. */
  forward(spec: Spec, weights: readonly Weights[], input: Float64Array, rows: number, shape: Shape): Float64Array;
}

/** Uniform with the variance that keeps signals alive through layers (Glorot and Bengio, 2010). */
export function glorotUniform(shape: readonly number[], fanIn: number, fanOut: number, random: RandomSource): Weights {
  const bound = Math.sqrt(6 / (fanIn + fanOut));
  const length = shape.reduce((product, size) => product * size, 1);
  return { shape, values: Array.from({ length }, () => Math.fround((2 * random.random() - 1) * bound)) };
}

export function constant(size: number, value: number): Weights {
  return { shape: [size], values: new Array<number>(size).fill(value) };
}
