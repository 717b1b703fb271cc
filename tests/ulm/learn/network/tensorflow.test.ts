import { expect, it, vi } from "vitest";

it("says what to do where a program did not provide TensorFlow.js", async () => {
  vi.resetModules();
  // The face of the library outside of Node.
  const { MLPRegressor, MissingTensorflowError, trainNetworksWith } = await import("../../../../ulm/learn/index.ts");
  const model = new MLPRegressor({ hiddenLayerSizes: [2], maxIter: 2, nIterNoChange: 1 });
  vi.spyOn(console, "warn").mockImplementation(() => {});
  const rows = [[0], [1], [2], [3]];
  trainNetworksWith("tensorflow");
  const refused = model.fit(rows, [0, 1, 2, 3]);
  await expect(refused).rejects.toThrow(MissingTensorflowError);
  await expect(refused).rejects.toThrow('Say trainNetworksWith("kernels")');
  trainNetworksWith("kernels");
  expect((await model.fit(rows, [0, 1, 2, 3])).nIter).toBe(2);
});
