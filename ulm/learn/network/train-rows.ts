import { defineKernel } from "../../compute/index.ts";
import { doublePrecision, singlePrecision } from "./arithmetic.ts";
import { layerKinds } from "./layer-kinds.ts";
import { layerFields } from "./layer.ts";
import type { LayerPlan } from "./layer.ts";
import { rowLoss } from "./row-losses.ts";

/**
 * The loss of rows and its gradients by all weights: forward through the layers and back. The rows from `start` to before `end` of a
 * batch make one block, which has gradients and a loss of its own.
 * @param plan of the layers, one after the other, see `layerFields`
 * @param X rows × columns
 * @param targets rows × outputs
 * @param rowWeights how much each row counts
 * @param order which rows the batch has
 * @param loss place in `losses`
 * @param factor times which gradients are wanted
 * @param gradients blocks × weights
 * @param lossSums the weighted losses of each block
 * @param scratch of a block, see `planNetwork`
 */
export const trainRows = defineKernel(
  "trainRows",
  (
    plan: Int32Array,
    layerCount: number,
    X: Float32Array | Float64Array,
    columns: number,
    targets: Float32Array | Float64Array,
    outputs: number,
    rowWeights: Float64Array,
    order: Int32Array,
    loss: number,
    factor: number,
    weights: Float32Array | Float64Array,
    weightCount: number,
    gradients: Float32Array | Float64Array,
    lossSums: Float64Array,
    scratch: Float32Array | Float64Array,
    blockRows: number,
    start: number,
    end: number,
  ) => {
    const layers = Array.from({ length: layerCount }, (_, index) => readLayer(plan, index));
    const block = start / blockRows;
    const own = gradients.subarray(block * weightCount, (block + 1) * weightCount).fill(0);
    const arithmetic = weights instanceof Float32Array ? singlePrecision : doublePrecision;
    const pass = { arithmetic, rows: end - start, weights, gradients: own, scratch };
    for (let place = start; place < end; place++) {
      const row = order[place]!;
      scratch.set(X.subarray(row * columns, (row + 1) * columns), (place - start) * columns);
    }
    for (const layer of layers) layerKinds[layer.kind]!.forward(layer, pass);
    const { output, outputGradient } = layers.at(-1)!;
    let sum = 0;
    for (let place = start; place < end; place++) {
      const row = order[place]!;
      const part = (from: number) =>
        scratch.subarray(from + (place - start) * outputs, from + (place - start + 1) * outputs);
      const wanted = targets.subarray(row * outputs, (row + 1) * outputs);
      const weight = rowWeights[row]!;
      sum += weight * rowLoss(loss, part(output), wanted, factor * weight, part(outputGradient));
    }
    lossSums[block] = sum;
    for (const layer of layers.toReversed()) layerKinds[layer.kind]!.backward(layer, pass);
  },
);

/** Layers as kernels read them. */
export function writeLayers(layers: readonly LayerPlan[]): Int32Array {
  return Int32Array.from(layers.flatMap((layer) => layerFields.map((field) => layer[field])));
}

function readLayer(plan: Int32Array, index: number): LayerPlan {
  const entries = layerFields.map((field, place) => [field, plan[index * layerFields.length + place]!]);
  return Object.fromEntries(entries) as LayerPlan;
}
