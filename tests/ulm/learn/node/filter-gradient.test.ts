import { createRandom } from "ulm/compute";
import { loadTensorflow } from "ulm/tensorflow";
import { describe, expect, it } from "vitest";
import { filterGradient, filterGradientKernel } from "../../../../ulm/learn/node/filter-gradient.ts";

const shape: [number, number, number, number] = [3, 6, 5, 2];

/** [filter, strides, padding] */
const cases: [[number, number, number, number], [number, number], "same" | "valid" | number][] = [
  [[1, 3, 2, 4], [1, 1], "same"],
  [[2, 4, 2, 3], [1, 1], "same"],
  [[3, 2, 2, 3], [2, 1], "valid"],
  [[3, 3, 2, 2], [2, 2], 1],
];

describe("filterGradient", () => {
  it.each(cases)("is what TensorFlow.js computes on its CPU backend: %j, %j, %j", async (filter, strides, pad) => {
    const tf = await loadTensorflow();
    const random = createRandom(5);
    const convolution = tf.backend_util.computeConv2DInfo(shape, filter, strides, 1, pad);
    const normal = (sizes: readonly number[]) =>
      Float32Array.from({ length: sizes.reduce((product, size) => product * size) }, () => random.normal());
    const input = normal(shape);
    const gradient = normal(convolution.outShape);

    const cpu = tf.findBackend("cpu");
    const x = { dataId: cpu.write(input, shape, "float32"), shape, dtype: "float32" as const };
    const dyShape = convolution.outShape;
    const dy = { dataId: cpu.write(gradient, dyShape, "float32"), shape: dyShape, dtype: "float32" as const };
    const attrs = { strides, pad, dataFormat: "NHWC", filterShape: filter };
    const reference = tf
      .getKernel("Conv2DBackpropFilter", "cpu")
      .kernelFunc({ inputs: { x, dy }, attrs, backend: cpu });
    const result = filterGradientKernel(tf)({ inputs: { x, dy }, attrs, backend: cpu });
    if (Array.isArray(reference) || Array.isArray(result)) throw new Error("one output each");

    const expected = cpu.readSync(reference.dataId) as Float32Array;
    expect(result.shape).toEqual(reference.shape);
    expect(cpu.readSync(result.dataId)).toEqual(filterGradient(input, gradient, convolution));
    filterGradient(input, gradient, convolution).forEach((value, index) =>
      expect(value).toBeCloseTo(expected[index]!, 4),
    );
    for (const { dataId } of [x, dy, reference, result]) cpu.disposeData(dataId);
  });
});
