import type { RandomSource } from "../../compute/index.ts";
import type { Activation } from "./activation.ts";
import type { Arithmetic, Numbers } from "./arithmetic.ts";

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

/** The weights of one array: values in row-major order. Single precision, as they are trained. */
export interface Weights {
  /** Its length along each axis. */
  readonly shape: readonly number[];
  /** As many as the shape holds. */
  readonly values: readonly number[];
}

/** A layer in numbers, as kernels read it: an array of 32-bit integers in this order. */
export const layerFields = [
  /** Place in `layerKinds`. */
  "kind",
  /** Time steps that come in; 1 where there are none. */
  "steps",
  /** Features of a step that come in. */
  "inputs",
  /** Features that go out, of each step if there still are steps. */
  "units",
  /** Steps that an output sees. */
  "window",
  /** Place in `activations`. */
  "activation",
  /** Where its weights start among all weights, and their gradients among all gradients. */
  "weights",
  /** Where, among the numbers of a block of rows, stand: its inputs, … */
  "input",
  /** … their gradients (−1 for the first layer, which needs none), … */
  "inputGradient",
  "output",
  "outputGradient",
  /** … and what it keeps from forward to backward. */
  "state",
] as const;

export type LayerPlan = Readonly<Record<(typeof layerFields)[number], number>>;

/** What a layer computes with: a block of rows. */
export interface Pass {
  readonly arithmetic: Arithmetic;
  readonly rows: number;
  readonly weights: Numbers;
  /** As long as the weights; added to. */
  readonly gradients: Numbers;
  /** Inputs, outputs, their gradients and states of all layers. */
  readonly scratch: Numbers;
}

/** What a kind of layer has to know beside its TensorFlow.js twin. */
export interface LayerKind<Spec extends LayerSpec> {
  outputShape(spec: Spec, input: Shape): Shape;
  /** Random starting weights. */
  initialise(spec: Spec, input: Shape, random: RandomSource): Weights[];
  /** What of its plan depends on the kind, and how many numbers it keeps from forward to backward. @param rows of a block */
  plan(
    spec: Spec,
    input: Shape,
    rows: number,
  ): Pick<LayerPlan, "units" | "window" | "activation"> & { readonly stateSize: number };
  /** From inputs to outputs. Kernels do the same: ulm/compute/assembly/shared/network/. */
  forward(layer: LayerPlan, pass: Pass): void;
  /** From gradients by outputs to gradients by weights and, unless it is the first layer, by inputs. */
  backward(layer: LayerPlan, pass: Pass): void;
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
