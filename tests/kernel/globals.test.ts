import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KernelClient } from "./harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

describe("preloaded globals", () => {
  it("ulm is the library", async () => {
    expect((await kernel.execute("typeof ulm.data.Table")).plain).toBe("'function'");
  });

  it("aq is Arquero, and its tables are drawn", async () => {
    const done = await kernel.execute("aq.table({ city: ['Graz', 'Linz'], n: [1, 2] })");
    expect(String(done.result?.["text/html"])).toContain("2 rows × 2 columns");
  });

  it("vl is Vega-Lite", async () => {
    const done = await kernel.execute("vl.compile({ mark: 'point', data: { values: [] } }).spec.marks?.length");
    expect(done.plain).toBe("1");
  });

  it("tf trains a network on the best backend, which it names once", async () => {
    const code = `const model = tf.sequential({ layers: [
        tf.layers.conv2d({ filters: 2, kernelSize: 2, inputShape: [4, 4, 1] }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 1 }),
      ] });
      model.compile({ optimizer: "sgd", loss: "meanSquaredError" });
      const x = tf.ones([8, 4, 4, 1]);
      const y = tf.zeros([8, 1]);
      const history = await model.fit(x, y, { epochs: 2, verbose: 0 });
      Number.isFinite(history.history.loss[1])`;
    const done = await kernel.execute(code, {}, { timeout: 60_000 });
    expect(done.reply.evalue).toBeUndefined();
    expect(done.plain).toBe("true");
    expect(done.text("stderr")).toMatch(/^tf: TensorFlow\.js 4\.\d+\.\d+, .* backend.*\n/);
    const again = await kernel.execute("tf.tensor2d([[1, 2], [3, 4]])");
    expect(again.plain).toMatch(/^Tensor float32 \[2, 2\]\n\s+\[\[1, 2\],\n\s+\[3, 4\]\]$/);
    expect(again.text("stderr")).toBe("");
    const part = await kernel.execute("console.log({ t: tf.scalar(1) }); [tf.tensor1d([1, 2])]");
    expect(part.text("stdout")).toMatch(/^\{\n? *t: Tensor float32 \[\]\s+1\s+\}\n$/);
    expect(part.plain).toMatch(/^\[\s+Tensor float32 \[2\]\s+\[1, 2\]\s+\]$/);
  });

  it("tf can sum segments where the backend cannot", async () => {
    const code =
      "Array.from(tf.unsortedSegmentSum(tf.tensor1d([1, 2, 3, 4]), tf.tensor1d([0, 1, 0, 1], 'int32'), 2).dataSync())";
    expect((await kernel.execute(code)).plain).toBe("[ 4, 6 ]");
  });

  it("may be shadowed by a cell's own name", async () => {
    await kernel.execute("const vl = 'mine';");
    expect((await kernel.execute("vl")).plain).toBe("'mine'");
  });
});
