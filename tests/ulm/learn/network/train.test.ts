import { readFileSync } from "node:fs";
import { createRandom } from "ulm/compute";
import { Matrix } from "ulm/data";
import { loadTensorflow } from "ulm/tensorflow";
import { afterEach, describe, expect, it } from "vitest";
import { trainNetworksWith } from "ulm/learn";
import type { LayerSpec, Network } from "ulm/learn";
import { initialNetwork, runNetwork } from "../../../../ulm/learn/network/network.ts";
import { objective, variables } from "../../../../ulm/learn/network/objective.ts";
import type { Loss } from "../../../../ulm/learn/network/row-losses.ts";
import { toTensorflow, withWeightsOf } from "../../../../ulm/learn/network/to-tensorflow.ts";
import { train } from "../../../../ulm/learn/network/train.ts";
import { trainingDefaults } from "../../../../ulm/learn/network/training-params.ts";

afterEach(() => trainNetworksWith("kernels"));

/** tests/fixtures/learn/make_network_fixtures.py: scikit-learn's MLPClassifier and MLPRegressor. */
const fixture = JSON.parse(readFileSync(new URL("../../../fixtures/learn/networks.json", import.meta.url), "utf8")) as {
  X: number[][];
  cases: {
    loss: Loss;
    solver: "sgd" | "adam";
    y: number[];
    start: [number[], number[]][];
    end: [number[], number[]][];
    lossCurve: number[];
  }[];
};

const X = Matrix.fromRows(fixture.X);

/** One column for two classes and for values, else one for each class. */
function targetsOf(loss: Loss, y: readonly number[]): Float64Array {
  if (loss !== "multinomial") return Float64Array.from(y);
  return Float64Array.from(y.flatMap((code) => [0, 1, 2].map((column) => Number(column === code))));
}

const cases = fixture.cases.flatMap((one) =>
  (["kernels", "tensorflow"] as const).map((trainer) => ({ ...one, trainer })),
);

describe("train", () => {
  it.each(cases)("takes the steps of scikit-learn: $loss, $solver, $trainer", async ({ trainer, ...one }) => {
    trainNetworksWith(trainer);
    const outputs = one.loss === "multinomial" ? 3 : 1;
    const network: Network = {
      inputs: 3,
      layers: [
        { type: "dense", units: 4, activation: "tanh" },
        { type: "dense", units: outputs, activation: "identity" },
      ],
      weights: one.start.map(([kernel, bias]) => [
        { shape: [kernel.length / bias.length, bias.length], values: kernel },
        { shape: [bias.length], values: bias },
      ]),
    };
    const result = await train({
      network,
      data: { matrix: X, targets: targetsOf(one.loss, one.y), weights: new Float64Array(24).fill(1) },
      loss: one.loss,
      params: {
        ...trainingDefaults,
        ...{ solver: one.solver, alpha: 0.1, batchSize: 8, learningRateInit: 0.05, shuffle: false, maxIter: 6 },
        nIterNoChange: 100,
      },
      random: createRandom(0),
      type: "test",
    });
    // Single precision: six epochs of three steps add up to about 1e-6.
    result.network.weights.forEach(([kernel, bias], layer) => {
      kernel!.values.forEach((value, index) => expect(value).toBeCloseTo(one.end[layer]![0][index]!, 4));
      bias!.values.forEach((value, index) => expect(value).toBeCloseTo(one.end[layer]![1][index]!, 4));
    });
    result.lossCurve.forEach((value, epoch) => expect(value).toBeCloseTo(one.lossCurve[epoch]!, 4));
  });

  it("leaves no tensor behind, whether it ends or is called off", async () => {
    trainNetworksWith("tensorflow");
    const tf = await loadTensorflow();
    const network = initialNetwork(3, [{ type: "dense", units: 1, activation: "identity" }], createRandom(0));
    const task = {
      network,
      data: { matrix: X, targets: targetsOf("binary", fixture.cases[0]!.y), weights: new Float64Array(24).fill(1) },
      loss: "binary" as const,
      params: { ...trainingDefaults, maxIter: 3 },
      random: createRandom(0),
      type: "test",
    };
    const before = tf.memory().numTensors;
    await train(task);
    expect(tf.memory().numTensors).toBe(before);
    const stopped = () => {
      throw new Error("stopped");
    };
    await expect(train({ ...task, validate: stopped })).rejects.toThrow("stopped");
    expect(tf.memory().numTensors).toBe(before);
  });
});

const architectures: Record<string, LayerSpec[]> = {
  dense: [
    { type: "dense", units: 5, activation: "logistic" },
    { type: "dense", units: 4, activation: "relu" },
  ],
  lstm: [
    { type: "steps", steps: 3 },
    { type: "lstm", units: 4 },
  ],
  conv1d: [
    { type: "steps", steps: 3 },
    { type: "conv1d", filters: 3, kernelSize: 2, activation: "tanh" },
    { type: "conv1d", filters: 4, kernelSize: 3, activation: "relu" },
    { type: "maxOverSteps" },
  ],
};

describe.each(Object.entries(architectures))("a network of layers: %s", (_name, hidden) => {
  const random = createRandom(3);
  const matrix = new Matrix(
    Float64Array.from({ length: 48 }, () => random.normal()),
    8,
    6,
  );
  const layers: LayerSpec[] = [...hidden, { type: "dense", units: 3, activation: "identity" }];
  const network = initialNetwork(6, layers, random);

  it("answers as the same TensorFlow.js model does", async () => {
    const tf = await loadTensorflow();
    const model = toTensorflow(tf, network);
    const outputs = model.predict(tf.tensor2d([...matrix.data], [8, 6])) as ReturnType<typeof tf.tensor>;
    const ours = runNetwork(network, matrix);
    outputs.dataSync().forEach((value, index) => expect(ours[index]).toBeCloseTo(value, 5));
    expect(withWeightsOf(model, network)).toEqual(network);
  });

  it.each(["multinomial", "squared"] as const)("has the gradients of finite differences: %s", async (loss) => {
    const tf = await loadTensorflow();
    const model = toTensorflow(tf, network);
    const targets = targetsOf("multinomial", [0, 1, 2, 2, 1, 0, 1, 2]);
    const weights = [1, 2, 1, 0.5, 1, 1, 3, 1];
    const alpha = 0.3;
    const batch = {
      inputs: tf.tensor2d([...matrix.data], [8, 6]),
      targets: tf.tensor2d([...targets], [8, 3]),
      weights: tf.tensor2d(weights, [8, 1]),
    };
    const all = variables(model);
    const { grads } = tf.variableGrads(() => objective(tf, model, loss, alpha, batch), all);
    const gradients = all.map(({ name }) => grads[name]!.dataSync());

    network.weights.flat().forEach((array, place) => {
      array.values.forEach((_, index) => {
        const shifted = (step: number) => plainObjective(shift(network, place, index, step), loss, alpha);
        const expected = (shifted(1e-5) - shifted(-1e-5)) / 2e-5;
        expect(gradients[place]![index]).toBeCloseTo(expected, 4);
      });
    });

    /** The objective in double precision, written anew. */
    function plainObjective(candidate: Network, kind: "multinomial" | "squared", strength: number): number {
      const outputs = runNetwork(candidate, matrix);
      let sum = 0;
      for (let row = 0; row < 8; row++) {
        const logits = [...outputs.subarray(3 * row, 3 * row + 3)];
        const wanted = [...targets.subarray(3 * row, 3 * row + 3)];
        const value =
          kind === "squared"
            ? logits.reduce((total, logit, column) => total + (logit - wanted[column]!) ** 2 / 2, 0)
            : Math.log(logits.reduce((total, logit) => total + Math.exp(logit), 0)) - logits[wanted.indexOf(1)]!;
        sum += weights[row]! * value;
      }
      const kernels = candidate.weights.flat().filter(({ shape }) => shape.length > 1);
      const squares = kernels.flatMap(({ values }) => values).reduce((total, value) => total + value * value, 0);
      return (sum + (strength / 2) * squares) / weights.reduce((total, weight) => total + weight);
    }
  });
});

/** The network with one weight changed. */
function shift(network: Network, place: number, index: number, step: number): Network {
  let next = 0;
  const weights = network.weights.map((list) =>
    list.map((array) =>
      next++ === place ? { ...array, values: array.values.map((v, at) => (at === index ? v + step : v)) } : array,
    ),
  );
  return { ...network, weights };
}
