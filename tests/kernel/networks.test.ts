import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KernelClient } from "./harness/kernel-client.ts";

let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.stop());

describe("a network trained in a cell", () => {
  it("names once what trains; with TensorFlow.js the reply says which backend", async () => {
    const code = `
      const rows = Array.from({ length: 60 }, (_, i) => [Math.sin(i), Math.cos(i)]);
      const labels = rows.map(([a]) => (a > 0 ? "up" : "down"));
      const network = await new ulm.learn.MLPClassifier({ hiddenLayerSizes: [8], learningRateInit: 0.05 }).fit(rows, labels);
      network.score(rows, labels) > 0.9`;
    const done = await kernel.execute(code, {}, { timeout: 60_000 });
    expect(done.reply.evalue).toBeUndefined();
    expect(done.plain).toBe("true");
    expect(done.text("stderr")).toMatch(/^networks: trained by kernels of ulm \(WebAssembly, .*\)\n/);
    const again = await kernel.execute("await network.clone().fit(rows, labels);", {}, { timeout: 60_000 });
    expect(again.text("stderr")).toBe("");
    const choose = 'ulm.learn.trainNetworksWith("tensorflow"); await network.clone().fit(rows, labels);';
    const other = await kernel.execute(`${choose} ulm.learn.trainNetworksWith("kernels")`, {}, { timeout: 60_000 });
    expect(other.text("stderr")).toMatch(/^tf: TensorFlow\.js 4\.\d+\.\d+, .* backend.*\n/);
    const facts = other.metadata.ulm as { versions: Record<string, string> };
    expect(facts.versions["TensorFlow.js"]).toMatch(/^4\.\d+\.\d+ \((tensorflow|wasm|cpu)\)$/);
    const model = await kernel.execute("network.toTensorflow(tf).outputs[0].shape", {}, { timeout: 60_000 });
    expect(model.plain).toBe("[ null, 1 ]");
  });

  it("shows progress, stops when it is interrupted, and leaves the kernel able to train", async () => {
    const endless =
      "const long = new ulm.learn.MLPClassifier({ maxIter: 1e6, nIterNoChange: 1e6 }); await long.fit(rows, labels);";
    const running = kernel.execute(endless, {}, { timeout: 60_000 });
    await delay(2500);
    const start = performance.now();
    await kernel.interrupt();
    const done = await running;
    expect(performance.now() - start).toBeLessThan(5000);
    expect(done.reply.status).toBe("error");
    expect(done.of("display_data")).toHaveLength(1);
    expect((await kernel.execute("[long.isFitted, network.isFitted]")).plain).toBe("[ false, true ]");
    const next = await kernel.execute("(await network.clone().fit(rows, labels)).isFitted", {}, { timeout: 60_000 });
    expect(next.plain).toBe("true");
  });
});
